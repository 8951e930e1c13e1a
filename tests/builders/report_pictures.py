"""Renders the sample report in both languages into a folder: pages, PDFs, and pictures of them to be looked at.

``python -m tests.builders.report_pictures FOLDER``. Pictures need Chromium with a Chinese font, and
poppler's ``pdftoppm``; without them the pages and PDFs are still written.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from shared.assessment.report.candidate import candidate_feedback
from shared.assessment.report.candidate_page import render_feedback
from shared.assessment.report.page import render_interview
from shared.assessment.report.pdf.pdf import render_feedback_pdf, render_pdf
from shared.kernel.language import LANGUAGES
from tests.builders.reports import full_report

SCREEN = {"report": (1200, 2150), "feedback": (480, 1700)}
DOTS_PER_INCH = 96


def render_all(folder: Path) -> list[Path]:
    """Write every document of the sample report and return where they lie."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for language in LANGUAGES:
        report = full_report(language)
        feedback = candidate_feedback(report, language)
        documents = {
            f"report.{language}.html": render_interview(report, language).encode(),
            f"report.{language}.pdf": render_pdf(report, language),
            f"feedback.{language}.html": render_feedback(feedback).encode(),
            f"feedback.{language}.pdf": render_feedback_pdf(feedback),
        }
        for name, body in documents.items():
            (folder / name).write_bytes(body)
            written.append(folder / name)
    return written


def picture(document: Path) -> None:
    """Make a picture of a page, or one of each page of a PDF, beside it."""
    if document.suffix == ".pdf":
        command = ["pdftoppm", "-r", str(DOTS_PER_INCH), "-png", str(document), str(document.with_suffix(""))]
    else:
        width, height = SCREEN[document.name.partition(".")[0]]
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
        command += [f"--window-size={width},{height}", f"--screenshot={document.with_suffix('.png').resolve()}"]
        command.append(document.resolve().as_uri())
    if shutil.which(command[0]):
        subprocess.run(command, check=True, capture_output=True)


if __name__ == "__main__":
    for each in render_all(Path(sys.argv[1])):
        picture(each)
