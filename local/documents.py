"""Writes assessed answers as files: what ``bole replay --folder`` and ``bole calibrate --answers`` read."""

from pathlib import Path
from urllib.parse import quote

from shared.assessment.contracts import AnswerAssessed
from shared.kernel.errors import Invalid


def write_document(folder: Path, answer: AnswerAssessed, number: int) -> None:
    """Write ``answer``, the ``number``-th of its interview, to ``<interview>-<number>.json``; what was there is gone.

    Several processes may write at once, as no two have the same answer. Raises ``Invalid`` where it cannot be written.
    """
    # A corpus names its interviews as it likes, also "a/b" or "../a"; quoted, no two names become one file.
    path = folder / f"{quote(answer.interview_id, safe=' ')}-{number}.json"
    try:
        path.write_text(answer.model_dump_json(), encoding="utf-8")
    except OSError as error:
        raise Invalid(
            f"{path} cannot be written: {error.strerror}.", "Give a folder that is yours to write."
        ) from error


def opened(folder: Path) -> Path:
    """Return ``folder``, made where it was missing. Raises ``Invalid`` where it cannot be one."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Invalid(f"{folder} cannot be a folder: {error.strerror}.", "Give another one.") from error
    return folder
