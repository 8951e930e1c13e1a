"""An interview in assessment: a plan, uploads as the interview stage leaves them, and executions by hand."""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from shared.assessment.contracts import AnswerSettled
from shared.assessment.judging import JudgeCase, Making, Verdict
from shared.assessment.model.media import AudioStream, MediaLimits, MediaProbe, VideoStream
from shared.assessment.model.progress import AnswerState, InterviewState
from shared.assessment.model.score import CompetencyScore, Evidence
from shared.assessment.model.transcript import Segment, Transcript, Word
from shared.assessment.pipeline import (
    AnswerRef,
    FailedAnswer,
    InterviewRef,
    PreparedAnswer,
    ScoredAnswer,
    ScoreTask,
    SettledAnswer,
    TranscribeResult,
    UploadNotice,
)
from shared.assessment.refusals import MediaRefused
from shared.assessment.service.prepare import prepare
from shared.assessment.service.record import record
from shared.assessment.service.record_failure import record_failure
from shared.assessment.service.scope import Scope, scope_of
from shared.assessment.service.score_answer import score_answer
from shared.assessment.service.uploads import upload_of
from shared.interview.contracts import Consents, InterviewPlan, PlannedQuestion, UploadReceipt
from shared.interview.keys import UploadKey, plan_key, receipt_key, upload_key
from shared.kernel.clock import Milliseconds
from shared.kernel.frozen import Frozen
from shared.kernel.ids import AnswerId, CandidateId, ExecutionId, InterviewId, PositionId, TenantId
from shared.kernel.localized import LocalizedText
from shared.recruiting.contracts import Competency
from shared.tenancy.contracts import RecordingLimits
from tests.builders.aws import BUCKET, NOW, Deployment

ACME = TenantId("acme")
INTERVIEW = InterviewId("int_1")
EXECUTIONS = "arn:aws:states:eu-central-1:123456789012:execution:assess"
CLOSES = NOW + timedelta(days=7)


def text(words: str) -> LocalizedText:
    return LocalizedText(en=words)


def competency(name: str, weight: float = 1.0) -> Competency:
    return Competency(name=name, title=text(name), rubric=text(f"Shows {name}."), weight=weight)


def plan(answers: int = 3, **changed: Any) -> InterviewPlan:
    """An opened interview of ``answers`` questions, watched, closing in a week."""
    questions = tuple(
        PlannedQuestion(
            answer_id=AnswerId(f"a{number}"),
            question_id=f"q{number}",
            text=text(f"Question {number}: tell us about an outage that you resolved."),
            competencies=("ownership",),
            thinking_ms=Milliseconds(30_000),
            answer_ms=Milliseconds(180_000),
            retakes=1,
        )
        for number in range(1, answers + 1)
    )
    values: dict[str, Any] = {
        "tenant_id": ACME,
        "interview_id": INTERVIEW,
        "invitation_id": "inv_1",
        "candidate_id": CandidateId("can_1"),
        "candidate_name": "Li Lei",
        "company": "Acme",
        "position_id": PositionId("pos_1"),
        "position_title": text("Backend engineer"),
        "questions": questions,
        "competencies": (competency("ownership"),),
        "cut": 60.0,
        "language": "en",
        "languages": ("en", "zh"),
        "hotwords": ("Kubernetes",),
        "simplified": True,
        "vision": True,
        "expression": False,
        "limits": RecordingLimits(),
        "consents": Consents(
            recording=True, automated_assessment=True, vision=True, language="en", wording="1", given_at=NOW
        ),
        "opened_at": NOW,
        "closes_at": CLOSES,
        "accepted_until": CLOSES + timedelta(minutes=30),
    }
    return InterviewPlan.model_validate({**values, **changed})


def probe(**changed: Any) -> MediaProbe:
    """A 60 s recording with sound and picture."""
    values: dict[str, Any] = {
        "container": "webm",
        "size_bytes": 1000,
        "duration_ms": 60_000,
        "audio": AudioStream(codec="opus", sample_rate=48_000, channels=1),
        "video": VideoStream(codec="vp8", width=640, height=480, rotation=0, mean_fps=25.0),
    }
    return MediaProbe.model_validate({**values, **changed})


