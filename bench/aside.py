"""Beside the question: the distributions behind ``features/aside.toml`` and the bound of thin evidence.

``python -m bench.aside`` prints the table. True answers are those of ``bench/data`` to questions that are not open,
rambling ones and answers to another question are written for this project as well: nothing here says how often real
people are refused. Each true answer is scored on the one competency that its question asks for, because that is where
an answer to another question can be told at all.
"""

import json
import re
import tomllib
from collections import Counter
from functools import cache
from math import ceil
from pathlib import Path
from statistics import fmean
from typing import Any, NamedTuple

from rich.console import Console

from bench.adversarial import generate
from bench.adversarial.measuring import scored
from bench.table import Row, terminal
from shared.assessment.features.calibration import standings
from shared.assessment.features.questions import asks_for_story, is_open
from shared.assessment.features.reading import Reading
from shared.assessment.features.relevance import bounds, sampled, weighed
from shared.assessment.features.scorable import why_not
from shared.assessment.features.specificity import checkable, specificity
from shared.assessment.local_judge import LocalJudge
from shared.assessment.model.score import CompetencyScore
from shared.assessment.ports import Embedder
from shared.assessment.scoring import text_transcript
from shared.kernel.language import LANGUAGES, Language
from shared.platform.embedder import open_embedder

DATA = Path(__file__).parent / "data"
ASKED_FOR = (
    (re.compile("leadership|领导|带领"), "leadership"),
    (re.compile("team|团队|合作"), "teamwork"),
    (re.compile("压力"), "stress_tolerance"),
    (re.compile("客户|投诉"), "customer_orientation"),
    (re.compile("学"), "learning_agility"),
)
"""By the first pattern that the question has; every question of ``interviews.jsonl`` that is not open has one."""
PERCENTILES = (2, 10, 50, 90)


class Told(NamedTuple):
    """An answer, the question that it was given to, and the competency that the question asks for.

    ``rating``: what the author meant a listener to think of the whole interview, 1 to 7; None outside of interviews.
    """

    language: Language
    question: str
    competency: str
    text: str
    rating: float | None = None


def run() -> list[Row]:
    """Measure every distribution in both languages."""
    judge = LocalJudge(open_embedder())
    rows = []
    for language in LANGUAGES:
        true = _true_answers(language, judge.embedder)
        rows += [*_relevance(language, true, judge.embedder), *_another(language, true, judge)]
        rows.append(_thin(language, true, judge))
    return rows


def _relevance(language: Language, true: list[Told], embedder: Embedder) -> list[Row]:
    found = bounds(language)
    rows = []
    for name, told in (("true", true), ("rambling", _labelled(language, "rambling"))):
        measured = sorted(_careful(one, embedder) for one in told)
        refused = sum(one < found.off_topic for one in measured)
        spread = ", ".join(f"{part} % to {_percentile(measured, part):.2f}" for part in PERCENTILES)
        how = f"{len(told)} answers, {refused} under off_topic {found.off_topic}; careful encoder"
        rows.append(Row(f"relevance, {name}, {language}", f"{spread}, most {measured[-1]:.2f}", how=how))
    return rows


def _another(language: Language, true: list[Told], judge: LocalJudge) -> list[Row]:
    attacks = [item for item in generate() if item.kind == "other_question" and item.language == language]
    others = [Told(language, item.question, item.competencies[0], item.text) for item in attacks]
    return [
        Row(f"another question, {name}, {language}", *_refused(told, judge))
        for name, told in (("true answers", true), ("answers to another", others))
    ]


def _refused(told: list[Told], judge: LocalJudge) -> tuple[str, str, str, str]:
    """What is refused as another question and what is doubted; as ``how`` what is refused for other reasons."""
    scores = [_score(one, judge) for one in told]
    reasons = Counter(score.not_scored for score in scores if score.not_scored)
    refused, doubted = reasons.pop("another_question", 0), sum(score.needs_human for score in scores)
    besides = ", ".join(f"{reason} {count}" for reason, count in reasons.most_common()) or "none"
    measured = f"refused {_share(refused, told)}, doubted {_share(doubted, told)}"
    return measured, "", "", f"{len(told)} answers; refused for other reasons: {besides}"


def _thin(language: Language, true: list[Told], judge: LocalJudge) -> Row:
    fewest = judge.weights.thin_evidence.fewest
    told = [one for one in true if one.rating is not None and asks_for_story(one.question, language, judge.embedder)]
    under = [one for one in told if checkable(specificity(_read(one.text))) < fewest]
    others = [one for one in told if one not in under]
    measured = f"{_share(len(under), told)} under {fewest}, rated {_rated(under)}; the others {_rated(others)}"
    return Row(f"thin evidence, {language}", measured, how=f"{len(told)} answers that tell a story; interview ratings")


def _true_answers(language: Language, embedder: Embedder) -> list[Told]:
    """Every answer of ``interviews.jsonl`` to a question that is not open, and the labelled ones.

    Without those that are refused before meanings are compared, most for being too short.
    """
    lines = (DATA / "interviews.jsonl").read_text(encoding="utf-8").splitlines()
    interviews = [one for one in map(json.loads, lines) if one["language"] == language]
    told = [
        Told(language, asked, _competency(asked), answer["transcript"], one["ratings"]["overall"])
        for one in interviews
        for answer in one["answers"]
        if not is_open(asked := answer["question"], language, embedder)
    ]
    every = [*told, *_labelled(language, "relevant")]
    return [one for one in every if why_not(_read(one.text), one.question, LANGUAGES) is None]


def _labelled(language: Language, kind: str) -> list[Told]:
    data: list[dict[str, Any]] = tomllib.loads((DATA / "relevance.toml").read_text(encoding="utf-8"))["question"]
    asked = [entry for entry in data if entry["language"] == language]
    return [Told(language, entry["text"], entry["competency"], text) for entry in asked for text in entry[kind]]


def _competency(question: str) -> str:
    return next(competency for pattern, competency in ASKED_FOR if pattern.search(question))


def _careful(told: Told, embedder: Embedder) -> float:
    """The figure that ``off_topic`` is held against, whether or not the quick encoder left any doubt."""
    reading = _read(told.text)
    spans = sampled(reading, specificity(reading).raw)
    passages = [reading.meant(span) for span in spans]
    return weighed(standings(embedder.careful, told.question, passages, told.language), spans)


def _score(told: Told, judge: LocalJudge) -> CompetencyScore:
    (score,) = scored(told.question, (told.competency,), told.text, judge)
    return score


@cache
def _read(text: str) -> Reading:
    return Reading(text_transcript(text, LANGUAGES))


def _percentile(measured: list[float], part: int) -> float:
    """The nearest rank: the least measured figure that ``part`` per cent do not exceed."""
    return measured[max(0, ceil(len(measured) * part / 100) - 1)]


def _share(count: int, told: list[Told]) -> str:
    return f"{count} of {len(told)} ({count / max(1, len(told)):.0%})"


def _rated(told: list[Told]) -> str:
    ratings = [one.rating for one in told if one.rating is not None]
    return f"{fmean(ratings):.2f}" if ratings else "–"


if __name__ == "__main__":
    Console(width=160).print(terminal("Beside the question", run()))
