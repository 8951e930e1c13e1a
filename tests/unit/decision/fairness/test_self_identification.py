import pytest

from shared.decision.fairness.categories import DECLINED, age_band, age_label, categories_of
from shared.decision.fairness.self_identification import SelfIdentificationAnswers, form_of, identify
from shared.kernel.errors import Invalid
from shared.kernel.ids import CandidateId
from tests.builders.fairness import WHEN

ME = CandidateId("cnd_1")
JURISDICTIONS = ("cn", "eu", "us", "us_ny", "us-il", "other", "nowhere")


@pytest.mark.parametrize("jurisdiction", JURISDICTIONS)
def test_every_question_of_every_jurisdiction_can_be_declined_and_reads_in_both_languages(jurisdiction: str) -> None:
    form = form_of(categories_of(jurisdiction), given=False)
    for question in form.questions:
        assert question.options[-1].value == DECLINED
        for text in (question.text, *(option.label for option in question.options)):
            assert text.zh
            assert text.en


def test_the_form_says_that_it_is_voluntary_kept_apart_and_never_shown_to_deciders() -> None:
    words = form_of(categories_of("cn"), given=False).statements
    in_chinese, in_english = "".join(text.zh or "" for text in words), "".join(text.en or "" for text in words)
    assert "完全自愿" in in_chinese
    assert "分开保存" in in_chinese
    assert "都看不到" in in_chinese
    assert "voluntary" in in_english
    assert "stored apart" in in_english
    assert "never see them" in in_english


def test_the_us_ask_the_categories_of_eeo_1() -> None:
    question = categories_of("us_ny").question("ethnicity")
    assert question is not None
    assert len(question.options) == 7 + 1
    assert question.options[0].value == "hispanic_or_latino"


def test_the_eu_does_not_ask_for_ethnic_origin() -> None:
    assert categories_of("eu").question("ethnicity") is None
    with pytest.raises(Invalid):
        identify(ME, SelfIdentificationAnswers(ethnicity="white"), categories_of("eu"), WHEN)


def test_an_answer_that_is_not_offered_is_refused_in_both_languages() -> None:
    with pytest.raises(Invalid, match="请从列出的选项中选择"):
        identify(ME, SelfIdentificationAnswers(sex="unknown thing"), categories_of("us"), WHEN)


def test_to_decline_is_kept_as_nothing() -> None:
    answers = SelfIdentificationAnswers(sex=DECLINED, ethnicity=None, birth="1985-1989")
    kept = identify(ME, answers, categories_of("us"), WHEN)
    assert (kept.sex, kept.ethnicity, kept.birth) == (None, None, "1985-1989")
    assert kept.belongs(2026) == {"age": "30_39"}


@pytest.mark.parametrize(
    ("birth", "band"),
    [
        ("before", "50_or_older"),
        ("1960-1964", "50_or_older"),
        ("1980-1984", "40_49"),
        ("1985-1989", "30_39"),
        ("1995-1999", "under_30"),
        ("2005-2009", "under_30"),
    ],
)
def test_a_band_of_birth_years_becomes_a_band_of_age(birth: str, band: str) -> None:
    assert age_band(birth, 2026) == band
    assert age_label(band).zh
    assert age_label(band).en


def test_no_year_and_no_date_of_birth_is_asked() -> None:
    question = categories_of("us").question("birth")
    assert question is not None
    assert all("-" in option.value or option.value in ("before", DECLINED) for option in question.options)
