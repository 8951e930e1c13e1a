"""Validity: how long a corpus takes, and how the scores agree with the ratings of the project's own small corpus.

``python -m bench.validity`` prints the table. Scoring is measured on 60 interviews of 600 words and scaled to 500;
``BOLE_BENCH_ALL=1`` scores all 500. The corpus of bench/data was written for this project, ratings and all: its
agreement says that the harness works and that a change did not break it, nothing about real interviews.
"""

import os
import random
import resource
from pathlib import Path
from time import perf_counter

from rich.console import Console

from bench.table import Row, terminal
from local.validation import Wanted, validate_corpus
from shared.assessment.rubrics.packs import pack
from shared.assessment.validity.corpus import Corpus, CorpusAnswer, CorpusInterview, read_corpus
from shared.kernel.language import LANGUAGES, Language

CORPUS = Path(__file__).parent / "data/interviews.jsonl"
ALL, MEASURED = 500, 60
WORDS = {"en": 600, "zh": 900}
"""Of an interview: words, and in Mandarin as many characters as they come to."""
ANSWERS = 5
FOLDS = 5
WORKERS = 2
SEED = 5


def recombined(count: int, language: Language) -> Corpus:
    """Return ``count`` interviews made of sentences of the corpus: each another text, none known from before."""
    chance = random.Random(SEED)
    known = [one for one in read_corpus(CORPUS).interviews if one.language == language]
    stop = "。" if language == "zh" else ". "
    sentences = [
        sentence.strip() + stop
        for one in known
        for answer in one.answers
        for sentence in answer.transcript.split(stop.strip())
        if sentence.strip()
    ]
    questions = [answer.question for one in known for answer in one.answers]
    made = []
    for row in range(count):
        answers = tuple(
            CorpusAnswer(question=chance.choice(questions), transcript=_text(chance, sentences, language))
            for _ in range(ANSWERS)
        )
        made.append(CorpusInterview(id=f"made-{row}", language=language, answers=answers))
    return Corpus(CORPUS.parent, tuple(made))


def _text(chance: random.Random, sentences: list[str], language: Language) -> str:
    wanted, text = WORDS[language] // ANSWERS, ""
    while (len(text) if language == "zh" else len(text.split())) < wanted:
        text += chance.choice(sentences)
    return text


def run() -> list[Row]:
    """Measure the time of 500 interviews in each language, and the agreement on the project's own corpus."""
    weights = pack().weights
    count = ALL if os.environ.get("BOLE_BENCH_ALL") else MEASURED
    rows = []
    for language in LANGUAGES:
        began, before = perf_counter(), _worked()
        report = validate_corpus(recombined(count, language), Wanted(weights, workers=WORKERS))
        took, worked = perf_counter() - began, _worked() - before
        worked *= ALL / count
        length = report.counted.words // count
        how = f"{worked:.0f} s processor, {WORKERS} processes, {length} words each, {len(weights)} competencies"
        scaled = "" if count == ALL else f" ({count} took {took:.0f} s, scaled)"
        rows.append(
            Row(f"{ALL} interviews, {language}", f"{took * ALL / count:.0f} s{scaled}", target="300 s", how=how)
        )
    report = validate_corpus(read_corpus(CORPUS), Wanted(weights, calibrate=FOLDS, workers=WORKERS))
    counted, seconds = report.counted, report.seconds
    rows.append(
        Row(
            "calibrate",
            f"{seconds['calibrate']:.0f} s",
            target="120 s",
            how=f"{len(report.ratings)} ratings, {FOLDS} folds",
        )
    )
    for rating in report.ratings:
        learnt = rating.calibrated.agreement if rating.calibrated else None
        zero = rating.overall
        rows.append(
            Row(
                f"agreement, {rating.rating}",
                f"r {_shown(zero.pearson)} ({_shown(zero.low)}…{_shown(zero.high)}), zero-shot",
                f"r {_shown(learnt.pearson)} ({_shown(learnt.low)}…{_shown(learnt.high)}), calibrated"
                if learnt
                else "",
                how=f"{counted.interviews_scored} of {counted.interviews} interviews of the project's own corpus",
            )
        )
    return rows


def _worked() -> float:
    """Processor seconds of this process and of those it has waited for."""
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


if __name__ == "__main__":
    Console(width=160).print(terminal("Validity", run()))
