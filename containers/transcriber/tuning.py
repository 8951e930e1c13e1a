"""How the transcriber's model runs. Apart from ``engine``, so that it can be written down without loading Whisper."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True)
class WhisperSettings:
    """Which Whisper, and how it runs.

    ``threads`` 0: the cores there are, shared among ``concurrency`` clips. ``batch_size`` windows of 29 s are heard
    together: 4 needs 0.9 GB on a CPU, 8 needs 0.2 GB more and is hardly faster there; a GPU likes 16. ``beam_size`` as
    in Whisper's own default.
    """

    model: Path
    name: str
    device: Literal["auto", "cpu", "cuda"] = "auto"
    compute_type: str = "int8"
    threads: int = 0
    batch_size: int = 4
    beam_size: int = 5
    concurrency: int = 1