SPOKEN = (
    "Last March our payment service went down at midnight. First I looked at the dashboards and found that the "
    "database had run out of connections. Then I rolled back the release, raised the limit to 400 and called the two "
    "teams that were hit. As a result we were back in 12 minutes, and afterwards I wrote the review and added an alarm."
)


def transcript(spoken: str = SPOKEN, **changed: Any) -> Transcript:
    """What was said, two words a second, each heard clearly."""
    words = tuple(
        Word(
            text=f" {word}", start_ms=Milliseconds(place * 500), end_ms=Milliseconds(place * 500 + 400), probability=0.9
        )
        for place, word in enumerate(spoken.split())
    )
    length = Milliseconds(len(words) * 500)
    segments = (Segment(first_word=0, end_word=len(words), start_ms=Milliseconds(0), end_ms=length, text=spoken),)
    values: dict[str, Any] = {
        "text": spoken,
        "language": "en",
        "language_probability": 1.0,
        "detected_language": "en",
        "duration_ms": Milliseconds(60_000),
        "speech_ms": length,
        "words": words,
        "segments": segments if words else (),
        "model": "scripted",
    }
    return Transcript.model_validate({**values, **changed})


@dataclass(frozen=True)
class ScriptedProber:
    """Finds what it is told to find, or refuses what it is told to refuse."""

    found: MediaProbe | MediaRefused = field(default_factory=probe)

    def probe(self, path: Path, limits: MediaLimits) -> MediaProbe:
        assert path.exists()
        if isinstance(self.found, MediaRefused):
            raise self.found
        return self.found


class NoWeights(Frozen):
    """What a scripted judge weighs by."""


@dataclass
class ScriptedJudge:
    """Gives every competency the same score, with the answer's first word as evidence."""

    score: float = 72.0
    name: str = "scripted 1"

    @property
    def making(self) -> Making:
        return Making(NoWeights(), self.name)

    def judge(self, case: JudgeCase) -> Verdict:
        word = case.transcript.words[0]
        evidence = Evidence(
            quote=word.text.strip(), start_ms=word.start_ms, end_ms=word.end_ms, start_char=0, end_char=4
        )
        scores = tuple(
            CompetencyScore(
                competency=rubric.competency,
                score=self.score,
                level=4,
                confidence=0.8,
                standard_error=6.0,
                evidence=(evidence,),
                judge=self.name,
                rubric_version=rubric.version,
            )
            for rubric in case.rubrics
        )
        return Verdict(features=(), scores=scores)


