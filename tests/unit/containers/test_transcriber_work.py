from pathlib import Path

import pytest
from pydantic import ValidationError

from containers.transcriber.work import TranscriberWork
from shared.assessment.model.transcript import Segment, TranscribeOptions, Transcript, Word
from shared.assessment.pipeline import TranscribeResult
from shared.assessment.ports import Progress, ignore_progress
from shared.assessment.refusals import NoAudio
from shared.kernel.clock import Milliseconds
from shared.kernel.documents import DocumentRef

SAID = Transcript(
    text="It failed.",
    language="en",
    language_probability=0.98,
    detected_language="en",
    duration_ms=Milliseconds(4000),
    speech_ms=Milliseconds(900),
    words=(
        Word(text="It", start_ms=Milliseconds(100), end_ms=Milliseconds(300), probability=0.9),
        Word(text=" failed.", start_ms=Milliseconds(300), end_ms=Milliseconds(900), probability=0.9),
    ),
    segments=(
        Segment(first_word=0, end_word=2, start_ms=Milliseconds(100), end_ms=Milliseconds(900), text="It failed."),
    ),
    model="fake",
)


class FakeTranscriber:
    def __init__(self, error: Exception | None = None) -> None:
        self.error = error
        self.asked: list[tuple[Path, TranscribeOptions]] = []

    def transcribe(self, path: Path, options: TranscribeOptions, progress: Progress = ignore_progress) -> Transcript:
        self.asked.append((path, options))
        progress(1.0)
        if self.error:
            raise self.error
        return SAID


def test_the_document_is_the_transcript_and_the_answer_refers_to_it() -> None:
    finding = TranscriberWork(FakeTranscriber()).do(Path("clip"), {}, ignore_progress)
    reference = DocumentRef(key="artifacts/t/i/a/u/transcript.json", sha256="0" * 64)
    answer = finding.answer(reference)
    assert finding.document == SAID
    assert isinstance(answer, TranscribeResult)
    assert (answer.transcript, answer.language, answer.words, answer.duration_ms) == (reference, "en", 2, 4000)


def test_the_tasks_options_reach_the_transcriber() -> None:
    fake = FakeTranscriber()
    TranscriberWork(fake).do(Path("clip"), {"languages": ["en"], "hotwords": ["idempotent"]}, ignore_progress)
    assert fake.asked == [(Path("clip"), TranscribeOptions(languages=("en",), hotwords=("idempotent",)))]


def test_a_misspelt_option_is_an_error() -> None:
    with pytest.raises(ValidationError, match="hotword"):
        TranscriberWork(FakeTranscriber()).do(Path("clip"), {"hotword": ["x"]}, ignore_progress)


def test_progress_is_handed_through() -> None:
    seen: list[float] = []
    TranscriberWork(FakeTranscriber()).do(Path("clip"), {}, seen.append)
    assert seen == [1.0]


def test_a_recording_that_cannot_be_heard_is_refused_in_its_own_words() -> None:
    with pytest.raises(NoAudio):
        TranscriberWork(FakeTranscriber(NoAudio())).do(Path("clip"), {}, ignore_progress)
