"""The transcriber's part in the worker's loop."""

import time
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel

from containers.transcriber.loading import load_transcriber
from containers.worker.ports import Finding
from shared.assessment.model.transcript import TranscribeOptions
from shared.assessment.pipeline import TranscribeResult
from shared.assessment.ports import Progress, Transcriber
from shared.kernel.documents import DocumentRef
from shared.platform.settings import WorkerSettings


class TranscriberWork:
    """Listens to one clip and answers with a reference to its transcript (``containers.worker.ports.Work``)."""

    name = "transcriber"

    def __init__(self, transcriber: Transcriber) -> None:
        self._transcriber = transcriber

    def do(self, media: Path, options: Mapping[str, object], progress: Progress) -> Finding:
        """Transcribe ``media``; ``options`` are those of ``TranscribeOptions``.

        Raises:
            MediaRefused: the recording cannot be listened to.
            pydantic.ValidationError: the options are none.
        """
        began = time.monotonic()
        transcript = self._transcriber.transcribe(media, TranscribeOptions.model_validate(dict(options)), progress)
        seconds = round(time.monotonic() - began, 3)

        def answer(document: DocumentRef) -> BaseModel:
            return TranscribeResult(
                transcript=document,
                language=transcript.language,
                words=len(transcript.words),
                duration_ms=transcript.duration_ms,
                seconds=seconds,
            )

        return Finding(document=transcript, answer=answer)


def work_of(settings: WorkerSettings) -> TranscriberWork:
    """Load the model that the settings name."""
    return TranscriberWork(load_transcriber(settings, concurrency=settings.concurrency))
