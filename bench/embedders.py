"""The two encoders, alone and together, on the labelled answers: which tells an answer from talk beside the question?

``python -m bench.embedders`` prints the table. AUC: the chance that a randomly chosen true answer stands higher than a
randomly chosen other text (0.5 is guessing). "To another question" pairs a true answer with the other questions;
"which competency" asks whether an answer stands nearer to its own rubric than to those of the other competencies.
"""

import tomllib
from itertools import product
from pathlib import Path
from statistics import fmean, stdev
from time import perf_counter
from typing import Any

from rich.console import Console

from bench.table import Row, terminal
from shared.assessment.features.calibration import off_topic_anchors, standings
from shared.assessment.features.competency_fit import described
from shared.assessment.features.reading import Reading
from shared.assessment.features.relevance import weighed
from shared.assessment.ports import Embedder
from shared.assessment.rubrics.catalogue import load
from shared.assessment.scoring import text_transcript
from shared.kernel.language import LANGUAGES, Language
from shared.platform.embedder import SentenceEmbedder, View, load_encoders

ANSWERS = Path(__file__).parent / "data/relevance.toml"
CHOICES: tuple[tuple[View, ...], ...] = (
    ("e5-small",),
    ("use-multilingual",),
    ("e5-small", "use-multilingual"),
)


def auc(higher: list[float], lower: list[float]) -> float:
    """Return the share of pairs in which the first stands higher; ties count half."""
    return fmean(1.0 if high > low else 0.5 if high == low else 0.0 for high, low in product(higher, lower))


def questions_of(language: Language) -> list[dict[str, Any]]:
    """Return the labelled questions of one language."""
    data = tomllib.loads(ANSWERS.read_text(encoding="utf-8"))["question"]
    return [question for question in data if question["language"] == language]


def nearness(reading: Reading, query: str, embedder: Embedder) -> float:
    """Return how far the passages of an answer stand above off-topic talk, as this embedder sees it."""
    passages = [reading.meant(span) for span in reading.passages]
    return weighed(standings(embedder, query, passages, reading.language), reading.passages)


def measure(embedder: Embedder, language: Language) -> str:
    """Return the three AUCs of one embedder in one language."""
    questions = questions_of(language)
    read = {
        text: Reading(text_transcript(text, LANGUAGES)) for q in questions for text in q["relevant"] + q["rambling"]
    }
    own = [nearness(read[a], q["text"], embedder) for q in questions for a in q["relevant"]]
    rambling = [nearness(read[a], q["text"], embedder) for q in questions for a in q["rambling"]]
    crossed = [(q, a) for q in questions for other in questions if other is not q for a in other["relevant"]]
    beside = [nearness(read[a], q["text"], embedder) for q, a in crossed]
    fits = {
        (key, a): max(nearness(read[a], text, embedder) for text in described(rubric, language))
        for key, rubric in load().items()
        for q in questions
        for a in q["relevant"]
    }
    told = {a: q["competency"] for q in questions for a in q["relevant"]}
    right = [fit for (key, a), fit in fits.items() if told[a] == key]
    wrong = [fit for (key, a), fit in fits.items() if told[a] != key]
    return (
        f"off topic {auc(own, rambling):.3f}, to another question {auc(own, beside):.3f}, "
        f"which competency {auc(right, wrong):.3f}"
    )


def spread(view: View) -> str:
    """Return centre and spread of an encoder's cosines between questions and off-topic talk."""
    (encoder,) = load_encoders((view,))
    plain = SentenceEmbedder([encoder._replace(centre=0.0, spread=1.0)])
    cosines = [
        cosine
        for language in LANGUAGES
        for question in questions_of(language)
        for cosine in plain.similarities(question["text"], off_topic_anchors(language))
    ]
    return f"{fmean(cosines):.3f} ± {stdev(cosines):.3f}"


def run() -> list[Row]:
    """Measure each choice in both languages, and the time of a passage."""
    rows = []
    for views in CHOICES:
        embedder = SentenceEmbedder(load_encoders(views))
        passages = [text for language in LANGUAGES for q in questions_of(language) for text in q["relevant"]]
        began = perf_counter()
        embedder.similarities("warm", passages)
        per_text = (perf_counter() - began) / len(passages) * 1000
        rows += [Row(f"{embedder.name}, {language}", measure(embedder, language), how="AUC") for language in LANGUAGES]
        rows.append(Row(embedder.name, f"{per_text:.0f} ms", how="one text of the labelled set, one thread"))
    rows += [
        Row(view, spread(view), how="cosine of question and off-topic talk")
        for view in ("e5-small", "use-multilingual")
    ]
    return rows


if __name__ == "__main__":
    Console(width=160).print(terminal("Embedders", run()))
