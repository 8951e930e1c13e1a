"""One recording through engines in this process."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from local.assessing import Engines, Recording, StepName, assess_recording
from local.cli import app
from shared.assessment.contracts import AnswerAssessed
from shared.assessment.local_judge import LocalJudge
from shared.assessment.model.media import MediaLimits, MediaProbe
from shared.assessment.model.transcript import TranscribeOptions, Transcript
from shared.assessment.model.vision import Vision, WatchOptions
from shared.assessment.ports import Progress, ignore_progress
from shared.assessment.refusals import NoAudio
from shared.kernel.clock import FixedClock
from shared.kernel.errors import NotFound
from shared.kernel.language import Language
from shared.platform.embedder import open_embedder
from tests.builders import assessed as build

RECORDING = Recording(Path("answer.webm"), build.QUESTION_EN, ("teamwork",))


class FakeProber:
    """Says of every file what it was told to say."""

    def __init__(self, found: MediaProbe) -> None:
        self.found = found

    def probe(self, path: Path, limits: MediaLimits) -> MediaProbe:
        return self.found


class FakeTranscriber:
    """Hears the good English answer."""

    def __init__(self) -> None:
        self.options: TranscribeOptions | None = None

    def transcribe(self, path: Path, options: TranscribeOptions, progress: Progress = ignore_progress) -> Transcript:
        self.options = options
        progress(0.5)
        return build.transcript(build.GOOD_EN, "en")


class DeafTranscriber:
    def transcribe(self, path: Path, options: TranscribeOptions, progress: Progress = ignore_progress) -> Transcript:
        raise NoAudio


class FakeWatcher:
    def watch(self, path: Path, options: WatchOptions, progress: Progress = ignore_progress) -> Vision:
        return build.vision(20)


class BrokenWatcher:
    """Breaks on every recording, as told."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def watch(self, path: Path, options: WatchOptions, progress: Progress = ignore_progress) -> Vision:
        raise self.error


def nobody_watches() -> FakeWatcher:
    pytest.fail("the watcher was opened")


def engines(probe: MediaProbe | None = None, transcriber: FakeTranscriber | DeafTranscriber | None = None) -> Engines:
    heard = transcriber or FakeTranscriber()
    return Engines(
        prober=FakeProber(probe or build.probe(20_000)),
        open_transcriber=lambda: heard,
        open_watcher=FakeWatcher,
        open_judge=lambda: LocalJudge(open_embedder()),
        clock=FixedClock(build.NOW),
    )


def assess(recording: Recording = RECORDING, with_engines: Engines | None = None) -> AnswerAssessed:
    return assess_recording(recording, with_engines or engines(), lambda _step, _share: None)


def test_a_video_is_heard_watched_and_scored() -> None:
    found = assess()
    assert found.transcript.text == build.transcript(build.GOOD_EN, "en").text
    assert found.vision.summary is not None
    assert [score.competency for score in found.scores] == ["teamwork"]
    assert set(found.stage_seconds) == {"probe", "transcribe", "watch", "score"}


def test_a_recording_without_a_picture_is_not_watched() -> None:
    sound_only = build.probe(20_000).model_copy(update={"video": None})
    found = assess(with_engines=replace(engines(sound_only), open_watcher=nobody_watches))
    assert found.vision.summary is None
    assert "no_video" in {flag.code for flag in found.flags}


def test_a_picture_that_is_too_large_is_not_watched() -> None:
    probe = build.probe(20_000)
    assert probe.video is not None
    huge = probe.model_copy(update={"video": probe.video.model_copy(update={"width": 7680, "height": 4320})})
    found = assess(with_engines=replace(engines(huge), open_watcher=nobody_watches))
    assert "picture_too_large" in {flag.code for flag in found.flags}


@pytest.mark.parametrize(("chosen", "accepted"), [(None, ("zh", "en")), ("zh", ("zh",))])
def test_the_recogniser_is_told_what_may_be_spoken(chosen: Language | None, accepted: tuple[str, ...]) -> None:
    transcriber = FakeTranscriber()
    assess(replace(RECORDING, language=chosen), engines(transcriber=transcriber))
    assert transcriber.options is not None
    assert (transcriber.options.languages, transcriber.options.language) == (accepted, chosen)


@pytest.mark.parametrize(
    ("error", "detail"),
    [
        (RuntimeError("out of memory"), "RuntimeError: out of memory"),
        (NotFound("There is no model face-mesh.", "Run make models."), "There is no model face-mesh."),
    ],
)
def test_a_watcher_that_fails_costs_neither_words_nor_scores(error: Exception, detail: str) -> None:
    found = assess(with_engines=replace(engines(), open_watcher=lambda: BrokenWatcher(error)))
    assert found.transcript.text
    assert found.scores[0].score is not None
    assert [flag.detail for flag in found.flags if flag.code == "vision_unavailable"] == [detail]
    assert set(found.stage_seconds) == {"probe", "transcribe", "score"}


def test_a_recording_without_sound_is_refused_in_words() -> None:
    with pytest.raises(NoAudio, match="no sound track"):
        assess(with_engines=engines(transcriber=DeafTranscriber()))


def test_every_step_is_shown_from_its_begin_to_its_end() -> None:
    shares: dict[StepName, list[float]] = {}
    note: Callable[[StepName, float], None] = lambda step, share: shares.setdefault(step, []).append(share)  # noqa: E731
    assess_recording(RECORDING, engines(), note)
    assert {step: (seen[0], seen[-1]) for step, seen in shares.items()} == dict.fromkeys(shares, (0.0, 1.0))
    assert shares["transcribe"] == [0.0, 0.5, 1.0]


def test_a_text_named_webm_is_refused_with_words_and_exit_code_2(tmp_path: Path) -> None:
    fake = tmp_path / "cv.webm"
    fake.write_text("Dear Sir or Madam, I would like to apply. " * 40)
    answer = CliRunner().invoke(app, ["assess", str(fake), "--question", "Why us?"])
    assert answer.exit_code == 2
    assert "no recording that can be read" in answer.stderr


def test_a_file_that_is_not_there_is_named_with_exit_code_2() -> None:
    answer = CliRunner().invoke(app, ["assess", "nowhere.webm", "--question", "Why us?"])
    assert answer.exit_code == 2
    assert "nowhere.webm" in answer.stderr


def test_an_unknown_competency_is_answered_with_those_that_exist(tmp_path: Path) -> None:
    (tmp_path / "a.webm").write_bytes(b"")
    arguments = ["assess", str(tmp_path / "a.webm"), "--question", "Why us?", "--competency", "juggling"]
    answer = CliRunner().invoke(app, arguments)
    assert answer.exit_code == 2
    assert "problem_solving" in answer.stderr
