"""The catalogue of competencies that come with the system: data in ``2026-11.1/<competency>.toml``."""

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from shared.assessment.rubrics.model import Rubric, RubricText
from shared.kernel.errors import NotFound
from shared.kernel.localized import LocalizedText

CURRENT = "2026-11.1"
"""The version that new assessments use. A published version never changes; a change is a new folder."""


@cache
def load(version: str = CURRENT) -> dict[str, Rubric]:
    """Return every rubric of ``version`` by competency key. Raises ``NotFound`` where there is no such version."""
    folder = files(__package__) / version
    if not folder.is_dir():
        raise NotFound(f"There is no rubric catalogue {version}.", f"Use {CURRENT}, or add the folder {version}.")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    read = (tomllib.loads((folder / name).read_text(encoding="utf-8")) for name in names)
    return {data["competency"]: Rubric.model_validate({"version": version, **data}) for data in read}


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
