"""Whether two records are one person: a sum of evidence that says what agrees, and how much that weighs. Pure."""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from importlib import resources
from typing import Literal, get_args

from rapidfuzz.distance import JaroWinkler, Levenshtein

from shared.kernel.frozen import Frozen
from shared.kernel.ids import CandidateId
from shared.recruiting.candidates import names
from shared.recruiting.candidates.contacts import mailbox
from shared.recruiting.candidates.model import Profile

Level = Literal["certain", "likely", "possible"]
LEVELS: tuple[Level, ...] = get_args(Level)
Status = Literal["open", "merged", "different"]
Field = Literal["phone", "mailbox", "birth_date", "name", "company", "school"]
How = Literal["same", "same_pinyin", "same_letters", "same_local", "similar", "near", "different"]
MOST = 10
"""Suspicions about one record at a time: whoever has more to look at looks at none."""
IDENTIFYING: frozenset[str] = frozenset({"phone", "mailbox", "birth_date"})


class FieldEvidence(Frozen):
    """One field of both records: how they agree, and what that weighs in bits. No value of either stands here."""

    field: Field
    how: How
    bits: float


class Likeness(Frozen):
    """What is known of two records being one person. ``level`` None: nothing worth a look."""

    score: float
    level: Level | None
    evidence: tuple[FieldEvidence, ...]


class Suspicion(Frozen):
    """Two records that may be one person. ``pair`` is both ids, the older first."""

    older: CandidateId
    newer: CandidateId
    likeness: Likeness
    status: Status = "open"
    found_at: datetime
    decided_by: str | None = None
    decided_at: datetime | None = None

    @property
    def pair(self) -> str:
        """The name of this pair."""
        return pair_of(self.older, self.newer)


def pair_of(one: CandidateId, other: CandidateId) -> str:
    """Return the name of a pair, the same in either order."""
    older, newer = sorted((one, other))
    return f"{older}.{newer}"


def likeness(one: Profile, other: Profile) -> Likeness:
    """Return how alike two people are, with every piece of evidence that speaks for or against it."""
    weights = _weights()
    found = [
        evidence
        for compare in (_phones, _mailboxes, _births, _names, _companies, _schools)
        if (evidence := compare(one, other, weights)) is not None
    ]
    score = round(sum(evidence.bits for evidence in found), 2)
    level = next((level for level in LEVELS if score >= weights["levels"][level]), None)
    identified = any(evidence.field in IDENTIFYING and evidence.bits > 0 for evidence in found)
    if level == "certain" and not identified:
        level = "likely"
    return Likeness(score=score, level=level, evidence=tuple(found))


Weights = Mapping[str, Mapping[str, float]]


@cache
def _weights() -> Weights:
    files = resources.files("shared.recruiting.candidates.duplicates")
    weights: Weights = tomllib.loads(files.joinpath("weights.toml").read_text(encoding="utf-8"))
    return weights


def _phones(one: Profile, other: Profile, weights: Weights) -> FieldEvidence | None:
    if not (one.phones and other.phones):
        return None
    return _said("phone", "same" if set(one.phones) & set(other.phones) else "different", weights)


def _mailboxes(one: Profile, other: Profile, weights: Weights) -> FieldEvidence | None:
    mine, theirs = ({mailbox(email) for email in profile.emails} for profile in (one, other))
    if not (mine and theirs):
        return None
    if mine & theirs:
        return _said("mailbox", "same", weights)
    locals_ = ({box.partition("@")[0] for box in boxes} for boxes in (mine, theirs))
    return _said("mailbox", "same_local" if set.intersection(*locals_) else "different", weights)


def _births(one: Profile, other: Profile, weights: Weights) -> FieldEvidence | None:
    mine, theirs = one.birth_date, other.birth_date
    if mine is None or theirs is None:
        return None
    if mine == theirs:
        return _said("birth_date", "same", weights)
    return _said("birth_date", "near" if _slipped(mine, theirs) else "different", weights)


def _slipped(one: date, other: date) -> bool:
    exchanged = (one.year, one.month, one.day) == (other.year, other.day, other.month)
    return exchanged or Levenshtein.distance(one.isoformat(), other.isoformat()) == 1


def _names(one: Profile, other: Profile, weights: Weights) -> FieldEvidence:
    best: tuple[float, How] = (weights["name"]["different"], "different")
    for mine in one.forms():
        for theirs in other.forms():
            best = max(best, _name(mine, theirs, weights["name"]))
    bits, how = best
    return FieldEvidence(field="name", how=how, bits=round(bits, 2))


def _name(mine: str, theirs: str, weights: Mapping[str, float]) -> tuple[float, How]:
    if names.plain(mine) == names.plain(theirs):
        return weights["same"], "same"
    both_hanzi = names.hanzi(mine) and names.hanzi(theirs)
    spell = names.hanzi if both_hanzi else names.latin  # two names in Hanzi that only sound alike are two names
    if spell(mine) == spell(theirs):
        return weights["same_pinyin"], "same_pinyin"
    if _turned(spell(mine), spell(theirs)):
        return weights["same_letters"], "same_letters"
    least = weights["similar_from"]
    alike = JaroWinkler.similarity(names.latin(mine), names.latin(theirs))
    if both_hanzi:  # half a country shares five surnames: the given names must be alike, too, and a character the same
        shared = set(names.hanzi(mine)) & set(names.hanzi(theirs))
        alike = min(alike, JaroWinkler.similarity(names.given(mine), names.given(theirs))) if shared else 0.0
    if alike <= least:
        return weights["different"], "different"
    return weights["similar_most"] * (alike - least) / (1 - least), "similar"


def _turned(mine: str, theirs: str) -> bool:
    """Return whether one name is the other begun at another place: ``xiaomingwang``, ``wangxiaoming``."""
    return len(mine) == len(theirs) and mine in theirs * 2


def _companies(one: Profile, other: Profile, weights: Weights) -> FieldEvidence | None:
    if not (one.company and other.company):
        return None
    mine, theirs = names.plain(one.company), names.plain(other.company)
    if mine == theirs:
        return _said("company", "same", weights)
    short, long = sorted((mine, theirs), key=len)
    return _said("company", "similar", weights) if len(short) >= 2 and short in long else None


def _schools(one: Profile, other: Profile, weights: Weights) -> FieldEvidence | None:
    mine, theirs = ({names.plain(place.school) for place in profile.education} for profile in (one, other))
    return _said("school", "same", weights) if mine & theirs else None


def _said(field: Field, how: How, weights: Weights) -> FieldEvidence:
    return FieldEvidence(field=field, how=how, bits=weights[field][how])


def alike(
    subject: CandidateId, profile: Profile, others: Iterable[tuple[CandidateId, Profile]], now: datetime
) -> list[Suspicion]:
    """Return those of ``others`` who may be the same person, the most alike first."""
    found: list[Suspicion] = []
    for candidate_id, theirs in others:
        like = likeness(profile, theirs)
        if candidate_id != subject and like.level is not None:
            older, newer = sorted((subject, candidate_id))
            found.append(Suspicion(older=older, newer=newer, likeness=like, found_at=now))
    return sorted(found, key=lambda suspicion: -suspicion.likeness.score)[:MOST]
