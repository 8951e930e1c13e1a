"""An answer is scored again once the decision stage has accepted that something else was said."""

from pydantic import Field

from functions.assessment.routes.desk import interview_scope, machines, platform
from functions.assessment.routes.interviews import INTERVIEW
from shared.assessment.model.correction import AcceptedCorrection
from shared.assessment.model.progress import AnswerState
from shared.assessment.service.open_interview import plan_of
from shared.assessment.service.rescore import rescore
from shared.decision.candidate_requests.model import Correction
from shared.decision.candidate_requests.store import RequestStore
from shared.kernel.errors import NotFound
from shared.kernel.frozen import Frozen
from shared.kernel.ids import AnswerId, InterviewId
from shared.platform.audit import Plain
from shared.platform.http import routes, staff
from shared.platform.observability import count

router = routes()


class RescoreOrder(Frozen):
    """From which correction: ``number`` counts those of the answer, null means the newest.

    The words themselves are not sent. They are those that somebody accepted at the candidate's request: nobody else
    puts words into a candidate's mouth.
    """

    number: int | None = Field(default=None, ge=1)


@router.post(
    f"{INTERVIEW}/answers/<answer_id>/rescore",
    summary="Score an answer again from its corrected transcript",
    status_code=202,
)
def post_rescore(interview_id: str, answer_id: str, order: RescoreOrder) -> tuple[AnswerState, int]:
    """Score an answer again from the transcript that was corrected at the candidate's request."""
    who, interview = staff(router), InterviewId(interview_id)
    seen = interview_scope(who, "retry_assessment", interview)
    here, candidate_id = platform(), plan_of(seen, interview).candidate_id
    trail = here.audit(who.tenant_id)
    requests = RequestStore(here.table(who.tenant_id), trail, here.sealer(who.tenant_id))
    found = _chosen(requests.corrections(interview, candidate_id, answer_id), order.number)
    detail: dict[str, Plain] = {"answer_id": answer_id, "request_id": found.request_id, "correction": found.number}
    trail.record(trail.entry(who, "retry_assessment", interview, candidate_id=candidate_id, detail=detail))
    accepted = AcceptedCorrection(
        request_id=found.request_id,
        number=found.number,
        text=found.corrected,
        accepted_by=found.by,
        accepted_at=found.at,
    )
    state = rescore(seen, machines(), interview, AnswerId(answer_id), accepted)
    count("assessment", "AnswerRescored")
    return state, 202


def _chosen(found: list[Correction], number: int | None) -> Correction:
    """Raise ``NotFound`` where there is none of this number, or none at all."""
    chosen = [each for each in found if number in (None, each.number)]
    if not chosen:
        raise NotFound(
            "No such correction of this answer's transcript was accepted.",
            "Grant the candidate's request for a correction first, then score the answer again.",
        )
    return chosen[-1]
