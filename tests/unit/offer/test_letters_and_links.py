"""Letters in both languages, tokens, consents, mails and signatures, as far as they are rules."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from shared.kernel.clock import FixedClock
from shared.kernel.language import LANGUAGES, Language
from shared.kernel.localized import LocalizedText
from shared.offer.grades.model import Band
from shared.offer.letters.facts import LetterFacts, city_name, letter_document, money, percent, words_of
from shared.offer.letters.pdf import typeset_letter
from shared.offer.letters.wording import LetterBlocks, filled, standard_wording
from shared.offer.links.consent import consent_sha256, consent_text, current_consent
from shared.offer.links.errors import UnknownLink
from shared.offer.links.token import OfferToken
from shared.offer.messages.message import OfferMail, mail_id_of
from shared.offer.messages.words import mail_words
from shared.offer.offers.model import Offer, SetTerms
from shared.offer.ports import SocialItem
from shared.offer.signing.http_service import CALLBACK, HttpSignature, SigningAccount, signature_of
from shared.offer.signing.port import BadSignature
from shared.offer.terms.model import OfferTerms, cost_of
from tests.builders.offers import terms

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
PENSION = SocialItem(
    code="pension",
    title=LocalizedText(zh="养老保险", en="Pension"),
    base_fen=2_150_000,
    employee_rate=Decimal("0.08"),
    employer_rate=Decimal("0.16"),
    employee_fen=172_000,
    employer_fen=344_000,
)


def facts(language: Language = "zh", **changed: Any) -> LetterFacts:
    told = OfferTerms.model_validate(terms(language=language, location="上海", **changed))
    held = SetTerms(
        terms=told,
        cost=cost_of(told, Decimal(35)),
        grade_title=LocalizedText(zh="高级工程师", en="Senior Engineer"),
        band=Band(low_fen=1_800_000, high_fen=2_400_000),
        outside_band=False,
        grades_version=0,
        set_by="rita",
        set_at=NOW,
    )
    offer = Offer.model_validate(
        {
            "offer_id": "ofr_01JD3V8XHZ5M8N9QK2W7R4T6YB",
            "application_id": "app_1",
            "candidate_id": "cnd_1",
            "position_id": "pos_1",
            "interview_id": "int_1",
            "decision_id": "dec_1",
            "title": {"zh": "后端工程师", "en": "Backend engineer"},
            "department": "研发部",
            "created_by": "rita",
            "created_at": NOW,
        }
    )
    return LetterFacts(
        offer=offer,
        set=held,
        company="Acme 科技",
        name="李雷",
        issued_at=NOW,
        expires_at=NOW + timedelta(days=7),
        zone="Asia/Shanghai",
        contact="hr@acme.example",
        social=(PENSION,),
    )


def said(language: Language = "zh", **changed: Any) -> dict[str, Any]:
    return letter_document(facts(language, **changed), standard_wording())


def test_a_letter_says_position_grade_start_pay_and_until_when_it_holds() -> None:
    told = said()
    assert ("职位", "后端工程师") in told["job"]
    assert ("职级", "高级工程师") in told["job"]
    assert ("入职日期", "2026年12月22日") in told["job"]
    assert told["pay"]["lines"][0] == ("基本工资", "固定", "18,000.00")
    assert (told["pay"]["total"], told["pay"]["yearly"]) == ("21,500.00", "258,000.00")
    assert told["deadline"] == "2026年11月29日 17:00（北京时间）"


def test_the_same_letter_in_english() -> None:
    told = said("en")
    assert ("First day", "22 December 2026") in told["job"]
    assert told["pay"]["lines"][0] == ("Base salary", "fixed", "18,000.00")
    assert told["deadline"] == "29 November 2026, 17:00 (Asia/Shanghai)"


def test_probation_pay_is_printed_as_an_amount() -> None:
    assert ("试用期固定工资", "16,200.00 元/月（约定固定工资的 90%）") in said()["contract"]


def test_without_probation_and_fixed_term_the_letter_says_so() -> None:
    rows = dict(said(probation_months=0, contract_months=None)["contract"])
    assert (rows["劳动合同期限"], rows["试用期"]) == ("无固定期限", "无")


def test_social_insurance_is_printed_as_far_as_it_is_known() -> None:
    told = said()["social"]
    assert ("缴纳地", "上海") in told["rows"]
    assert ("公积金比例（双方各）", "7%") in told["rows"]
    assert told["items"] == [("养老保险", "21,500.00", "8% · 1,720.00", "16% · 3,440.00")]
    assert city_name("一座小城", "zh") == "一座小城"


def test_both_languages_have_the_same_words() -> None:
    assert set(words_of("zh")) == set(words_of("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_letter_has_the_same_bytes(language: Language) -> None:
    one, again = (typeset_letter(said(language), NOW) for _ in range(2))
    assert one.startswith(b"%PDF-")
    assert one == again


def test_a_sign_that_the_font_lacks_is_no_error() -> None:
    told = facts().model_copy(update={"name": "李🙂雷"})
    assert typeset_letter(letter_document(told, standard_wording()), NOW).startswith(b"%PDF-")


def test_what_is_filled_in_is_never_read_as_a_blank() -> None:
    assert filled("{name} · {company}", {"name": "{company}", "company": "Acme"}) == "{company} · Acme"


def test_a_block_knows_its_blanks() -> None:
    with pytest.raises(ValidationError, match="salary"):
        LetterBlocks(opening="{salary}", closing="x")


def test_amounts_and_rates_are_written_exactly() -> None:
    assert (money(123_456_789), money(5)) == ("1,234,567.89", "0.05")
    assert (percent(Decimal("0.005")), percent(Decimal("0.10"))) == ("0.5%", "10%")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "acme",
        "acme.ofr_01JD3V8XHZ5M8N9QK2W7R4T6YB.1",
        "acme.ofr_01JD3V8XHZ5M8N9QK2W7R4T6YB.0.secret",
        "acme.ofr_01JD3V8XHZ5M8N9QK2W7R4T6YB.01.secret",
        "ACME!.ofr_01JD3V8XHZ5M8N9QK2W7R4T6YB.1.secret",
        "acme.inv_01JD3V8XHZ5M8N9QK2W7R4T6YB.1.secret",
        "acme.ofr_01JD3V8XHZ5M8N9QK2W7R4T6YB.1.secret.more",
    ],
)
def test_what_is_no_token_opens_nothing(text: str) -> None:
    with pytest.raises(UnknownLink):
        OfferToken.read(text)


def test_a_token_is_read_as_it_was_spelled() -> None:
    text = "acme.ofr_01JD3V8XHZ5M8N9QK2W7R4T6YB.2.c2VjcmV0"
    token = OfferToken.read(text)
    assert (token.spelled(), token.revision) == (text, 2)
    assert token.proves(token.secret_sha256)


def test_a_consent_has_its_words_in_both_languages() -> None:
    version = current_consent()
    assert consent_text(version).zh
    assert consent_text(version).en
    assert consent_sha256(version, "zh") != consent_sha256(version, "en")


def test_a_value_is_no_markup_and_starts_no_header() -> None:
    told = mail_words(
        "offered", "zh", {"name": "<b>", "company": "A\r\nBcc: x", "position": "P", "link": "https://x/#t"}
    )
    assert "\n" not in told.subject
    assert "<b>" not in told.html
    assert '<a href="https://x/#t">' in told.html


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mail_has_its_words(language: Language) -> None:
    for kind in ("offered", "revised", "reminder", "answered", "withdrawn", "expired", "accepted"):
        assert "Acme" in mail_words(kind, language, {"company": "Acme"}).subject


def mail(**changed: Any) -> OfferMail:
    values = {
        "mail_id": mail_id_of(facts().offer.offer_id, 1, "offered", ""),
        "offer_id": facts().offer.offer_id,
        "revision": 1,
        "kind": "offered",
        "state": "sending",
        "claimed_at": NOW,
        **changed,
    }
    return OfferMail.model_validate(values)


def test_a_mail_that_may_have_gone_out_is_not_sent_again_by_itself() -> None:
    uncertain = mail().failed("uncertain", NOW)
    assert not uncertain.to_be_sent(NOW + timedelta(days=1), by_hand=False)
    assert uncertain.to_be_sent(NOW, by_hand=True)
    assert not mail(state="sent").to_be_sent(NOW, by_hand=False)


def test_a_mail_that_was_surely_not_taken_waits_and_is_given_up_at_last() -> None:
    waiting = mail().failed("throttled", NOW)
    assert not waiting.to_be_sent(NOW, by_hand=False)
    assert waiting.to_be_sent(NOW + timedelta(minutes=10), by_hand=False)
    assert mail(attempts=6).failed("throttled", NOW).state == "failed"


BODY = '{"envelope": "env_1", "reference": "acme.x.1", "event": "signed", "sha256": "00", "signer": {"name": "李雷"}}'
SERVICE = HttpSignature(lambda: SigningAccount(url="https://sign.example", secret="s3cret"), FixedClock(NOW))


def proved(body: str = BODY, at: datetime = NOW, secret: str = "s3cret") -> dict[str, str]:
    stamp = str(int(at.timestamp()))
    proof = signature_of(secret, CALLBACK, "", stamp, body.encode())
    return {"x-bole-timestamp": stamp, "x-bole-signature": proof}


def test_a_callback_that_proves_itself_is_read() -> None:
    news = SERVICE.news(proved(), BODY, NOW)
    assert (news.envelope, news.what, news.signer_name) == ("env_1", "signed", "李雷")


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({}, BODY),
        (proved(secret="guessed"), BODY),
        (proved(), BODY.replace("env_1", "env_2")),
        (proved(at=NOW - timedelta(minutes=6)), BODY),
        (proved(at=NOW + timedelta(minutes=6)), BODY),
        ({**proved(), "x-bole-timestamp": "²"}, BODY),
        ({**proved(), "x-bole-signature": "é"}, BODY),
        (proved("[]"), "[]"),
        (proved("{"), "{"),
        (proved(BODY.replace("signed", "opened")), BODY.replace("signed", "opened")),
    ],
)
def test_a_callback_that_does_not_is_refused(headers: dict[str, str], body: str) -> None:
    with pytest.raises(BadSignature):
        SERVICE.news(headers, body, NOW)
