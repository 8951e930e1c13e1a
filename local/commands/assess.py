"""``bole assess``: one recording of one's own through the engines, in this process, without any cloud."""

import os
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from containers.modelstore.locate import path_of
from local.assessing import Engines, Recording, StepName, assess_recording
from local.options import HomeOption, ModelsOption, home_of, models_of
from local.terminal import errors_in_words, fail, out
from shared.assessment.contracts import AnswerAssessed
from shared.assessment.model.vision import VisionSummary
from shared.assessment.ports import Judge, Transcriber, Watcher
from shared.assessment.report.page import render_answer
from shared.assessment.rubrics.catalogue import load, rubrics_of
from shared.kernel.clock import SystemClock
from shared.platform.media import PyavProber

app = typer.Typer()
_WHISPER = "whisper-base"
_SHOWN: dict[StepName, str] = {
    "probe": "looking into the file",
    "listen": "listening",
    "watch": "watching",
    "score": "scoring",
}


@app.command()
def assess(
    video: Annotated[Path, typer.Argument(help="webm, mp4, mov, wav, flac or m4a", show_default=False)],
    question: Annotated[str, typer.Option(help="The question that the recording answers.", show_default=False)],
    competency: Annotated[
        list[str] | None, typer.Option(help="A competency to score; may be repeated. All of the catalogue without it.")
    ] = None,
    language: Annotated[Literal["auto", "zh", "en"], typer.Option(help="What is spoken.")] = "auto",
    json: Annotated[Path | None, typer.Option(help="Write assessment/answer_assessed v1 here.")] = None,
    html: Annotated[Path | None, typer.Option(help="Write the report as a page here.")] = None,
    models: ModelsOption = None,
    home: HomeOption = None,
) -> None:
    """Assess one recording and print what was found."""
    if not video.is_file():
        fail(f"There is no file {video}.", "Give the path of a recording.")
    if not question.strip():
        fail("The question is empty.", "Give the question that the recording answers: --question TEXT")
    with errors_in_words():
        rubrics = rubrics_of(dict.fromkeys(competency or load()))
        recording = Recording(
            path=video,
            question=question,
            competencies=tuple(rubric.competency for rubric in rubrics),
            language=None if language == "auto" else language,
        )
        assessed = _assess(recording, _engines(models_of(models, home_of(home))))
    try:
        if json is not None:
            json.write_text(assessed.model_dump_json(indent=2), encoding="utf-8")
        if html is not None:
            html.write_text(_page(assessed, video, html), encoding="utf-8")
    except OSError as error:
        fail(f"The report cannot be written: {error}.", "Give a path in a folder that exists and is yours to write.")
    _print(assessed)
    for path in (json, html):
        if path is not None:
            out.print(f"[dim]wrote {path}[/]")


def _assess(recording: Recording, engines: Engines) -> AnswerAssessed:
    columns = (TextColumn("{task.description:22}"), BarColumn(), TextColumn("{task.percentage:3.0f} %"))
    with Progress(*columns, TimeElapsedColumn(), console=out) as progress:
        tasks = {step: progress.add_task(words, total=1.0, start=False) for step, words in _SHOWN.items()}

        def shown(step: StepName, share: float) -> None:
            progress.start_task(tasks[step])
            progress.update(tasks[step], completed=share)

        return assess_recording(recording, engines, shown)


def _engines(models: Path) -> Engines:
    """Return the engines of the workers with the CPU's default settings.

    Their libraries take seconds to load: they are, when their step begins and the file is known to be a recording.
    """

    def transcriber() -> Transcriber:
        from containers.transcriber.engine import WhisperTranscriber
        from containers.transcriber.tuning import WhisperSettings

        return WhisperTranscriber(WhisperSettings(model=path_of(_WHISPER, models), name=_WHISPER))

    def watcher() -> Watcher:
        from containers.vision.engine import OnnxWatcher

        return OnnxWatcher(models, threads=max(1, (os.cpu_count() or 1) // 2))

    def judge() -> Judge:
        from shared.assessment.local_judge import LocalJudge
        from shared.platform.embedder import open_embedder

        return LocalJudge(open_embedder())

    return Engines(PyavProber(), transcriber, watcher, judge, SystemClock())


def _page(assessed: AnswerAssessed, video: Path, html: Path) -> str:
    """Return the report as a page that plays the recording from where it lies."""
    return render_answer(
        assessed, assessed.transcript.language, os.path.relpath(video.resolve(), html.resolve().parent)
    )


def _print(assessed: AnswerAssessed) -> None:
    transcript = assessed.transcript
    out.print(f"\n[bold]{transcript.language}[/] {transcript.duration_ms / 1000:.1f} s, {len(transcript.words)} words")
    out.print(transcript.text or "[dim]nothing was said[/]", highlight=False)
    scores = Table(
        "competency", "score", "level", "confidence", "evidence", title="Scores, 0–100", title_justify="left"
    )
    for score in assessed.scores:
        quotes = "\n".join(f"{_clock(item.start_ms)} “{item.quote[:60]}”" for item in score.evidence[:2])
        number = f"{score.score:.0f}" if score.score is not None else str(score.not_scored)
        scores.add_row(score.competency, number, str(score.level or ""), f"{score.confidence:.2f}", quotes)
    out.print(scores)
    features = Table("feature", "value", "measured", title="Features", title_justify="left")
    for feature in assessed.features:
        features.add_row(feature.name, f"{feature.value:.2f}", f"{feature.raw:.2f} {feature.unit}")
    out.print(features)
    if assessed.vision.summary is not None:
        out.print(_seen(assessed.vision.summary), highlight=False)
    for flag in assessed.flags:
        out.print(f"[yellow]flag[/] {flag.code} {flag.detail}", highlight=False)
    took = ", ".join(f"{name} {value:.1f} s" for name, value in assessed.stage_seconds.items())
    out.print(f"[dim]{took}[/]", highlight=False)


def _seen(summary: VisionSummary) -> str:
    parts = [f"face in {summary.face_present:.0%} of {summary.seconds} s"]
    if summary.gaze_on_camera is not None:
        parts.append(f"looks at the camera {summary.gaze_on_camera:.0%}")
    if summary.blink_rate is not None:
        parts.append(f"blinks {summary.blink_rate:.0f} a minute")
    return "Picture: " + ", ".join(parts)


def _clock(milliseconds: int) -> str:
    return f"{milliseconds // 60000}:{milliseconds // 1000 % 60:02d}"
