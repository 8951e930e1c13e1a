"""The policy of each place: complete, in both languages, and honest about what nobody has checked."""

from datetime import UTC, datetime
from typing import get_args

import pytest
from pydantic import BaseModel

from shared.interview.notices import notice_of
from shared.kernel.localized import LocalizedText
from shared.tenancy.jurisdictions.contracts import JurisdictionRules, Period, RequestKind
from shared.tenancy.jurisdictions.loader import JURISDICTIONS, rules_for, rules_of
from tests.builders.recruiting import tenant_settings

EVERY = pytest.mark.parametrize("name", JURISDICTIONS)


def cites(name: str) -> set[str]:
    return {law.cite for law in rules_for(name).law}


def texts_of(rules: JurisdictionRules) -> list[LocalizedText]:
    found: list[LocalizedText] = []

    def walk(value: object) -> None:
        if isinstance(value, LocalizedText):
            found.append(value)
        elif isinstance(value, dict):
            for inner in value.values():
                walk(inner)
        elif isinstance(value, tuple):
            for inner in value:
                walk(inner)
        elif isinstance(value, BaseModel):
            for name in type(value).model_fields:
                walk(getattr(value, name))

    walk(rules)
    return found


@EVERY
def test_everything_that_is_read_is_there_in_both_languages(name: str) -> None:
    for text in texts_of(rules_for(name)):
        assert text.zh, text
        assert text.en, text


@EVERY
def test_every_kind_of_request_has_a_deadline_with_its_source(name: str) -> None:
    assert set(rules_for(name).deadlines) == set(get_args(RequestKind))


@EVERY
def test_retention_fits_together(name: str) -> None:
    kept = rules_for(name).retention
    assert kept.recordings_default_days <= kept.recordings_maximum_days
    assert kept.records_minimum_days <= kept.records_default_days <= kept.records_maximum_days


@EVERY
def test_a_number_without_a_law_is_called_the_companys_own(name: str) -> None:
    for period in rules_for(name).deadlines.values():
        if period.standard:
            assert "本公司标准" in str(period.source.zh)
            assert not period.checked


@EVERY
def test_the_days_of_retention_stand_in_the_text_that_candidates_read(name: str) -> None:
    notice = notice_of(tenant_settings(jurisdiction=name).policy)
    days = str(rules_for(name).retention.recordings_default_days)
    assert days in notice.retention.read_in("zh")
    assert days in notice.retention.read_in("en")
    assert "{days}" not in notice.retention.read_in("en")


def test_china_names_its_articles() -> None:
    articles = ("13", "14", "19", "24", "28–29", "44–47", "50", "51", "55")
    assert {f"PIPL Art. {number}" for number in articles} <= cites("cn")
    assert "劳动合同法 Art. 8" in cites("cn")


def test_the_eu_names_its_articles_and_never_measures_expression() -> None:
    gdpr = {f"GDPR Art. {number}" for number in ("6", "7", "9", "12(3)", "13", "15", "17", "22")}
    acts = {"AI Act Art. 5(1)(f)", "AI Act Art. 26", "AI Act Art. 86", "AI Act Annex III 4(a)"}
    assert gdpr | acts <= cites("eu")
    assert rules_for("eu").expression is False


def test_new_york_wants_an_audit_within_the_year_and_ten_business_days() -> None:
    rules = rules_for("us_ny")
    assert rules.bias_audit is not None
    assert (rules.bias_audit.months, rules.bias_audit.published) == (12, True)
    assert rules.notice is not None
    assert (rules.notice.days, rules.notice.unit) == (10, "working")
    assert rules.alternative is not None


def test_illinois_deletes_videos_in_thirty_days_and_is_asked_before() -> None:
    rules = rules_for("us_il")
    assert rules.retention.recordings_on_request_days == 30
    assert "automated_assessment" in rules.separate_consent
    assert {"820 ILCS 42/5", "820 ILCS 42/15", "775 ILCS 5/2-102(L) (HB 3773)"} <= cites("us_il")


def test_a_part_of_a_country_has_its_countrys_law_too() -> None:
    for name in ("us_ny", "us_il"):
        assert "29 CFR § 1602.14" in cites(name)
        assert rules_for(name).retention.records_minimum_days == 365


def test_a_place_that_nobody_knows_gets_the_narrowest() -> None:
    assert rules_for("atlantis") == rules_for("other")
    assert (rules_for("other").vision, rules_for("other").expression) == (False, False)


def test_settings_of_before_get_the_policy_of_today() -> None:
    settings = tenant_settings(jurisdiction="eu")
    old = settings.model_copy(update={"policy": settings.policy.model_copy(update={"rules": None})})
    assert rules_of(old) == rules_for("eu")


def test_settings_keep_the_policy_that_they_were_written_with() -> None:
    settings = tenant_settings(jurisdiction="eu")
    read = type(settings).model_validate_json(settings.model_dump_json())
    assert rules_of(read) == rules_for("eu")


def test_working_days_leave_out_the_weekend() -> None:
    source = LocalizedText(zh="本公司标准", en="own")
    period = Period(days=5, unit="working", source=source, checked=False)
    friday = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
    assert period.ends(friday) == datetime(2026, 12, 4, 9, 0, tzinfo=UTC)
