"""Voluntary self-identification, for candidates alone: no route shows anybody what was answered."""

from aws_lambda_powertools.event_handler import Response

from shared.decision.fairness import telling
from shared.decision.fairness.desk import FairnessDesk, FairnessSettings, desk_of
from shared.decision.fairness.self_identification import SelfIdentificationAnswers, SelfIdentificationForm
from shared.interview.service.admission import admit
from shared.interview.store import InterviewStore
from shared.platform import bootstrap
from shared.platform.http import candidate_token, routes
from shared.recruiting.candidate_token import CandidateToken
from shared.recruiting.contracts import Invitation

router = routes("candidate")
FORM = "/v1/interview/self-identification"


@router.get(FORM, summary="Read the voluntary questions")
def get_form() -> SelfIdentificationForm:
    """Return what is asked, that it is voluntary, what it is for, and who never sees it."""
    return telling.see_form(*_candidate())


@router.post(FORM, summary="Answer the voluntary questions")
def post_form(answers: SelfIdentificationAnswers) -> SelfIdentificationForm:
    """Keep answers in place of earlier ones. Everything may be left out."""
    invitation, desk = _candidate()
    return telling.tell(invitation, answers, desk)


@router.delete(FORM, summary="Take the answers back", status_code=204)
def delete_form() -> Response[None]:
    """Take the answers away."""
    telling.withdraw(*_candidate())
    return Response(status_code=204, content_type="application/json")


def _candidate() -> tuple[Invitation, FairnessDesk]:
    token = CandidateToken.read(candidate_token(router))
    platform, tenant_id = bootstrap.current(FairnessSettings), token.tenant_id
    interviews = InterviewStore(platform.table(tenant_id), platform.bucket(tenant_id), platform.usage(tenant_id))
    return admit(token, interviews), desk_of(platform, tenant_id)
