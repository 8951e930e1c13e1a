"""Write ``known_vectors.npz`` after a change of rubrics or anchors: ``python -m local.known_vectors``."""

from collections.abc import Mapping
from importlib import import_module
from operator import attrgetter
from pathlib import Path
from typing import Any

from shared.assessment.features.calibration import off_topic_anchors
from shared.assessment.features.competency_fit import described
from shared.assessment.features.questions import open_questions, usual_subjects
from shared.assessment.rubrics.catalogue import load
from shared.kernel.language import LANGUAGES
from shared.platform.embedder import VIEWS, load_encoders
from shared.platform.known_vectors import FILE, Role, packed

TARGET = Path(__file__).parents[1] / "shared/platform" / FILE


def known_texts() -> dict[tuple[str, Role], list[str]]:
    """Return what every judgement compares with, by encoder and side.

    Both see off-topic talk. The quick encoder sees the rubrics' levels and the usual questions, the careful one only
    the usual questions, which it compares answers with.
    """
    levels = [text for rubric in load().values() for language in LANGUAGES for text in described(rubric, language)]
    anchors = [text for language in LANGUAGES for text in off_topic_anchors(language)]
    usual = [text for language in LANGUAGES for subject in usual_subjects(language) for text in subject]
    any_story = [text for language in LANGUAGES for text in open_questions(language)]
    careful, quick = VIEWS
    known: dict[tuple[str, Role], list[str]] = {
        (careful, "query"): usual,
        (careful, "passage"): anchors,
        (quick, "query"): levels,
        (quick, "passage"): [*anchors, *usual, *any_story],
    }
    return {side: list(dict.fromkeys(texts)) for side, texts in known.items()}


def encoded(texts: Mapping[tuple[str, Role], list[str]]) -> dict[tuple[str, Role], Any]:
    """Return one row a text for each encoder and side, fresh from the models."""
    encoders = {encoder.name: encoder for encoder in load_encoders(VIEWS)}
    sides = {"query": attrgetter("query"), "passage": attrgetter("passage")}
    return {(name, role): sides[role](encoders[name])(known) for (name, role), known in texts.items()}


def main() -> None:
    """Write the file and say how large it is."""
    texts = known_texts()
    import_module("numpy").savez_compressed(TARGET, **packed(texts, encoded(texts)))
    print(f"{FILE}: {sum(map(len, texts.values()))} texts, {TARGET.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
