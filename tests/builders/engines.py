"""The real ears and the real judge, opened once, for recordings that are worth it."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from containers.transcriber.loading import load_transcriber
from shared.assessment.contracts import AnswerAssessed
from shared.assessment.flagging import Announced, flags_of
from shared.assessment.local_judge import LocalJudge
from shared.assessment.model.media import MediaLimits
from shared.assessment.model.transcript import TranscribeOptions
from shared.assessment.ports import Transcriber
from shared.assessment.scoring import AnswerSubject, assess_answer
from shared.kernel.clock import Milliseconds
from shared.kernel.ids import AnswerId, InterviewId, TenantId
from shared.kernel.language import LANGUAGES
from shared.platform.embedder import open_embedder
from shared.platform.media import PyavProber
from shared.platform.settings import EngineSettings

QUESTION = "Tell us about a problem at work that you solved: how did you find its cause, and what changed afterwards?"


@cache
def transcriber() -> Transcriber:
    return load_transcriber(EngineSettings(stage="test"), concurrency=1)


def assess_for_real(recording: Path, *, promised_ms: int | None = None) -> AnswerAssessed:
    """Probe, listen and score, without watching; ``promised_ms`` is the length that the browser reported."""
    probe = PyavProber().probe(recording, MediaLimits())
    transcript = transcriber().transcribe(recording, TranscribeOptions(languages=LANGUAGES))
    announced = Announced(duration_ms=None if promised_ms is None else Milliseconds(promised_ms))
    flags = flags_of(
        announced=announced, probe=probe, transcript=transcript, vision=None, languages=LANGUAGES,
        watch_skipped="vision_off", watch_error=None,
    )  # fmt: skip
    subject = AnswerSubject(
        tenant_id=TenantId("acme"),
        interview_id=InterviewId("int_1"),
        answer_id=AnswerId("ans_1"),
        question=QUESTION,
        medium=probe.medium,
        competencies=("problem_solving",),
        languages=LANGUAGES,
    )
    return assess_answer(subject, transcript, None, probe, flags, LocalJudge(open_embedder()), datetime.now(UTC), {})
