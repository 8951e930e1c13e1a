"""What a request may ask, until when it is answered, and corrections, by themselves."""

from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest
from pydantic import ValidationError

from shared.decision.candidate_requests.contracts import RequestKind
from shared.decision.candidate_requests.letter import reminder
from shared.decision.candidate_requests.model import Wish, replaced_once
from shared.kernel.language import LANGUAGES, Language
from shared.tenancy.jurisdictions.loader import JURISDICTIONS, rules_for

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize("jurisdiction", JURISDICTIONS)
@pytest.mark.parametrize("kind", get_args(RequestKind))
def test_every_jurisdiction_says_until_when_and_by_which_rule(jurisdiction: str, kind: RequestKind) -> None:
    period = rules_for(jurisdiction).deadlines[kind]
    assert period.source.zh
    assert period.source.en
    assert timedelta() < period.ends(NOW) - NOW <= timedelta(days=45)


def test_a_correction_names_the_words_and_nothing_else_does() -> None:
    with pytest.raises(ValidationError, match="a correction names"):
        Wish(kind="correction", answer_id="a1", heard="仓库")
    with pytest.raises(ValidationError, match="belong to a correction"):
        Wish(kind="human_review", said="账户")


@pytest.mark.parametrize(("text", "corrected"), [("我管理仓库", "我管理账户"), ("我管理", None), ("仓库和仓库", None)])
def test_words_are_replaced_only_where_they_stand_exactly_once(text: str, corrected: str | None) -> None:
    assert replaced_once(text, "仓库", "账户") == corrected


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reminder_says_what_is_due_and_late_in_the_readers_language_and_names_nobody(language: Language) -> None:
    requests: list[tuple[str, RequestKind, datetime]] = [
        ("rqs_1", "explanation", NOW - timedelta(days=1)),
        ("rqs_2", "human_review", NOW + timedelta(days=2)),
    ]
    letter = reminder("hr@acme.example", requests, language, NOW)
    assert "2" in letter.subject
    assert "2026-11-21" in letter.text
    assert letter.text.count("逾期" if language == "zh" else "overdue") >= 1
    assert "\n" not in letter.subject
