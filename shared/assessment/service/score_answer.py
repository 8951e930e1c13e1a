"""ScoreAnswer: what was heard and seen becomes features, scores with evidence, and flags."""

from time import perf_counter

from shared.assessment.contracts import AnswerAssessed
from shared.assessment.corrected import corrected_transcript
from shared.assessment.flagging import Announced, flags_of
from shared.assessment.keys import assessment_key, corrected_assessment_key
from shared.assessment.model.correction import CorrectedWords
from shared.assessment.model.media import MediaProbe
from shared.assessment.model.reference import Reference
from shared.assessment.model.transcript import Transcript
from shared.assessment.model.vision import Vision
from shared.assessment.pipeline import AnswerRef, ScoredAnswer, ScoreTask
from shared.assessment.ports import Judge
from shared.assessment.scoring import AnswerSubject, assess_answer, text_transcript
from shared.assessment.service.open_interview import plan_of
from shared.assessment.service.people_only import must_be_by_machine
from shared.assessment.service.rescore import corrected_flags
from shared.assessment.service.rubrics import own_rubrics
from shared.assessment.service.scope import Scope
from shared.assessment.service.takes import find_receipt
from shared.interview.contracts import InterviewPlan, PlannedQuestion
from shared.interview.keys import UploadKey
from shared.kernel.documents import DocumentRef
from shared.kernel.errors import Conflict, NotFound


class Superseded(Conflict):
    """Another execution has the answer: the candidate recorded again, or a person asked for another try."""

    code = "superseded"

    def __init__(self) -> None:
        super().__init__("Another execution assesses this answer by now.", "Nothing is to be done; look at that one.")


def score_answer(scope: Scope, task: ScoreTask, upload: UploadKey, judge: Judge) -> ScoredAnswer:
    """Score one answer and keep the ``assessment/answer_assessed`` document.

    Raises:
        Superseded: another execution has the answer.
        PeopleOnly: the candidate took the consent to automated scoring back.
        NotFound: the plan, or a document of an earlier step, is not there.
        DamagedDocument: a document is not the one that its step referred to.
        Unavailable: the table or the bucket did not answer.
    """
    prepared = task.prepared
    ref = AnswerRef(tenant_id=upload.tenant_id, interview_id=upload.interview_id, answer_id=upload.answer_id)
    plan = plan_of(scope, upload.interview_id)
    must_be_by_machine(plan)
    measured = _probed(scope, ref) | _seconds(task)
    if not scope.answers.step(ref, prepared.execution_id, "scoring", scope.clock.now(), seconds=measured):
        raise Superseded
    begun = perf_counter()
    if prepared.correction is not None:
        key, assessed = _rescored(scope, task, upload, plan, judge, prepared.correction)
    else:
        key, assessed = assessment_key(upload), _assess(scope, task, upload, plan, judge)
    took = {**measured, "score": round(perf_counter() - begun, 3)}
    document = scope.documents.put_document(key, assessed.model_copy(update={"stage_seconds": took}))
    scored = sum(score.score is not None for score in assessed.scores)
    return ScoredAnswer(answer=ref, execution_id=prepared.execution_id, document=document, scored=scored)


def _assess(scope: Scope, task: ScoreTask, upload: UploadKey, plan: InterviewPlan, judge: Judge) -> AnswerAssessed:
    prepared = task.prepared
    receipt = find_receipt(scope, upload)
    announced = Announced(size_bytes=receipt.size_bytes, duration_ms=receipt.duration_ms) if receipt else Announced()
    documents = scope.documents
    probe = documents.get_document(prepared.probe, MediaProbe) if prepared.probe else None
    vision = documents.get_document(task.watched.vision, Vision) if task.watched else None
    transcript = _transcript(scope, task, plan)
    flags = flags_of(
        announced=announced,
        probe=probe,
        transcript=transcript,
        vision=vision,
        languages=plan.languages,
        watch_skipped=prepared.watch_skipped,
        watch_error=task.watch_error,
    )
    subject = _subject(scope, plan, upload, task)
    return assess_answer(subject, transcript, vision, probe, flags, judge, scope.clock.now(), {})


def _rescored(
    scope: Scope, task: ScoreTask, upload: UploadKey, plan: InterviewPlan, judge: Judge, correction: DocumentRef
) -> tuple[str, AnswerAssessed]:
    """Judge the corrected words; what was measured in sound and picture stays. Return where it is kept, too."""
    words = scope.documents.get_document(correction, CorrectedWords)
    original = scope.documents.get_document(words.correction.original, AnswerAssessed)
    transcript, seen = corrected_transcript(original.transcript, words.text), original.vision
    vision = Vision(summary=seen.summary, timeline=seen.timeline) if seen.summary is not None else None
    subject = _subject(scope, plan, upload, task).model_copy(update={"medium": original.medium})
    flags = corrected_flags(original, transcript, words, plan)
    assessed = assess_answer(subject, transcript, vision, original.media, flags, judge, scope.clock.now(), {})
    key = corrected_assessment_key(upload, words.correction.number)
    return key, assessed.model_copy(update={"corrected": words.correction})


def _transcript(scope: Scope, task: ScoreTask, plan: InterviewPlan) -> Transcript:
    if task.transcribed is not None:
        return scope.documents.get_document(task.transcribed.transcript, Transcript)
    written = scope.documents.get_bytes(task.prepared.upload_key).decode("utf-8")
    return text_transcript(written, plan.languages)


def _subject(scope: Scope, plan: InterviewPlan, upload: UploadKey, task: ScoreTask) -> AnswerSubject:
    question = plan.question_of(upload.answer_id)
    if question is None:
        raise NotFound("The plan has no such question.", "Report this: an answer was scored that nobody asked for.")
    return AnswerSubject(
        tenant_id=upload.tenant_id,
        interview_id=upload.interview_id,
        answer_id=upload.answer_id,
        question=question.text.read_in(plan.language),
        medium=task.prepared.medium,
        competencies=question.competencies,
        languages=plan.languages,
        own_rubrics=own_rubrics(scope, plan),
        reference=_reference(plan, question),
    )


def _reference(plan: InterviewPlan, question: PlannedQuestion) -> Reference | None:
    """Return the position's right answers, in each language that they are written in, and its vocabulary."""
    written = question.reference
    answers = tuple(text for text in (written.zh, written.en) if text and text.strip()) if written else ()
    return Reference(answers=answers, glossary=plan.hotwords) if answers or plan.hotwords else None


def _probed(scope: Scope, ref: AnswerRef) -> dict[str, float]:
    """What Prepare measured, from the answer: a written one was not probed."""
    state = scope.answers.get(ref)
    return {name: took for name, took in state.seconds.items() if name == "probe"} if state else {}


def _seconds(task: ScoreTask) -> dict[str, float]:
    heard = {"transcribe": task.transcribed.seconds} if task.transcribed else {}
    return heard | ({"watch": task.watched.seconds} if task.watched else {})
