"""Prepare: look at what was uploaded, claim the answer for this execution, and decide what is to be done with it."""

import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter

from shared.assessment.keys import probe_key, transcript_key, vision_key
from shared.assessment.model.answer import Reason, ReasonCode
from shared.assessment.model.claim import standing
from shared.assessment.model.media import MediaLimits, MediaProbe
from shared.assessment.model.progress import Step, Take
from shared.assessment.model.transcript import TranscribeOptions
from shared.assessment.model.vision import WatchOptions
from shared.assessment.pipeline import AnswerRef, PreparedAnswer, UploadNotice
from shared.assessment.ports import Prober
from shared.assessment.refusals import EmptyFile, FileTooLarge, MediaRefused, NoAudio, NotMedia
from shared.assessment.service.open_interview import find_plan, open_interview
from shared.assessment.service.people_only import FOR_PEOPLE
from shared.assessment.service.rescore import correction_of
from shared.assessment.service.scope import Scope
from shared.assessment.service.settle import TRIES
from shared.assessment.service.takes import take_of
from shared.interview.contracts import InterviewPlan, UploadReceipt
from shared.interview.keys import UploadKey
from shared.kernel.documents import DocumentRef
from shared.kernel.errors import Unavailable

WHAT_TO_DO = "The recording is kept. A recruiter can look at it, or invite the candidate again."


def prepare(
    scope: Scope, notice: UploadNotice, upload: UploadKey, *, prober: Prober, deployment: MediaLimits
) -> PreparedAnswer:
    """Claim the answer whose recording arrived, and probe the recording.

    The same execution gets the same result again; another one for the same recording is told to ignore it. A
    recording that nobody can work on is refused with the reason, and leaves the result of an earlier one as it was;
    nothing is ever thrown away.

    Raises:
        Unavailable: the table or the bucket did not answer, or the answer was changed by others all the time.
    """
    plan = find_plan(scope, upload.interview_id)
    question = plan.question_of(upload.answer_id) if plan is not None else None
    if plan is None or question is None:
        return _refused(notice, _reason("unknown_answer", "The upload belongs to no interview that was opened here."))
    ref = AnswerRef(tenant_id=upload.tenant_id, interview_id=upload.interview_id, answer_id=upload.answer_id)
    if not plan.by_machine:
        return _refused(notice, FOR_PEOPLE, ref)
    take, receipt = take_of(scope, upload, notice.key, notice.size_bytes)
    correction = correction_of(scope, scope.answers.get(ref), notice.key)
    late = receipt.late if receipt is not None else scope.clock.now() > plan.accepted_until
    if late and correction is None:
        return _refused(notice, _reason("session_expired", "The upload came after the interview had closed."), ref)
    open_interview(scope, plan)
    limits = _lower(plan, deployment)
    if correction is not None:
        return _take_on(scope, notice, ref, take, partial(_corrected, notice, ref, correction, receipt))
    look = partial(_look, scope, notice, upload, ref, plan, receipt, prober=prober, limits=limits)
    try:
        return _take_on(scope, notice, ref, take, look)
    except MediaRefused as refused:
        return _refused(notice, refused.reason(), ref)


def _take_on(
    scope: Scope, notice: UploadNotice, ref: AnswerRef, take: Take, look: Callable[[], PreparedAnswer]
) -> PreparedAnswer:
    """Claim the answer and look at its recording.

    Where an earlier recording was assessed already, the look comes first: a retake that is refused must not take the
    place of a good result. Raises ``MediaRefused`` and ``Unavailable``.
    """
    begun = perf_counter()
    looked = look() if _would_replace(scope, notice, ref, take) else None
    turned_away = _claim(scope, notice, ref, take)
    if turned_away is not None:
        return turned_away
    prepared = looked or look()
    seconds = {"probe": round(perf_counter() - begun, 3)} if prepared.probe else {}
    step: Step = "listening" if prepared.listen else "scoring"
    now = scope.clock.now()
    if not scope.answers.step(ref, notice.execution_id, step, now, watch=prepared.watch, seconds=seconds):
        return _ignored(notice, ref)
    return prepared


def _would_replace(scope: Scope, notice: UploadNotice, ref: AnswerRef, take: Take) -> bool:
    state = scope.answers.get(ref)
    return state is not None and state.status == "assessed" and standing(state, notice.execution_id, take) == "claim"


