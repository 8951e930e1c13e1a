"""Typesets payroll's papers. The only module of the stage that imports Typst, and only when a paper is asked for.

Templates and fonts are files of this deployment, system fonts are ignored and the date is the slip's: the same slip
gives the same bytes everywhere.
"""

import json
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    import typst

FONTS = "noto_cjk_sans_otc"
ACCESSIBLE: Final = "ua-1"
"""PDF/UA-1: tagged, titled, in a named language; a reader's software can read it aloud."""
UNDISPLAYABLE = "could not be displayed"
Template = Literal["payslip.typ", "certificate.typ"]


def typeset(template: Template, document: dict[str, Any], at: datetime) -> bytes:
    """Return a paper as PDF. A sign that the font lacks is shown as a box: then it is no PDF/UA, and no error."""
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
