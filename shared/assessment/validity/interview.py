"""What is known of an interview of a corpus once it is scored. Nothing here needs the scorer."""

from pydantic import Field

from shared.kernel.frozen import Frozen


class Measured(Frozen):
    """A feature over the answers of an interview. ``value`` is null for one that has no better or worse."""

    raw: float
    value: float | None


class InterviewScored(Frozen):
    """``overall`` and ``competencies`` are 0–100, null where nothing could be scored; ``not_scored`` counts answers by
    the reason code. ``columns``: every number that a calibrated model may use; ``tokens``: how often each was said."""

    id: str
    overall: float | None
    competencies: dict[str, float | None]
    features: dict[str, Measured]
    columns: dict[str, float] = Field(repr=False)
    tokens: dict[str, int] = Field(repr=False)
    embedding: tuple[float, ...] = Field(default=(), repr=False)
    answers: int
    answers_scored: int
    words: int
    not_scored: dict[str, int] = Field(default_factory=dict)
    problems: tuple[str, ...] = ()
    ratings: dict[str, float] = Field(default_factory=dict)
    groups: dict[str, str] = Field(default_factory=dict)
