"""Typesets the documents. The only module that imports Typst, and only when a document is asked for.

Templates and fonts are files of this deployment, system fonts are ignored and the date is the report's: the same
report gives the same bytes everywhere.
"""

import json
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from shared.assessment.contracts import AnswerAssessed
from shared.assessment.report.candidate_contracts import CandidateFeedback
from shared.assessment.report.contracts import InterviewReport
from shared.assessment.report.pdf.answer_data import answer_document
from shared.assessment.report.pdf.feedback_data import feedback_document
from shared.assessment.report.pdf.report_data import report_document
from shared.kernel.language import Language

if TYPE_CHECKING:
    import typst

FONTS = "noto_cjk_sans_otc"
"""The package that carries the font collection; its Simplified Chinese face has the Latin letters too."""
ACCESSIBLE: Final = "ua-1"
"""PDF/UA-1: tagged, titled, in a named language; a reader's software can read it aloud."""
UNDISPLAYABLE = "could not be displayed"


def render_pdf(report: InterviewReport, language: Language) -> bytes:
    """Return the recruiter's report in ``language`` as PDF."""
    return _typeset("report.typ", report_document(report, language), report.built_at)


def render_answer_pdf(assessed: AnswerAssessed, language: Language | None = None) -> bytes:
    """Return the report of one answer as PDF; without ``language`` in the one that was spoken."""
    chosen = language or assessed.transcript.language
    return _typeset("answer.typ", answer_document(assessed, chosen), assessed.assessed_at)


def render_feedback_pdf(feedback: CandidateFeedback) -> bytes:
    """Return the candidate's version as PDF, in the language that it is written in."""
    return _typeset("feedback.typ", feedback_document(feedback), feedback.built_at)


def _typeset(template: str, document: dict[str, Any], at: datetime) -> bytes:
    """Return the document. Signs that the font lacks (emoji, other scripts) are shown as boxes, never an error:

    only the promise of PDF/UA, that every sign can be read, is then not made.
    """
    import typst

    folder = Path(str(files(__package__)))
    inputs = {"data": json.dumps(document, ensure_ascii=False)}
    compiler = typst.Compiler(folder / template, root=folder, font_paths=_fonts(), sys_inputs=inputs)
    try:
        made = compiler.compile(format="pdf", timestamp=at.replace(microsecond=0), pdf_standards=[ACCESSIBLE])
    except typst.TypstError as error:
        if UNDISPLAYABLE not in error.message:
            raise
        made = compiler.compile(format="pdf", timestamp=at.replace(microsecond=0))
    if not isinstance(made, bytes):
        raise TypeError(f"{template} was typeset as {type(made).__name__}")
    return made


@cache
def _fonts() -> "typst.Fonts":
    import typst

    folder = Path(str(files(FONTS)))
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
