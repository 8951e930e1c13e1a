"""A labelled corpus: one interview a line as JSON, with what people thought of it."""

from collections.abc import Iterable
from math import isfinite
from pathlib import Path
from typing import Annotated, Any, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, FiniteFloat, ValidationError, model_validator

from shared.assessment.validity.bad_lines import BadLine, listed, object_of, problems_of
from shared.kernel.errors import Invalid, NotFound
from shared.kernel.language import Language


def _language(value: object) -> object:
    """``zh-CN``, ``en_US`` and ``EN`` are told plainly enough."""
    return value.strip().lower().replace("_", "-").split("-")[0] if isinstance(value, str) else value


def _numbers(value: object) -> object:
    """A rating that is missing is left out: ``null``, an empty text, "nan"."""
    if not isinstance(value, dict):
        return value
    return {name: number for name, number in value.items() if not _missing(number)}


def _missing(value: object) -> bool:
    if isinstance(value, float):
        return not isfinite(value)
    return value is None or (isinstance(value, str) and value.strip().lower() in {"", "nan", "na", "n/a", "null"})


def _texts(value: object) -> object:
    if not isinstance(value, dict):
        return value
    return {str(name): str(text).strip() for name, text in value.items() if text is not None and str(text).strip()}


class Row(BaseModel):
    """What a corpus says. A corpus may say more than is read here: unknown fields pass, and ``null`` says nothing."""

    model_config = ConfigDict(frozen=True, extra="ignore", coerce_numbers_to_str=True)

    @model_validator(mode="before")
    @classmethod
    def _without_null(cls, data: Any) -> Any:
        return {name: value for name, value in data.items() if value is not None} if isinstance(data, dict) else data


class CorpusWord(Row):
    """One word; ``start`` and ``end`` in seconds, ``probability`` 0–1."""

    text: str
    start: FiniteFloat = Field(ge=0)
    end: FiniteFloat = Field(ge=0)
    probability: float = Field(default=1.0, ge=0, le=1)


class CorpusAnswer(Row):
    """One answer. ``question`` "" where nobody knows what was asked. Paths are relative to the corpus."""

    question: str = ""
    transcript: str = ""
    words: tuple[CorpusWord, ...] = ()
    audio: str | None = None
    video: str | None = None

    @property
    def media(self) -> str | None:
        return self.video or self.audio


class CorpusInterview(Row):
    """One line. ``ratings`` are people's, in any unit; ``groups`` say what the candidate belongs to, by attribute."""

    id: str = Field(min_length=1)
    language: Annotated[Language, BeforeValidator(_language)] | None = None
    """None: as the script of the text shows."""
    answers: tuple[CorpusAnswer, ...] = Field(min_length=1)
    ratings: Annotated[dict[str, FiniteFloat], BeforeValidator(_numbers)] = Field(default_factory=dict)
    groups: Annotated[dict[str, str], BeforeValidator(_texts)] = Field(default_factory=dict)


class Corpus(NamedTuple):
    """``folder`` is where paths in it begin; ``bad`` are the lines that were passed over."""

    folder: Path
    interviews: tuple[CorpusInterview, ...]
    bad: tuple[BadLine, ...] = ()


def read_corpus(path: Path, *, skip_bad: bool = False) -> Corpus:
    """Return the corpus at ``path``.

    Raises ``NotFound`` where there is no such file, and ``Invalid`` with every bad line (or where no line is left).
    With ``skip_bad`` bad lines are passed over and listed in the corpus.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise NotFound(
            f"There is no file {path}.", "Give the path of a corpus: one interview a line, as JSON."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise Invalid(f"{path} cannot be read: {error}.", "Give a text file in UTF-8, one interview a line.") from error
    interviews, bad = read_lines(text.split("\n"))
    if bad and not skip_bad:
        raise Invalid(listed(path.name, bad), "Mend these lines, or pass over them: --skip-bad")
    if not interviews:
        raise Invalid(
            f"{path} has no interview that can be used. {listed(path.name, bad)}".strip(), "Give one a line, as JSON."
        )
    return Corpus(path.resolve().parent, interviews, bad)


def read_lines(lines: Iterable[str]) -> tuple[tuple[CorpusInterview, ...], tuple[BadLine, ...]]:
    """Return the interviews of ``lines`` and what is wrong with the others. Empty lines are nothing."""
    interviews: dict[str, CorpusInterview] = {}
    bad: list[BadLine] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            read = CorpusInterview.model_validate(object_of(line))
        except ValidationError as error:
            bad += [BadLine(number, problem) for problem in problems_of(error)]
        except ValueError as error:
            bad.append(BadLine(number, str(error)))
        else:
            if read.id in interviews:
                bad.append(BadLine(number, f'id: "{read.id}" is used by an earlier line; give each interview its own'))
            else:
                interviews[read.id] = read
    return tuple(interviews.values()), tuple(bad)
