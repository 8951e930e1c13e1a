"""A letter as plain data: every word and figure as it is to be printed. Pure; the template only places them."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from shared.kernel.frozen import Frozen
from shared.kernel.language import Language
from shared.kernel.localized import LocalizedText
from shared.kernel.money import written
from shared.offer.letters.wording import LetterWording, filled
from shared.offer.offers.model import Offer, SetTerms
from shared.offer.ports import SocialItem
from shared.offer.terms.model import MONTHS, OfferTerms

Data = dict[str, Any]
Pair = tuple[str, str]
PLACES = {"Asia/Shanghai": "北京时间"}


class LetterFacts(Frozen):
    """What a letter says besides its wording."""

    offer: Offer
    set: SetTerms
    company: str
    name: str
    issued_at: datetime
    expires_at: datetime
    zone: str
    contact: str
    social: tuple[SocialItem, ...] = ()
    draft: bool = False


def letter_document(facts: LetterFacts, wording: LetterWording) -> Data:
    """Return the letter in its language, for the template."""
    terms = facts.set.terms
    language = terms.language
    words, blocks = words_of(language), wording.blocks(language)
    values = _values(facts, language)
    said = [*(each.read_in(language) for each in terms.benefits), *(filled(each, values) for each in blocks.benefits)]
    return {
        "lang": language,
        "region": "CN" if language == "zh" else "US",
        "words": words,
        "company": facts.company,
        "title": words["title"],
        "draft": facts.draft,
        "numbered": f"{facts.offer.offer_id} · {facts.offer.revision}",
        "issued": day(facts.issued_at.astimezone(ZoneInfo(facts.zone)).date(), language),
        "opening": _paragraphs(filled(blocks.opening, values)),
        "job": _job(facts, words, language),
        "pay": _pay(terms, words, language),
        "contract": _contract(terms, words),
        "social": _social(terms, facts.social, words, language),
        "benefits": said,
        "conditions": [filled(each, values) for each in blocks.conditions],
        "documents": [filled(each, values) for each in blocks.documents],
        "deadline": values["deadline"],
        "closing": _paragraphs(filled(blocks.closing, values)),
    }


@cache
def words_of(language: Language) -> Mapping[str, str]:
    """Return the letter's own words in a language."""
    text = files(__package__).joinpath(f"words.{language}.toml").read_text(encoding="utf-8")
    return dict(tomllib.loads(text))


def day(on: date, language: Language) -> str:
    """Return a day as people write it."""
    return f"{on.year}年{on.month}月{on.day}日" if language == "zh" else f"{on.day} {on:%B %Y}"


def moment(at: datetime, zone: str, language: Language) -> str:
    """Return a moment as people of a place write it, with the place."""
    local = at.astimezone(ZoneInfo(zone))
    place = PLACES.get(zone, zone) if language == "zh" else zone
    told = day(local.date(), language)
    return f"{told} {local:%H:%M}（{place}）" if language == "zh" else f"{told}, {local:%H:%M} ({place})"


def money(fen: int) -> str:
    """Return an amount with its thousands apart: ``18,000.00``."""
    whole, _, cents = written(fen).partition(".")
    return f"{int(whole):,}.{cents}"


def percent(rate: Decimal) -> str:
    """Return a rate in percent, without needless zeros: ``8 %``, ``0.5 %``."""
    return f"{(rate * 100).normalize():f}%"


def _values(facts: LetterFacts, language: Language) -> dict[str, str]:
    return {
        "name": facts.name,
        "company": facts.company,
        "position": facts.offer.title.read_in(language),
        "department": facts.offer.department,
        "grade": facts.set.grade_title.read_in(language),
        "start": day(facts.set.terms.start_date, language),
        "deadline": moment(facts.expires_at, facts.zone, language),
        "contact": facts.contact,
    }


def _paragraphs(text: str) -> list[str]:
    return [" ".join(part.split()) if part.isascii() else part.strip() for part in text.split("\n\n") if part.strip()]


def _job(facts: LetterFacts, words: Mapping[str, str], language: Language) -> list[Pair]:
    terms = facts.set.terms
    rows = [
        (words["position"], facts.offer.title.read_in(language)),
        (words["department"], facts.offer.department),
        (words["grade"], facts.set.grade_title.read_in(language)),
        (words["start_date"], day(terms.start_date, language)),
        (words["location"], terms.location or ""),
        (words["hours"], words[f"hours_{terms.hours}"]),
    ]
    return [row for row in rows if row[1]]


def _pay(terms: OfferTerms, words: Mapping[str, str], language: Language) -> Data:
    head = words["amount"] if terms.currency == "CNY" else words["amount_other"].format(currency=terms.currency)
    return {
        "head": head,
        "lines": [(line.title.read_in(language), words[line.kind], money(line.amount_fen)) for line in terms.salary],
        "total": money(terms.monthly_fen),
        "yearly": money(terms.monthly_fen * MONTHS),
    }


def _contract(terms: OfferTerms, words: Mapping[str, str]) -> list[Pair]:
    months = terms.contract_months
    rows = [(words["term"], words["term_fixed"].format(months=months) if months else words["term_open"])]
    if not terms.probation_months:
        return [*rows, (words["probation"], words["probation_none"])]
    form = words["probation_pay_of" if terms.currency == "CNY" else "probation_pay_of_other"]
    pay = form.format(amount=money(terms.probation_fen), percent=terms.probation_pay_percent, currency=terms.currency)
    rows.append((words["probation"], words["probation_months"].format(months=terms.probation_months)))
    return [*rows, (words["probation_pay"], pay)]


def _social(terms: OfferTerms, items: Sequence[SocialItem], words: Mapping[str, str], language: Language) -> Data:
    social = terms.social
    rate = percent(social.fund_rate) if social.fund_rate is not None else words["rate_usual"]
    return {
        "rows": [
            (words["city"], city_name(social.city, language)),
            (words["social_base"], _base(social.social_base_fen, words)),
            (words["fund_base"], _base(social.fund_base_fen, words)),
            (words["fund_rate"], rate),
        ],
        "items": [
            (
                item.title.read_in(language),
                money(item.base_fen),
                f"{percent(item.employee_rate)} · {money(item.employee_fen)}",
                f"{percent(item.employer_rate)} · {money(item.employer_fen)}",
            )
            for item in items
        ],
        "note": words["social_note"] if items else words["social_none"],
    }


def _base(fen: int | None, words: Mapping[str, str]) -> str:
    return words["base_of_pay"] if fen is None else words["base_month"].format(amount=money(fen))


def city_name(city: str, language: Language) -> str:
    """Return how a city is called; one that is not of the list is called as it was written."""
    known = _cities().get(city.casefold())
    return known.read_in(language) if known else city


@cache
def _cities() -> dict[str, LocalizedText]:
    text = files(__package__).joinpath("cities.toml").read_text(encoding="utf-8")
    return {code: LocalizedText.model_validate(names) for code, names in tomllib.loads(text).items()}
