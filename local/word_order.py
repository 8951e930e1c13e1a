"""Write ``word_order.json``, the order in which people speak: ``python -m local.word_order``.

Learned from the invented interviews and answers of bench/data, rubrics, questions and wording; nothing else.
"""

import json
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from shared.assessment.features.calibration import off_topic_anchors
from shared.assessment.features.questions import open_questions, usual_subjects
from shared.assessment.features.word_order import (
    ALIKE,
    SHORTEST_WORD,
    SYMBOLS,
    Gram,
    OrderModel,
    counted,
    model_of,
    reduced,
    spoken,
)
from shared.assessment.rubrics.catalogue import load
from shared.kernel.language import LANGUAGES, Language

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "shared/assessment/features/word_order.json"


def texts(language: Language) -> Iterator[tuple[str, str]]:
    """Yield every text that is learned from, with the name of what it belongs to."""
    for line in (ROOT / "bench/data/interviews.jsonl").read_text(encoding="utf-8").splitlines():
        interview = json.loads(line)
        if interview["language"] == language:
            for answer in interview["answers"]:
                yield interview["id"], answer["question"]
                yield interview["id"], answer["transcript"]
    for question in tomllib.loads((ROOT / "bench/data/relevance.toml").read_text(encoding="utf-8"))["question"]:
        if question["language"] == language:
            for text in (question["text"], *question["relevant"], *question["rambling"]):
                yield question["key"], text
    written = [
        text
        for rubric in load().values()
        for text in (rubric.read_in(language).definition, *rubric.read_in(language).anchors)
    ]
    usual = [text for subject in usual_subjects(language) for text in subject]
    for text in (*written, *usual, *open_questions(language), *off_topic_anchors(language)):
        yield "written", text


def learned(language: Language, pairs: Iterable[tuple[str, str]]) -> OrderModel:
    """Return the model of the texts of ``pairs``."""
    said = [spoken(text, language) for _, text in pairs]
    common = Counter(token for tokens in said for token in tokens)
    symbols = frozenset(
        token for token, _ in sorted(common.items(), key=lambda pair: (-pair[1], pair[0]))[: SYMBOLS[language]]
    )
    counts: Counter[Gram] = Counter(gram for tokens in said for gram in counted(reduced(tokens, symbols)))
    return model_of(symbols, counts)


def stems(language: Language) -> list[str]:
    """Return the begins of all English words of the texts; Mandarin has characters, and none are unknown."""
    if language == "zh":
        return []
    words = {token for _, text in texts(language) for token in spoken(text, language)}
    return sorted({word[:ALIKE] for word in words if word.isalpha() and len(word) >= SHORTEST_WORD})


def main() -> None:
    """Write the file and say how large it is."""
    models = {language: learned(language, texts(language)) for language in LANGUAGES}
    data = {
        language: {
            "symbols": sorted(model.symbols),
            "stems": stems(language),
            "counts": {" ".join(gram): count for gram, count in sorted(model.counts.items())},
        }
        for language, model in models.items()
    }
    TARGET.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{TARGET.name}: {TARGET.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
