"""Loads the transcriber that settings describe. Apart from ``engine``, so that who only asks needs no Whisper."""

from pathlib import Path
from typing import TYPE_CHECKING

from containers.modelstore.locate import path_of
from containers.transcriber.tuning import WhisperSettings
from shared.platform.settings import EngineSettings

if TYPE_CHECKING:
    from containers.transcriber.engine import WhisperTranscriber


def load_transcriber(settings: EngineSettings, *, concurrency: int = 1) -> "WhisperTranscriber":
    """Return a transcriber with its model in memory.

    Raises:
        NotFound: the manifest has no model of that name, or it is not on this machine (``ModelMissing``).
    """
    from containers.transcriber.engine import WhisperTranscriber

    return WhisperTranscriber(
        WhisperSettings(
            model=path_of(settings.whisper_model, Path(settings.models_dir)),
            name=settings.whisper_model,
            device=settings.device,
            compute_type=settings.compute_type,
            threads=settings.threads,
            batch_size=settings.batch_size,
            concurrency=concurrency,
        )
    )
