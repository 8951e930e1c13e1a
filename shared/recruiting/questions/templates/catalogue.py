"""The template questions that come with the system, read once from ``<competency>.toml`` beside this file."""

import tomllib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from shared.assessment.rubrics.catalogue import load
from shared.assessment.rubrics.packs import load_packs
from shared.kernel.errors import Invalid, NotFound
from shared.recruiting.questions.templates.model import ANY, QuestionTemplate


@cache
def templates() -> tuple[QuestionTemplate, ...]:
    """Return every template, by competency and number.

    Raises ``Invalid`` where one names what does not exist or has another's id, ``pydantic.ValidationError`` where one
    is not written as a template is.
    """
    folder = files(__package__)
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    read = tuple(template for name in names for template in _read(folder / name))
    ids = [template.id for template in read]
    if twice := sorted({one for one in ids if ids.count(one) > 1}):
        raise Invalid(f"Templates have the same id: {', '.join(twice)}.", "Give each a number of its own.")
    return read


def template(template_id: str) -> QuestionTemplate:
    """Return the template of that id. Raises ``NotFound``."""
    for one in templates():
        if one.id == template_id:
            return one
    raise NotFound(f"There is no template question {template_id}.", "Choose one from the list of templates.")


@cache
def templates_of_competency(competency: str, also: bool = False) -> tuple[QuestionTemplate, ...]:
    """Return the templates made for a competency; with ``also`` those too that show it beside another one."""
    return tuple(one for one in templates() if competency in (one.competencies if also else one.competencies[:1]))


@cache
def templates_of_industry(industry: str, only: bool = False) -> tuple[QuestionTemplate, ...]:
    """Return the templates that suit a line of work; with ``only`` those alone that were written for it."""
    return tuple(one for one in templates() if (industry in one.industries if only else one.suits_industry(industry)))


def _read(file: Traversable) -> tuple[QuestionTemplate, ...]:
    """Return a file's templates. ``[defaults]`` holds what a template of the file does not say itself."""
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    competency = file.name.removesuffix(".toml")
    read = tuple(QuestionTemplate.model_validate({**data["defaults"], **one}) for one in data["template"])
    for one in read:
        _check(one, competency)
    return read


def _check(one: QuestionTemplate, competency: str) -> None:
    if one.competencies[0] != competency or one.id.rpartition("-")[0] != competency:
        raise Invalid(f"{one.id} is in the file of {competency}.", "Move it to the file of its first competency.")
    if unknown := sorted({*one.competencies} - {*load()}):
        raise Invalid(f"{one.id} names no known competency: {', '.join(unknown)}.", f"Choose from {', '.join(load())}.")
    if unknown := sorted({*one.industries} - {*load_packs(), ANY}):
        raise Invalid(f"{one.id} names no known pack: {', '.join(unknown)}.", f"Choose from {', '.join(load_packs())}.")
