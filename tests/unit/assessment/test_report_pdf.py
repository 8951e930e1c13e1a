"""The PDFs: typeset from data alone, the same bytes each time, readable aloud, with Chinese glyphs inside."""

import re
import zlib
from typing import Any

import pytest

from shared.assessment.contracts import AnswerAssessed
from shared.assessment.report.candidate import candidate_feedback
from shared.assessment.report.contracts import InterviewReport
from shared.assessment.report.pdf.pdf import render_answer_pdf, render_feedback_pdf, render_pdf
from shared.assessment.report.pdf.report_data import report_document
from shared.kernel.language import LANGUAGES, Language
from tests.builders.reports import answer, full_report

MARKUP = '#panic("no") $x$ *b* _i_ @ref <label> \\ \\n `code` // note /* note */ = heading #import "x" ~ [ ] { } 直角'


def with_question(report: InterviewReport, question: str) -> InterviewReport:
    first, *rest = report.answers
    return report.model_copy(update={"answers": (first.model_copy(update={"question": question}), *rest)})


def with_quote(assessed: AnswerAssessed, quote: str) -> AnswerAssessed:
    """The first quote of the first score says ``quote``."""
    score, *others = assessed.scores
    first, *more = score.evidence
    evidence = (first.model_copy(update={"quote": quote, "label": quote}), *more)
    return assessed.model_copy(update={"scores": (score.model_copy(update={"evidence": evidence}), *others)})


def strings_of(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for one in value.values() for text in strings_of(one)]
    if isinstance(value, list | tuple):
        return [text for one in value for text in strings_of(one)]
    return [value] if isinstance(value, str) else []


def unpacked(pdf: bytes) -> bytes:
    """The document with its compressed streams opened, as far as they can be."""
    opened = [pdf]
    for match in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            opened.append(zlib.decompress(match.group(1)))
        except zlib.error:
            continue
    return b"".join(opened)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_report_is_the_same_file_to_the_byte(language: Language) -> None:
    report = full_report(language)
    assert render_pdf(report, language) == render_pdf(report, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_can_be_read_aloud_and_says_when_it_was_made(language: Language) -> None:
    pdf = unpacked(render_pdf(full_report(language), language))
    assert b"pdfuaid" in pdf
    assert b"/StructTreeRoot" in pdf
    assert b"D:20261120081500" in pdf
    assert f"/Lang ({language}".encode() in pdf.replace(b"/Lang(", b"/Lang (")


def test_the_chinese_face_lies_inside() -> None:
    assert b"NotoSansCJKsc" in unpacked(render_pdf(full_report("zh"), "zh"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chinese_interview_is_read_in_both_languages(language: Language) -> None:
    assert render_pdf(full_report("zh"), language).startswith(b"%PDF-1.7")


def test_what_was_said_is_never_read_as_markup() -> None:
    report = with_question(full_report("en", candidate=MARKUP), MARKUP)
    assert render_pdf(report, "en").startswith(b"%PDF")
    assert render_answer_pdf(with_quote(answer(1, "en"), MARKUP), "zh").startswith(b"%PDF")
    assert render_feedback_pdf(candidate_feedback(report, "zh")).startswith(b"%PDF")
    assert MARKUP in strings_of(report_document(report, "en"))


def test_signs_that_the_font_lacks_are_no_error() -> None:
    pdf = render_pdf(full_report("en", candidate="Ana 😀 عمر \u200b\u0007"), "en")
    assert pdf.startswith(b"%PDF")
    assert b"pdfuaid" not in unpacked(pdf)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_document_has_everything_that_the_page_has(language: Language) -> None:
    report = full_report(language)
    document = report_document(report, language)
    said = strings_of(document)
    transcripts = ["".join(piece["text"] for piece in one.get("pieces", [])) for one in document["answers"]]
    assert transcripts == [one.assessed.transcript.text if one.assessed else "" for one in report.answers]
    assert all(one.title.read_in(language) in said for one in report.competencies)
    assert {"0:13", "0:34"} & set(said)
    assert len(document["gaps"]) == 2
    assert len(document["receipts"]) == 3


def test_a_report_without_any_score_is_a_document_too() -> None:
    nothing = full_report("en", overall=None, low=None, high=None, standard_error=None, competencies=(), answers=())
    assert render_pdf(nothing, "en").startswith(b"%PDF")


def test_a_written_answer_has_no_timeline() -> None:
    written = answer(1, "zh")
    words = tuple(word.model_copy(update={"start_ms": 0, "end_ms": 0}) for word in written.transcript.words)
    heard = written.transcript.model_copy(update={"words": words, "duration_ms": 0, "model": "text"})
    vision = written.vision.model_copy(update={"summary": None, "timeline": ()})
    changed = {"medium": "text", "media": None, "transcript": heard, "vision": vision}
    assert render_answer_pdf(written.model_copy(update=changed)).startswith(b"%PDF")
