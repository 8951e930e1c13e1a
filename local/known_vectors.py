"""Write ``known_vectors.npz`` after a change of rubrics or anchors: ``python -m local.known_vectors``."""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from shared.assessment.features.calibration import off_topic_anchors
from shared.assessment.features.competency_fit import described
from shared.assessment.rubrics.catalogue import load
from shared.kernel.language import LANGUAGES
from shared.platform.embedder import VIEWS, load_encoders
from shared.platform.known_vectors import FILE, Role, packed

TARGET = Path(__file__).parents[1] / "shared/platform" / FILE


def known_texts() -> dict[Role, list[str]]:
    """Return what every judgement compares with: rubric levels as queries, off-topic talk as passages."""
    levels = [text for rubric in load().values() for language in LANGUAGES for text in described(rubric, language)]
    anchors = [text for language in LANGUAGES for text in off_topic_anchors(language)]
    return {"query": list(dict.fromkeys(levels)), "passage": list(dict.fromkeys(anchors))}


def encoded(texts: Mapping[Role, list[str]]) -> dict[tuple[str, Role], Any]:
    """Return one row a text for each encoder and role, fresh from the models."""
    encoders = load_encoders(VIEWS)
    queries = {(encoder.name, "query"): encoder.query(texts["query"]) for encoder in encoders}
    passages = {(encoder.name, "passage"): encoder.passage(texts["passage"]) for encoder in encoders}
    return {**queries, **passages}  # type: ignore[dict-item]


def main() -> None:
    """Write the file and say how large it is."""
    texts = known_texts()
    import_module("numpy").savez_compressed(TARGET, **packed(texts, encoded(texts)))
    print(f"{FILE}: {sum(map(len, texts.values()))} texts, {TARGET.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