@dataclass
class Stage:
    """The assessment stage of tenant ``acme``, driven state by state as the state machines drive it."""

    deployment: Deployment
    plan: InterviewPlan
    prober: ScriptedProber = field(default_factory=ScriptedProber)

    @property
    def scope(self) -> Scope:
        return scope_of(self.deployment.platform, ACME)

    def publish_plan(self) -> None:
        self.deployment.platform.bucket(ACME).put_document(plan_key(ACME, self.plan.interview_id), self.plan)

    def upload(
        self,
        answer: str = "a1",
        upload: str = "upl_1",
        *,
        body: bytes = b"recording",
        receipt: bool = True,
        **said: Any,
    ) -> str:
        """An object with its receipt; returns its key."""
        whose = UploadKey(
            tenant_id=ACME, interview_id=self.plan.interview_id, answer_id=AnswerId(answer), upload_id=upload
        )
        key = upload_key(whose)
        values: dict[str, Any] = {
            **whose.model_dump(),
            "upload_key": key,
            "attempt": 1,
            "medium": "video",
            "content_type": "video/webm",
            "size_bytes": 1000,
            "duration_ms": 60_000,
            "received_at": self.deployment.clock.now(),
            "late": False,
        }
        if receipt:
            told = UploadReceipt.model_validate({**values, **said})
            self.deployment.platform.bucket(ACME).put_document(receipt_key(whose), told)
        self.deployment.client("s3").put_object(Bucket=BUCKET, Key=key, Body=body)
        return key

    def prepare(self, key: str, execution: str = "one", size: int = 1000) -> PreparedAnswer:
        notice = UploadNotice(key=key, size_bytes=size, execution_id=execution_id(execution))
        return prepare(self.scope, notice, upload_of(key), prober=self.prober, deployment=MediaLimits())

    def score(self, prepared: PreparedAnswer, judge: ScriptedJudge | None = None) -> ScoredAnswer:
        """Listen (from the script) and score."""
        heard = self.deployment.platform.bucket(ACME).put_document(prepared.transcript_key, transcript())
        result = TranscribeResult(
            transcript=heard, language="en", words=60, duration_ms=Milliseconds(60_000), seconds=2.0
        )
        task = ScoreTask(prepared=prepared, transcribed=result if prepared.listen else None, watched=None)
        return score_answer(self.scope, task, upload_of(prepared.upload_key), judge or ScriptedJudge())

    def record(self, scored: ScoredAnswer) -> SettledAnswer:
        return record(self.scope, scored)

    def fail(
        self,
        key: str,
        prepared: PreparedAnswer | None = None,
        execution: str = "one",
        error: str = "worker_failed",
        cause: str = "",
    ) -> SettledAnswer:
        failed = FailedAnswer(
            prepared=prepared, upload_key=key, execution_id=execution_id(execution), error=error, cause=cause
        )
        return record_failure(self.scope, failed, upload_of(key))

    def assess(self, answer: str = "a1", *, execution: str | None = None, upload: str | None = None) -> SettledAnswer:
        """Take an answer the whole way."""
        key = self.upload(answer, upload or f"upl_{answer}")
        return self.record(self.score(self.prepare(key, execution or answer)))

    def answer(self, answer: str = "a1") -> AnswerState:
        ref = AnswerRef(tenant_id=ACME, interview_id=self.plan.interview_id, answer_id=AnswerId(answer))
        state = self.scope.answers.get(ref)
        assert state is not None
        return state

    def interview(self) -> InterviewState:
        state = self.scope.interviews.get(self.plan.interview_id)
        assert state is not None
        return state

    def ref(self, revision: int = 1) -> InterviewRef:
        return InterviewRef(
            tenant_id=ACME,
            interview_id=self.plan.interview_id,
            position_id=self.plan.position_id,
            revision=revision,
        )

    def events(self, name: str) -> list[dict[str, Any]]:
        """The outbox's events of one kind."""
        rows = self.deployment.rows(sk_part="EVENT#")
        return [row for row in rows if row["detail_type"] == f"{name}.v1"]

    def settled_events(self) -> list[AnswerSettled]:
        return [AnswerSettled.model_validate_json(row["detail"]) for row in self.events("answer_settled")]

    def later(self, **by: float) -> None:
        self.deployment.clock.instant += timedelta(**by)


@dataclass
class FakeExecutions:
    """Executions that are only noted down; ``hung_in`` is where those asked about stand."""

    hung_in: str | None = "Transcribe"
    assessed: list[tuple[str, str]] = field(default_factory=list)
    completed: list[InterviewRef] = field(default_factory=list)
    stopped: list[str] = field(default_factory=list)

    def assess(self, upload_key: str, size_bytes: int, name: str) -> None:
        self.assessed.append((upload_key, name))

    def complete(self, interview: InterviewRef, name: str) -> None:
        self.completed.append(interview)

    def where(self, execution_id: ExecutionId) -> str | None:
        return self.hung_in

    def stop(self, execution_id: ExecutionId, why: str) -> None:
        self.stopped.append(execution_id)


def execution_id(name: str) -> ExecutionId:
    return ExecutionId(f"{EXECUTIONS}:{name}")
