"""Typesets documents as PDF. The only module that imports Typst, and only when a document is asked for.

Templates and fonts are files of this deployment, system fonts are ignored and the date is the document's: the same
document gives the same bytes everywhere, so that its SHA-256 says which one was read.
"""

import json
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import typst

FONTS = "noto_cjk_sans_otc"
"""The package that carries the font collection; its Simplified Chinese face has the Latin letters too."""
ACCESSIBLE: Final = "ua-1"
"""PDF/UA-1: tagged, titled, in a named language; a reader's software can read it aloud."""
UNDISPLAYABLE = "could not be displayed"


def typeset(package: str, template: str, document: dict[str, Any], at: datetime) -> bytes:
    """Return ``document`` by a template of ``package`` (``__package__`` of whoever has it beside).

    Signs that the font lacks (emoji, other scripts) are shown as boxes, never an error: only the promise of PDF/UA,
    that every sign can be read, is then not made.
    """
    import typst

    folder = Path(str(files(package)))
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
