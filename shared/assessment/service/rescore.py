"""An answer is scored again from a transcript that was corrected at the candidate's request."""

from shared.assessment.contracts import AnswerAssessed
from shared.assessment.flagging import Announced, flags_of
from shared.assessment.keys import correction_key
from shared.assessment.model.correction import AcceptedCorrection, CorrectedWords, TranscriptCorrection
from shared.assessment.model.flags import Flag, FlagCode
from shared.assessment.model.progress import AnswerState
from shared.assessment.model.transcript import Transcript
from shared.assessment.service.open_interview import plan_of
from shared.assessment.service.people_only import must_be_by_machine
from shared.assessment.service.ports import Executions
from shared.assessment.service.retry import answer_of
from shared.assessment.service.scope import Scope
from shared.assessment.service.uploads import upload_of
from shared.interview.contracts import InterviewPlan
from shared.kernel.documents import DocumentRef
from shared.kernel.errors import Conflict
from shared.kernel.ids import AnswerId, InterviewId

OF_THE_RECORDING: tuple[FlagCode, ...] = (
    "no_audio",
    "no_video",
    "truncated",
    "damaged",
    "too_dark",
    "blurred",
    "no_face",
    "second_person",
    "picture_too_large",
    "vision_off",
    "vision_unavailable",
)
"""Flags that no correction of words changes."""


def rescore(
    scope: Scope,
    executions: Executions,
    interview_id: InterviewId,
    answer_id: AnswerId,
    accepted: AcceptedCorrection,
) -> AnswerState:
    """Score an assessed answer again from its corrected words; return the answer as it is then.

    The first assessment, with what was heard, stays and is referred to. The new score makes a new revision of the
    report. Asked again for the same correction, the same try is meant.

    Raises:
        NotFound: there is no such answer in assessment.
        PeopleOnly: the candidate took the consent to automated scoring back.
        Conflict: it is not assessed, it was scored from this correction, or it was changed in the meantime.
        DamagedDocument: the assessment is not the one that was recorded.
        Unavailable: a service did not answer; the sweeper sees to what was begun.
    """
    state = answer_of(scope, interview_id, answer_id)
    must_be_by_machine(plan_of(scope, interview_id))
    if _under_way(scope, state, accepted):
        return _start(scope, executions, state, accepted)
    if state.status != "assessed" or state.document is None or state.take is None:
        raise Conflict(f"The answer is {state.status}; only an assessed one has words to correct.", "Look at it again.")
    assessed = scope.documents.get_document(state.document, AnswerAssessed)
    if assessed.corrected is not None and assessed.corrected.number >= accepted.number:
        raise Conflict("The answer was scored from this correction, or a newer one.", "Read its report.")
    told = accepted.model_dump(include={"request_id", "number", "accepted_by", "accepted_at"})
    original = assessed.corrected.original if assessed.corrected is not None else state.document
    words = CorrectedWords(
        correction=TranscriptCorrection(**told, original=original),
        upload_key=state.take.upload_key,
        text=accepted.text,
    )
    kept = scope.documents.put_document(correction_key(upload_of(state.take.upload_key), accepted.number), words)
    now = scope.clock.now()
    if not scope.answers.reopen(state, state.take, now=now, deadline=now + scope.overdue, correction=kept):
        raise Conflict("The answer was changed in the meantime.", "Look at it again.")
    return _start(scope, executions, state, accepted)


def correction_of(scope: Scope, state: AnswerState | None, upload_key: str) -> DocumentRef | None:
    """Return the corrected words from which the answer's recording is to be scored; None where there are none.

    Those of an earlier recording are not those of a retake. Raises ``DamagedDocument``, ``Unavailable``.
    """
    if state is None or state.correction is None:
        return None
    words = scope.documents.get_document(state.correction, CorrectedWords)
    return state.correction if words.upload_key == upload_key else None


def corrected_flags(
    original: AnswerAssessed, transcript: Transcript, words: CorrectedWords, plan: InterviewPlan
) -> list[Flag]:
    """Return what must be known of the recording still, of the corrected words, and that they were corrected."""
    of_words = flags_of(
        announced=Announced(),
        probe=None,
        transcript=transcript,
        vision=None,
        languages=plan.languages,
        watch_skipped=None,
        watch_error=None,
    )
    told = Flag(code="transcript_corrected", detail=f"{words.correction.accepted_at:%Y-%m-%d}")
    return [told, *(flag for flag in original.flags if flag.code in OF_THE_RECORDING), *of_words]


def _under_way(scope: Scope, state: AnswerState, accepted: AcceptedCorrection) -> bool:
    if state.status != "uploaded" or state.correction is None:
        return False
    words = scope.documents.get_document(state.correction, CorrectedWords)
    return words.correction.number == accepted.number


def _start(scope: Scope, executions: Executions, state: AnswerState, accepted: AcceptedCorrection) -> AnswerState:
    if state.take is not None:
        name = f"rescore-{state.interview_id}-{state.answer_id}-{accepted.number}-{state.tries + 1}"
        executions.assess(state.take.upload_key, state.take.size_bytes, name)
    return scope.answers.get(state) or state