def _claim(scope: Scope, notice: UploadNotice, ref: AnswerRef, take: Take) -> PreparedAnswer | None:
    """Return None where the answer is this execution's, else what Prepare answers."""
    for _ in range(TRIES):
        state = scope.answers.get(ref)
        if state is None:
            raise Unavailable("The interview is being opened just now.", "Try again in a moment.")
        match standing(state, notice.execution_id, take):
            case "held":
                return None
            case "taken" | "retaken":
                return _ignored(notice, ref)
            case "unannounced":
                return _refused(notice, _reason("unknown_answer", "Another recording of this answer is assessed."))
            case "claim":
                now = scope.clock.now()
                if scope.answers.claim(state, notice.execution_id, take, now=now, deadline=now + scope.overdue):
                    return None
    raise Unavailable("The answer is being changed by others all the time.", "Try again in a moment.")


def _look(
    scope: Scope,
    notice: UploadNotice,
    upload: UploadKey,
    ref: AnswerRef,
    plan: InterviewPlan,
    receipt: UploadReceipt | None,
    *,
    prober: Prober,
    limits: MediaLimits,
) -> PreparedAnswer:
    if notice.size_bytes > limits.max_bytes:
        raise FileTooLarge(notice.size_bytes, limits.max_bytes)
    common = PreparedAnswer(
        outcome="assess",
        execution_id=notice.execution_id,
        answer=ref,
        upload_key=notice.key,
        transcript_key=transcript_key(upload),
        vision_key=vision_key(upload),
        transcribe=TranscribeOptions(languages=plan.languages, hotwords=plan.hotwords, simplified=plan.simplified),
        watching=WatchOptions(expression=plan.expression),
    )
    if receipt is not None and receipt.medium == "text":
        _check_text(scope, notice)
        return common.model_copy(update={"medium": "text", "listen": False, "watch_skipped": "no_video"})
    probe = _probe(scope, notice, prober, limits)
    if probe.audio is None:
        raise NoAudio
    skipped = _not_to_watch(plan, probe, limits)
    reference = scope.documents.put_document(probe_key(upload), probe)
    found = {"medium": probe.medium, "probe": reference, "watch": skipped is None, "watch_skipped": skipped}
    return common.model_copy(update=found)


def _corrected(
    notice: UploadNotice, ref: AnswerRef, correction: DocumentRef, receipt: UploadReceipt | None
) -> PreparedAnswer:
    """Only the words are others: nobody listens or watches again."""
    return PreparedAnswer(
        outcome="assess",
        execution_id=notice.execution_id,
        answer=ref,
        upload_key=notice.key,
        medium=receipt.medium if receipt is not None else "video",
        correction=correction,
        listen=False,
        watch_skipped="corrected",
    )


def _probe(scope: Scope, notice: UploadNotice, prober: Prober, limits: MediaLimits) -> MediaProbe:
    with tempfile.TemporaryDirectory(prefix="bole-prepare-") as folder:
        path = scope.documents.download(notice.key, Path(folder) / "recording")
        return prober.probe(path, limits)


def _check_text(scope: Scope, notice: UploadNotice) -> None:
    written = scope.documents.get_bytes(notice.key)
    try:
        text = written.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotMedia("it was announced as text, but is not UTF-8") from error
    if not text.strip():
        raise EmptyFile


def _not_to_watch(plan: InterviewPlan, probe: MediaProbe, limits: MediaLimits) -> str | None:
    if probe.video is None:
        return "no_video"
    if not (plan.vision and plan.consents.vision):
        return "vision_off"
    return "picture_too_large" if probe.video.width * probe.video.height > limits.max_pixels else None


def _lower(plan: InterviewPlan, deployment: MediaLimits) -> MediaLimits:
    """Return the lower of the tenant's limits and the deployment's."""
    return MediaLimits(
        max_bytes=min(plan.limits.max_bytes, deployment.max_bytes),
        max_duration_ms=min(plan.limits.max_duration_ms, deployment.max_duration_ms),
        max_pixels=min(plan.limits.max_pixels, deployment.max_pixels),
    )


def _reason(code: ReasonCode, problem: str) -> Reason:
    return Reason(code=code, problem=problem, remedy=WHAT_TO_DO)


def _refused(notice: UploadNotice, reason: Reason, ref: AnswerRef | None = None) -> PreparedAnswer:
    return PreparedAnswer(
        outcome="refuse", execution_id=notice.execution_id, answer=ref, upload_key=notice.key, reason=reason
    )


def _ignored(notice: UploadNotice, ref: AnswerRef) -> PreparedAnswer:
    return PreparedAnswer(outcome="ignore", execution_id=notice.execution_id, answer=ref, upload_key=notice.key)
