"""A released result is told to the candidate by one letter, when its moment has come, and once a decision."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from functions.decision.release_results import Untold
from functions.decision.release_results import handler as clock
from functions.recruiting.on_result_released import handler as hear
from shared.decision.outcomes import releasing
from tests.builders.aws import NOW, Deployment
from tests.builders.decision import ADA, RITA, company, decision, opened, report, reported
from tests.builders.http import Answer
from tests.builders.invitations import INVITATIONS, changed, invite, letters, mailing
from tests.builders.invitations import opened as position
from tests.builders.lambda_context import FakeContext

REASON = {"correction_reason": "评分看错了人"}


@dataclass(frozen=True)
class Case:
    """An invited candidate whose interview has its report."""

    deployment: Deployment
    invited: dict[str, Any]

    @property
    def where(self) -> str:
        return f"/v1/decision/interviews/{self.invited['interview_id']}"

    def decided(self, outcome: str = "advance") -> Answer:
        made = RITA.post(f"{self.where}/decisions", decision(outcome))
        assert made.status == 201, made.body
        return made

    def corrected(self, made: Answer, outcome: str) -> Answer:
        path = f"{self.where}/decisions/{made.body['decision_id']}/corrections"
        answer = RITA.post(path, decision(outcome, **REASON))
        assert answer.status == 201, answer.body
        return answer

    def released(self, **when: Any) -> None:
        answer = RITA.post(f"{self.where}/release", when)
        assert answer.status == 200, answer.body

    def events(self) -> list[dict[str, Any]]:
        rows = [row for row in self.deployment.rows("", "EVENT#") if row["detail_type"] == "result_released.v1"]
        return sorted((json.loads(row["detail"]) for row in rows), key=lambda event: event["occurred_at"])

    def delivered(self) -> list[str]:
        """Every event that was ever told comes by the bus (again); what became of each."""
        return [hear({"detail": event}, FakeContext())["message"] for event in self.events()]

    def results(self) -> list[Any]:
        """The letters that say that a result can be read; the first letter of all is the invitation."""
        self.delivered()
        return letters()[1:]

    def later(self, **time: float) -> dict[str, Any]:
        self.deployment.clock.instant += timedelta(**time)
        return clock({}, FakeContext())


@pytest.fixture
def case() -> Iterator[Case]:
    with mailing() as made:
        company(made)
        invited = invite(position()).body
        opened(made, invited["interview_id"], candidate_id=invited["candidate_id"])
        reported(made, report(invited["interview_id"]))
        yield Case(made, invited)


def test_what_is_released_at_once_is_one_letter_with_the_candidates_link(case: Case) -> None:
    made = case.decided()
    assert case.events() == []
    case.released()
    [event] = case.events()
    assert (event["decision_id"], event["released_by"]) == (made.body["decision_id"], "rita")
    [letter] = case.results()
    assert letter.destinations["ToAddresses"] == ["li@example.com"]
    assert case.invited["link"] in letter.body


def test_the_event_says_nothing_of_what_was_decided(case: Case) -> None:
    case.decided("reject")
    case.released()
    [event] = case.events()
    assert "reject" not in json.dumps(event)


def test_delivered_twice_or_released_twice_it_is_one_letter(case: Case) -> None:
    case.decided()
    case.released()
    case.released()
    assert len(case.events()) == 2
    assert case.delivered() == case.delivered() == ["sent", "sent"]
    assert len(letters()) == 2


def test_a_link_that_was_made_new_does_not_bring_the_letter_again(case: Case) -> None:
    case.decided()
    case.released()
    case.delivered()
    path = f"{INVITATIONS}/{case.invited['invitation_id']}"
    assert changed("POST", f"{path}/new-link", {"valid_days": 9}, of=path).status == 201
    before = len(letters())
    assert case.delivered() == ["nothing"]
    assert len(letters()) == before


def test_a_result_that_is_released_later_is_told_only_then(case: Case) -> None:
    case.decided()
    case.released(at=(NOW + timedelta(days=2)).isoformat())
    assert case.later(days=1) == {}
    assert case.results() == []
    assert case.later(days=1) == {"told": 1}
    assert case.later(minutes=15) == {}
    assert len(case.results()) == 1


def test_the_policys_delay_is_kept_and_nobody_is_named(case: Case) -> None:
    policy = ADA.get("/v1/decision/policy")
    draft = {"release": "automatic", "release_after_days": 3, "decision_days": 5}
    assert ADA.put("/v1/decision/policy", draft, read=policy).status == 200
    case.decided()
    assert case.later(days=2) == {}
    assert case.later(days=1) == {"told": 1}
    [event] = case.events()
    assert event["released_by"] is None
    assert len(case.results()) == 1


def test_a_policy_without_delay_tells_it_with_the_decision(case: Case) -> None:
    policy = ADA.get("/v1/decision/policy")
    draft = {"release": "automatic", "release_after_days": 0, "decision_days": 5}
    assert ADA.put("/v1/decision/policy", draft, read=policy).status == 200
    case.decided()
    assert len(case.results()) == 1
    assert case.later(days=1) == {}


def test_a_correction_is_no_letter_until_it_is_released_anew(case: Case) -> None:
    made = case.decided("reject")
    case.released()
    assert len(case.results()) == 1
    case.corrected(made, "advance")
    assert case.later(days=1) == {}
    assert len(case.results()) == 1
    case.released()
    assert len(case.results()) == 2


def test_a_correction_takes_back_what_was_to_be_released_later(case: Case) -> None:
    made = case.decided("reject")
    case.released(at=(NOW + timedelta(days=2)).isoformat())
    case.corrected(made, "advance")
    assert case.later(days=3) == {}
    assert case.results() == []


def test_a_moment_that_is_chosen_anew_takes_the_place_of_the_old_one(case: Case) -> None:
    case.decided()
    case.released(at=(NOW + timedelta(days=2)).isoformat())
    case.released(at=(NOW + timedelta(days=9)).isoformat())
    assert case.later(days=3) == {}
    assert case.later(days=6) == {"told": 1}


def test_a_release_that_fails_is_said_aloud_and_told_in_the_next_round(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    case.decided()
    case.released(at=(NOW + timedelta(days=2)).isoformat())
    with monkeypatch.context() as broken:
        broken.setattr(releasing, "released", lambda *_: 1 / 0)
        with pytest.raises(Untold, match="1 releases"):
            case.later(days=2)
    assert case.later(minutes=15) == {"told": 1}


def test_nobody_is_written_to_whose_link_was_revoked_or_who_was_erased(case: Case) -> None:
    case.decided()
    case.released()
    path = f"{INVITATIONS}/{case.invited['invitation_id']}"
    changed("POST", f"{path}/revoke", {}, of=path)
    before = len(letters())
    assert case.delivered() == ["nothing"]
    assert len(letters()) == before


def test_an_erased_candidate_gets_no_letter(case: Case) -> None:
    case.decided()
    case.released()
    case.deployment.platform.sealer("acme").forget(case.invited["candidate_id"])  # type: ignore[arg-type]
    assert case.delivered() == ["nothing"]
    assert len(letters()) == 1
