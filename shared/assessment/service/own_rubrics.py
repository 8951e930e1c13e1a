"""Use cases: a tenant writes rubrics of its own, edits them, reads any version, and retires them."""

from collections.abc import Iterable

from shared.assessment.local_judge import weights
from shared.assessment.rubrics.catalogue import load
from shared.assessment.rubrics.model import Rubric
from shared.assessment.rubrics.own import BasedOn, OwnRubric, OwnRubricDraft, version_number
from shared.assessment.service.scope import Scope
from shared.assessment.store.own_rubrics import OwnRubrics
from shared.kernel.errors import BoleError, Conflict, Invalid, NotFound
from shared.kernel.frozen import Published
from shared.platform.etag import holds
from shared.recruiting.contracts import NAME

MOST = 200
"""Rubrics of one tenant: more than anybody tells apart, and few enough to be read in one go."""


class EditedSince(BoleError):
    """The version that the writer has read is not the newest one any more."""

    code = "edited_since"
    status = 412


class RubricShelf(Published):
    """What a tenant can choose from: ``own`` (the newest version of each, retired ones too) before ``catalogue``."""

    own: tuple[OwnRubric, ...]
    catalogue: tuple[Rubric, ...]


def shelf(scope: Scope) -> RubricShelf:
    """Return the tenant's own rubrics and the catalogue's. Raises ``Unavailable``."""
    return RubricShelf(own=tuple(scope.rubrics.all()), catalogue=tuple(load().values()))


def newest(scope: Scope, competency: str) -> OwnRubric:
    """Return the newest version of the tenant's own rubric. Raises ``NotFound``, ``Unavailable``."""
    found = scope.rubrics.newest(competency)
    if found is None:
        raise NotFound(
            f"Your company has no rubric of its own for {competency}.",
            "Read /v1/assessment/rubrics to see which there are, or write it with PUT.",
        )
    return found


def at_version(scope: Scope, competency: str, version: str) -> OwnRubric:
    """Return one version of the tenant's own rubric, however old. Raises ``NotFound``, ``Unavailable``."""
    number = version_number(version)
    found = scope.rubrics.version(competency, number) if number is not None else None
    if found is None:
        raise NotFound(
            f"There is no version {version} of your company's rubric for {competency}.",
            "Versions are called t1, t2, …; the rubric itself names its newest one.",
        )
    return found


def save(
    scope: Scope, competency: str, draft: OwnRubricDraft, author: str, if_match: frozenset[str] | None
) -> OwnRubric:
    """Keep ``draft`` as a new version, and return it; the same words again are the version that is there.

    ``if_match`` are the versions that the writer has read, None where a new rubric is meant. A retired rubric that
    is saved again can be chosen again.

    Raises:
        Invalid: the key is none, no signal weighs anything, ``based_on`` names nothing, or there are too many rubrics.
        Conflict: the rubric is there already, and the writer did not say which version was read.
        EditedSince: somebody saved another version in the meantime.
        Unavailable: nothing was changed; send it again.
    """
    _check(scope, competency, draft)
    last = scope.rubrics.newest(competency)
    number = last.number + 1 if last else 1
    own = OwnRubric.of(draft, competency, number, author, scope.clock.now())
    if last is not None and not last.retired and own.says_the_same_as(last):
        return last
    _may_follow(competency, last, if_match)
    if not scope.rubrics.save(own):
        raise _edited(competency, scope.rubrics.newest(competency))
    return own


def retire(scope: Scope, competency: str, if_match: frozenset[str] | None) -> OwnRubric:
    """Let nobody choose the rubric any more; positions and reports that name it keep it. Twice is once.

    Raises ``NotFound``, ``EditedSince`` where ``if_match`` does not name the newest version, ``Unavailable``.
    """
    last = newest(scope, competency)
    if if_match is not None and not holds(if_match, last.version):
        raise _edited(competency, last)
    if not last.retired and not scope.rubrics.retire(last):
        raise _edited(competency, scope.rubrics.newest(competency))
    return newest(scope, competency)


class ChoosableRubrics:
    """``shared.recruiting.ports.KnownRubrics`` of one tenant: what a position may name without wording it."""

    def __init__(self, own: OwnRubrics) -> None:
        self._own = own

    def missing(self, competencies: Iterable[str]) -> list[str]:
        """Return those for which neither the tenant nor the catalogue has a rubric to choose."""
        asked = set(competencies) - set(load())
        known = {own.rubric.competency for own in self._own.all() if not own.retired} if asked else set()
        return sorted(asked - known)


def _check(scope: Scope, competency: str, draft: OwnRubricDraft) -> None:
    if not NAME.fullmatch(competency):
        raise Invalid(
            f"{competency[:60]!r} cannot be the key of a rubric.",
            "Use lower-case letters, digits and underscores, a letter first, at most 40: for example client_focus.",
        )
    if not weights().of(draft.rubric(competency, "new")):
        weighed = sorted(weights().of(draft.model_copy(update={"signals": ()}).rubric(competency, "new")))
        raise Invalid(
            "None of these signals weighs anything: every answer would get the same score.",
            f"Name at least one of {', '.join(weighed)}, or leave the signals out to take them all.",
        )
    if draft.based_on is not None and not _exists(scope, draft.based_on):
        raise Invalid(
            f"There is no rubric {draft.based_on.competency} {draft.based_on.version} to start from.",
            "Name one of the catalogue or of your own with its version, or leave based_on out.",
        )
    if len(known := scope.rubrics.all()) >= MOST and competency not in {own.rubric.competency for own in known}:
        raise Invalid(f"Your company has {MOST} rubrics already.", "Edit one of them; retired ones can be edited, too.")


def _exists(scope: Scope, based_on: BasedOn) -> bool:
    number = version_number(based_on.version)
    if number is not None:
        return scope.rubrics.version(based_on.competency, number) is not None
    try:
        return based_on.competency in load(based_on.version)
    except NotFound:
        return False


def _may_follow(competency: str, last: OwnRubric | None, if_match: frozenset[str] | None) -> None:
    if if_match is None:
        if last is not None:
            raise Conflict(
                f"Your company has a rubric for {competency} already, {last.version}.",
                f'Read it, and send your edit with If-Match: "{last.version}".',
            )
    elif not holds(if_match, last.version if last else None):
        raise _edited(competency, last)


def _edited(competency: str, last: OwnRubric | None) -> EditedSince:
    now = f"is {last.version} by now, saved by {last.saved_by}" if last else "does not exist"
    return EditedSince(f"The rubric for {competency} {now}.", "Read it again, and put your change on top of it.")
