"""What stands around a document's content as plain data: running heads, the page's words, versions and receipts."""

from collections.abc import Sequence
from typing import Any

from shared.assessment.report.contracts import ReportedAnswer, Versions
from shared.assessment.report.wording import wording
from shared.assessment.report.words import title_of, word
from shared.kernel.language import Language

Data = dict[str, Any]
HASH_DIGITS = 12


def frame_data(language: Language, title: str, running: str, confidential: str, made: str) -> Data:
    """Return what every document needs around its content."""
    return {
        "lang": language,
        "region": "CN" if language == "zh" else "US",
        "title": title,
        "kind": word(language, "page", "report"),
        "running": running,
        "confidential": confidential,
        "made": made,
        "page_before": word(language, "page", "page_before"),
        "page_after": word(language, "page", "page_after"),
    }


def words_of(language: Language) -> Data:
    """Return the words of a page in ``language``, with those that only a table needs."""
    words = wording(language)["page"]
    return {**words, "competency": words["competencies"]}


def versions_data(made_with: Versions, language: Language) -> list[tuple[str, str]]:
    """Return what was made with what, as rows."""
    rows = [
        (word(language, "page", "judge"), ", ".join(made_with.judges) or "–"),
        (word(language, "page", "rubric"), ", ".join(made_with.rubrics) or "–"),
    ]
    return [*rows, *((word(language, "purpose", purpose), model) for purpose, model in made_with.models.items())]


def receipts_data(answers: Sequence[ReportedAnswer], language: Language) -> list[tuple[str, str]]:
    """Return the receipts, a row a question, hashes cut short."""
    rows = []
    for number, answer in enumerate(answers, start=1):
        receipt = answer.assessed.receipt if answer.assessed else None
        if answer.assessed is None or receipt is None:
            continue
        told = [("receipt_transcript", "", receipt.transcript), ("receipt_features", "", receipt.features)]
        told.append(("receipt_weights", receipt.weights_version, receipt.weights))
        told += [
            ("receipt_rubric", title_of(language, answer.assessed, name), digest)
            for name, digest in receipt.rubrics.items()
        ]
        told += [("receipt_prompt", name, digest) for name, digest in receipt.prompts.items()]
        parts = (
            " ".join(filter(None, (word(language, "page", key), name, digest[:HASH_DIGITS])))
            for key, name, digest in told
        )
        rows.append((f"{word(language, 'page', 'question')} {number}", " · ".join(parts)))
    return rows
