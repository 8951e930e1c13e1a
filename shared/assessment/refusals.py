"""Why a recording is refused: one error a reason, in words for the person who can act."""

from typing import ClassVar

from shared.assessment.model.answer import Reason, ReasonCode
from shared.kernel.clock import Milliseconds
from shared.kernel.errors import BoleError


class MediaRefused(BoleError):
    """A recording that no engine can work on. Permanent: the same bytes are refused again."""

    code: ClassVar[ReasonCode] = "not_media"
    status = 422

    def reason(self) -> Reason:
        """Return the refusal as it is recorded on the answer."""
        return Reason(code=self.code, problem=self.problem, remedy=self.remedy)


class EmptyFile(MediaRefused):
    """The file has no bytes."""

    code = "empty_file"

    def __init__(self) -> None:
        super().__init__("The file is empty: it has no bytes.", "Record the answer again and upload it.")


class NotMedia(MediaRefused):
    """The bytes are no recording that can be read; ``found`` says what was seen instead."""

    code = "not_media"

    def __init__(self, found: str) -> None:
        super().__init__(
            f"The file is no recording that can be read: {found}.",
            "Upload a webm, mp4, mov, wav, flac, m4a, ogg or mp3 recording that plays on your own device.",
        )


class NoAudio(MediaRefused):
    """There is no sound track, so there is nothing to listen to."""

    code = "no_audio"

    def __init__(self) -> None:
        super().__init__(
            "The recording has no sound track.",
            "Allow the browser to use the microphone and record the answer again.",
        )


class FileTooLarge(MediaRefused):
    """More bytes than the deployment accepts."""

    code = "file_too_large"

    def __init__(self, size_bytes: int, max_bytes: int) -> None:
        super().__init__(
            f"The file has {_megabytes(size_bytes)} MB; at most {_megabytes(max_bytes)} MB are accepted.",
            "Record at a lower resolution or make the answer shorter.",
        )


class RecordingTooLong(MediaRefused):
    """More playing time than the deployment accepts. Found from timestamps, before anything is decoded."""

    code = "recording_too_long"

    def __init__(self, max_duration_ms: Milliseconds) -> None:
        super().__init__(
            f"The recording is longer than {_minutes(max_duration_ms)} minutes.",
            f"Make the answer at most {_minutes(max_duration_ms)} minutes long.",
        )


def _megabytes(size_bytes: int) -> str:
    return f"{size_bytes / 1024**2:,.1f}"


def _minutes(duration_ms: Milliseconds) -> str:
    return f"{duration_ms / 60_000:g}"
