"""Opening an interview: consent, policy, and two tabs at once."""

import pytest

from shared.interview.errors import OtherConsents
from shared.interview.model import AskedConsents
from shared.interview.service.sessions import open_session, see_session
from shared.kernel.ids import InterviewId
from shared.recruiting.candidate_token import CandidateToken, UnknownToken
from tests.builders.interview_memory import DeskInMemory
from tests.builders.recruiting import NOW, days, invited, tenant_settings

ALL = AskedConsents(recording=True, automated_assessment=True, vision=True)
NO_VISION = AskedConsents(recording=True, automated_assessment=True)
PEOPLE_ONLY = AskedConsents(recording=True, automated_assessment=False, vision=True)


def test_the_plan_says_what_policy_and_consent_allow_together(desk: DeskInMemory, token: CandidateToken) -> None:
    open_session(token, ALL, "zh", desk)
    plan = desk.interviews.plan
    assert plan is not None
    assert (plan.vision, plan.expression, plan.hotwords, plan.cut) == (True, True, ("幂等", "Kubernetes"), 60)


def test_the_lower_of_two_limits_counts(desk: DeskInMemory, token: CandidateToken) -> None:
    open_session(token, ALL, "zh", desk)
    plan = desk.interviews.plan
    assert plan is not None
    assert (plan.limits.max_bytes, plan.limits.max_duration_ms) == (1024**3, 600_000)


def test_answers_are_accepted_in_the_languages_of_position_and_tenant(
    desk: DeskInMemory, token: CandidateToken
) -> None:
    desk.interviews.tenant = tenant_settings(languages=["zh"])
    open_session(token, ALL, "zh", desk)
    assert desk.interviews.plan is not None
    assert desk.interviews.plan.languages == ("zh",)


def test_the_interview_closes_with_the_invitation_and_uploads_have_half_an_hour_more(
    desk: DeskInMemory, token: CandidateToken
) -> None:
    open_session(token, ALL, "zh", desk)
    plan = desk.interviews.plan
    assert plan is not None
    assert (plan.closes_at, plan.accepted_until) == (NOW + days(7), NOW + days(7) + days(1 / 48))


def test_consent_is_recorded_with_the_wording_and_the_moment(desk: DeskInMemory, token: CandidateToken) -> None:
    consents = open_session(token, NO_VISION, "en", desk).consents
    assert consents is not None
    assert (consents.vision, consents.language, consents.wording, consents.given_at) == (
        False,
        "en",
        "cn-2026-11.1",
        NOW,
    )


def test_a_session_for_people_only_measures_nothing(desk: DeskInMemory, token: CandidateToken) -> None:
    assert open_session(token, PEOPLE_ONLY, "zh", desk).state == "human_only"
    assert desk.interviews.plan is not None
    assert (desk.interviews.plan.vision, desk.interviews.plan.expression) == (False, False)


def test_the_tab_that_came_second_leaves_the_first_ones_plan(desk: DeskInMemory, token: CandidateToken) -> None:
    desk.interviews.before_write = lambda: open_session(token, ALL, "zh", desk)
    with pytest.raises(OtherConsents):
        open_session(token, NO_VISION, "zh", desk)
    assert desk.interviews.plan == desk.interviews.sessions[InterviewId("int_1")].plan
    assert desk.interviews.plan.vision is True
    assert len(desk.interviews.events) == 1


def test_a_token_for_another_invitation_opens_nothing(desk: DeskInMemory) -> None:
    stranger = CandidateToken.issue(tenant_settings().tenant_id, "inv_01ARZ3NDEKTSV4RRFFQ69G5FAV")
    with pytest.raises(UnknownToken):
        see_session(stranger, desk)


def test_a_tenant_that_measures_no_picture_asks_for_no_consent_to_it(desk: DeskInMemory, token: CandidateToken) -> None:
    desk.interviews.tenant = tenant_settings(jurisdiction="other")
    assert see_session(token, desk).notice.vision is None


def test_a_candidate_never_sees_what_a_right_answer_is(desk: DeskInMemory) -> None:
    question = {"text": {"en": "What is an index?"}, "reference": {"en": "A sorted copy of some columns."}}
    invitation, token = invited(questions=[question])
    desk.interviews.invitations[invitation.invitation_id] = invitation
    before = see_session(token, desk).model_dump_json()
    after = open_session(token, ALL, "en", desk).model_dump_json()
    assert desk.interviews.plan is not None
    reference = desk.interviews.plan.questions[0].reference
    assert reference is not None
    assert reference.en == "A sorted copy of some columns."
    assert [word for word in ("sorted copy", "reference", "Kubernetes") if word in before + after] == []
