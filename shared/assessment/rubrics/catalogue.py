"""The catalogue of competencies that come with the system: data in ``2026-11.2/<competency>.toml``.

``_catalogue.toml`` beside them says what holds for every competency of a version; 2026-11.1 has none yet.
"""

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from pydantic import Field

from shared.assessment.rubrics.model import MustNot, Rubric, RubricText
from shared.kernel.errors import Invalid, NotFound
from shared.kernel.frozen import Frozen
from shared.kernel.localized import LocalizedText

CURRENT = "2026-11.2"
"""The version that new assessments use. A published version never changes; a change is a new folder."""

COMMON = "_catalogue.toml"


class Common(Frozen):
    """What holds for every competency of a version. ``literature``: key → reference, cited by key in ``sources``."""

    must_not: tuple[MustNot, ...] = ()
    sources: tuple[str, ...] = ()
    literature: dict[str, str] = Field(default_factory=dict)

    def joined(self, version: str, data: dict[str, Any]) -> Rubric:
        """Return a competency's rubric: what its file says first, then what holds for all, nothing twice.

        Raises ``Invalid`` where it cites what the literature does not have.
        """
        cited = tuple(dict.fromkeys((*data.get("sources", ()), *self.sources)))
        if unknown := [key for key in cited if key not in self.literature]:
            raise Invalid(
                f"The rubric {data['competency']} {version} cites {', '.join(unknown)}, which is nowhere.",
                f"Add it to [literature] in {version}/{COMMON}.",
            )
        must_not = tuple(dict.fromkeys((*data.get("must_not", ()), *self.must_not)))
        sources = tuple(self.literature[key] for key in cited)
        return Rubric.model_validate({"version": version, **data, "must_not": must_not, "sources": sources})


@cache
def load(version: str = CURRENT) -> dict[str, Rubric]:
    """Return every rubric of ``version`` by competency key. Raises ``NotFound`` where there is no such version."""
    folder = files(__package__) / version
    if not folder.is_dir():
        raise NotFound(f"There is no rubric catalogue {version}.", f"Use {CURRENT}, or add the folder {version}.")
    read = {entry.name: _read(entry) for entry in folder.iterdir() if entry.name.endswith(".toml")}
    common = Common.model_validate(read.pop(COMMON, {}))
    rubrics = (common.joined(version, read[name]) for name in sorted(read))
    return {rubric.competency: rubric for rubric in rubrics}


def _read(file: Traversable) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def rubrics_of(competencies: Iterable[str], own: Iterable[Rubric] = ()) -> tuple[Rubric, ...]:
    """Return the rubric of each competency, a position's ``own`` before the catalogue's.

    Raises ``NotFound`` with the names that exist for a competency that neither has.
    """
    known = {**load(), **{rubric.competency: rubric for rubric in own}}
    wanted = tuple(competencies)
    if missing := [key for key in wanted if key not in known]:
        raise NotFound(
            f"There is no rubric for {', '.join(missing)}.",
            f"Give the position a rubric of its own for it, or choose from: {', '.join(sorted(known))}.",
        )
    return tuple(known[key] for key in wanted)


def own_rubric(competency: str, title: LocalizedText, definition: LocalizedText, version: str) -> Rubric:
    """Return the rubric that a position wrote itself: a definition without anchored levels.

    ``version`` names the position's text (for example ``pos_01J…``), so that a score can say by what it was judged.
    """

    def text(name: str | None, meaning: str | None) -> RubricText | None:
        return RubricText(title=name or competency, definition=meaning) if meaning else None

    return Rubric(
        competency=competency, version=version, zh=text(title.zh, definition.zh), en=text(title.en, definition.en)
    )
