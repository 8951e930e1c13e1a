"""Things about a recording that its reader must know. A flag never changes a score by itself."""

from typing import Literal

from shared.kernel.clock import Milliseconds
from shared.kernel.frozen import Frozen

FlagCode = Literal[
    "no_audio",
    "no_video",
    "silence",
    "noise_only",
    "too_short",
    "unclear_speech",
    "language_not_accepted",
    "text_removed",
    "transcript_corrected",
    "truncated",
    "damaged",
    "too_dark",
    "blurred",
    "no_face",
    "second_person",
    "picture_too_large",
    "vision_off",
    "vision_unavailable",
    "off_topic",
    "another_question",
    "perhaps_another_question",
    "rubric_recited",
    "instruction_to_judge",
    "judges_disagree",
    "judge_unavailable",
]


class Flag(Frozen):
    """``code`` is translated for people; ``detail`` carries the figures (for example ``face in 41 % of seconds``)."""

    code: FlagCode
    detail: str = ""
    start_ms: Milliseconds | None = None
    end_ms: Milliseconds | None = None
