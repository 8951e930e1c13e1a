"""When a candidate's key is destroyed, nothing of the interview or the test can be read any more."""

import json

from tests.builders.aws import Deployment
from tests.builders.candidate import Browser, Invite, Staff
from tests.builders.recruiting import ACME


def forgotten(deployment: Deployment, invite: Invite) -> Browser:
    """A candidate who did everything there is to do, and whose key was destroyed then."""
    invitation, browser = invite(application_id="app_1")
    browser.tell("accommodation", {"asked": {"extra_time": 3.0}, "why": "左手骨折。"})
    browser.agree()
    browser.tell("device-checks", {"camera": {}, "microphone": {}, "browser": {"name": "Fennec"}})
    browser.tell("personality", {"language": "zh", "agreed": True})
    browser.tell("personality/answers/e01", {"answer": 4}, method="PUT")
    browser.tell("personality/complete", {"anyway": True})
    deployment.platform.sealer(ACME).forget(invitation.candidate_id)
    return browser


def test_rows_hold_neither_name_nor_reason_nor_device(deployment: Deployment, invite: Invite) -> None:
    forgotten(deployment, invite)
    everything = json.dumps(deployment.rows(), ensure_ascii=False)
    assert [word for word in ("李雷", "左手骨折", "Fennec", '"pomp"') if word in everything] == []


def test_whoever_asks_is_told_that_it_is_gone(deployment: Deployment, invite: Invite) -> None:
    browser = forgotten(deployment, invite)
    for answer in (browser.get(), browser.ask("device-checks"), Staff().get("personality/results/app_1")):
        assert (answer.status, answer.body["code"]) == (410, "shredded")


def test_nameless_answers_lead_back_to_nobody(deployment: Deployment, invite: Invite) -> None:
    invitation, browser = invite(application_id="app_1")
    browser.tell("personality", {"language": "zh", "agreed": True})
    for item in browser.ask("personality").body["items"]:
        deployment.clock.instant = deployment.clock.instant.replace(minute=(item["number"]) % 60, second=item["number"])
        point = 4 if item["item_id"][1:] in {"01", "02", "03", "04", "05"} else 2
        path = f"personality/answers/{item['item_id']}"
        browser.tell(path, {"answer": point, "elapsed_ms": 5000}, method="PUT")
    browser.tell("personality/complete", {})
    rows = deployment.rows("#PERSONALITIES", "RESPONSES#")
    for whose in (invitation.candidate_id, "app_1", "int_1"):
        assert whose not in json.dumps(rows)
    assert len(rows) == 1
