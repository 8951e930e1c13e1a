"""``bole assess``: one recording of one's own through the engines, in this process, without any cloud."""

import os
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from containers.modelstore.locate import path_of
from local.assessing import Engines, Recording, StepName, assess_recording
from local.findings import print_findings
from local.options import HomeOption, ModelsOption, home_of, models_of
from local.terminal import errors_in_words, fail, out, unexpected_in_words
from shared.assessment.contracts import AnswerAssessed
from shared.assessment.ports import Judge, Transcriber, Watcher
from shared.assessment.report.page import render_answer
from shared.assessment.rubrics.catalogue import rubrics_of
from shared.assessment.rubrics.packs import pack
from shared.kernel.clock import SystemClock
from shared.platform.media import PyavProber

app = typer.Typer()
_WHISPER = "whisper-base"
_SHOWN: dict[StepName, str] = {
    "probe": "looking into the file",
    "transcribe": "listening",
    "watch": "watching",
    "score": "scoring",
}


@app.command()
def assess(
    video: Annotated[Path, typer.Argument(help="webm, mp4, mov, wav, flac or m4a", show_default=False)],
    question: Annotated[str, typer.Option(help="The question that the recording answers.", show_default=False)],
    competency: Annotated[
        list[str] | None,
        typer.Option(help="A competency to score, repeatable. Without it: the general pack."),
    ] = None,
    language: Annotated[Literal["auto", "zh", "en"], typer.Option(help="What is spoken.")] = "auto",
    json: Annotated[Path | None, typer.Option(help="Write assessment/answer_assessed v2 here.")] = None,
    html: Annotated[Path | None, typer.Option(help="Write the report as a page here.")] = None,
    pdf: Annotated[Path | None, typer.Option(help="Write the report as PDF here.")] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show where an unexpected error happened.")] = False,
    models: ModelsOption = None,
    home: HomeOption = None,
) -> None:
    """Assess one recording and print what was found."""
    if not video.is_file():
        fail(f"There is no file {video}.", "Give the path of a recording.")
    if not question.strip():
        fail("The question is empty.", "Give the question that the recording answers: --question TEXT")
    for path in (json, html, pdf):
        _check_writable(path)
    with unexpected_in_words(debug), errors_in_words():
        rubrics = rubrics_of(dict.fromkeys(competency or pack().weights))
        recording = Recording(
            path=video,
            question=question,
            competencies=tuple(rubric.competency for rubric in rubrics),
            language=None if language == "auto" else language,
        )
        assessed = _assess(recording, _engines(models_of(models, home_of(home))))
        print_findings(assessed)
        if json is not None:
            _write(json, assessed.model_dump_json(indent=2))
        if html is not None:
            _write(html, _page(assessed, video, html))
        if pdf is not None:
            _write(pdf, _pdf(assessed))


def _check_writable(path: Path | None) -> None:
    """End where a report could not be written to ``path``: before the models have worked, not after."""
    if path is None:
        return
    folder = path.resolve().parent
    if not folder.is_dir():
        fail(
            f"The report cannot be written to {path}: there is no folder {folder}.",
            "Make the folder, or give another path.",
        )
    if path.is_dir():
        fail(f"The report cannot be written to {path}: it is a folder.", "Give the path of a file.")
    if not os.access(path if path.exists() else folder, os.W_OK):
        fail(
            f"The report cannot be written to {path}: it is not yours to write.", "Give a path in a folder of your own."
        )


def _write(path: Path, content: str | bytes) -> None:
    try:
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    except OSError as error:
        fail(f"The report cannot be written: {error}.", "Give a path in a folder that exists and is yours to write.")
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


def _pdf(assessed: AnswerAssessed) -> bytes:
    from shared.assessment.report.pdf.pdf import render_answer_pdf

    return render_answer_pdf(assessed)
