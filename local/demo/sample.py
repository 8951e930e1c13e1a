"""The sample interview: its questions, its recordings, and the rubrics of the catalogue for what it asks about."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from local.home import CHECKOUT
from shared.assessment.rubrics.catalogue import rubrics_of
from shared.assessment.rubrics.model import Rubric
from shared.kernel.errors import NotFound

SAMPLES = CHECKOUT / "samples"


@dataclass(frozen=True)
class SampleAnswer:
    """One question and the recording that answers it."""

    name: str
    question: dict[str, str]
    competencies: tuple[str, ...]
    recording: Path


@dataclass(frozen=True)
class SampleInterview:
    """A position with its questions, and an answer to each."""

    title: dict[str, str]
    languages: tuple[str, ...]
    vocabulary: tuple[str, ...]
    answers: tuple[SampleAnswer, ...]

    def position(self) -> dict[str, Any]:
        """Return the request that opens the position (``POST /v1/recruiting/positions``)."""
        named = dict.fromkeys(name for answer in self.answers for name in answer.competencies)
        return {
            "title": self.title,
            "languages": list(self.languages),
            "vocabulary": list(self.vocabulary),
            "cut": 60,
            "competencies": [_competency(rubric) for rubric in rubrics_of(named)],
            "questions": [
                {"text": answer.question, "competencies": list(answer.competencies), "thinking_seconds": 0}
                for answer in self.answers
            ],
        }


def _competency(rubric: Rubric) -> dict[str, Any]:
    texts = {language: text for language, text in (("zh", rubric.zh), ("en", rubric.en)) if text is not None}
    return {
        "name": rubric.competency,
        "title": {language: text.title for language, text in texts.items()},
        "rubric": {language: text.definition for language, text in texts.items()},
    }


def read_sample(folder: Path = SAMPLES) -> SampleInterview:
    """Read ``interview.toml`` and find its recordings. Raises NotFound when a recording is not there."""
    data = tomllib.loads((folder / "interview.toml").read_text(encoding="utf-8"))
    position = data["position"]
    answers = tuple(
        SampleAnswer(
            name=answer["id"],
            question={"zh": answer["question_zh"], "en": answer["question_en"]},
            competencies=tuple(answer["competencies"]),
            recording=folder / answer["file"],
        )
        for answer in data["answer"]
    )
    missing = [str(answer.recording) for answer in answers if not answer.recording.is_file()]
    if missing:
        raise NotFound(f"Sample recordings are missing: {', '.join(missing)}.", "Make them: make samples")
    return SampleInterview(
        title={"zh": position["title_zh"], "en": position["title_en"]},
        languages=tuple(position["languages"]),
        vocabulary=tuple(position["vocabulary"]),
        answers=answers,
    )
