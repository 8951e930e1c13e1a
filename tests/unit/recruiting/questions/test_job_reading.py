"""What a job description says is read by rules, in Chinese and in English alike."""

from pathlib import Path

import pytest

from shared.assessment.rubrics.packs import load_packs
from shared.recruiting.questions.jd import words
from shared.recruiting.questions.jd.errors import NoSentences, OtherLanguage, TooLong, TooShort
from shared.recruiting.questions.jd.reading import read_job
from tests.builders.questions import jd, job_descriptions

EACH = pytest.mark.parametrize("key", sorted(job_descriptions()))


@EACH
def test_language_line_of_work_and_seniority_are_read(key: str) -> None:
    known = job_descriptions()[key]
    job = read_job(known["text"])
    assert job.language == known["language"]
    assert known["industry"] in [line.industry for line in job.industries]
    assert job.seniority == known["seniority"]
    assert sum(line.share for line in job.industries) == pytest.approx(1, abs=0.001)


@EACH
def test_what_is_found_is_a_bare_noun_phrase_in_both_languages(key: str) -> None:
    job = read_job(jd(key))
    assert len(job.duties) >= 3
    for filler in (*job.duties, *job.tools, *job.customers, *job.scenes):
        zh, en = filler.text.zh or "", filler.text.en or ""
        assert all((zh, en))
        assert zh[-1] not in "，。；、"
        assert not zh.startswith(("负责", "进行", "完成"))
        if filler.slot == "duty":
            assert not en.startswith(("a ", "an ", "the "))
        if filler.origin == "jd":
            assert filler.words


def test_duties_tools_and_the_people_served_come_from_the_text() -> None:
    job = read_job(jd("key_account_sales"))
    assert {"新客户开发", "合同谈判", "产品报价", "展会筹备"} <= {one.text.zh for one in job.duties}
    assert [one.text.en for one in job.tools] == ["the CRM system"]
    assert ("dealers", "jd") in [(one.text.en, one.origin) for one in job.customers]
    assert "a trade fair" in [one.text.en for one in job.scenes]


def test_a_duty_that_no_list_has_is_put_together_of_action_and_object() -> None:
    zh = read_job(
        "电梯维保员\n岗位职责：负责小区电梯的日常维护和故障登记；每周巡视机房并填写记录单据。\n"
        "任职要求：持有特种设备作业证，能吃苦耐劳，服从排班。"
    )
    assert ("电梯维护", "lift maintenance") in [(one.text.zh, one.text.en) for one in zh.duties]
    en = read_job(
        "Instrument technician\nResponsibilities:\nYou maintain our measuring instruments and keep a log of the work.\n"
        "You review technical documentation of the makers, and you help in the laboratory with samples of all kinds.\n"
    )
    assert ("仪器维护", "instrument maintenance") in [(one.text.zh, one.text.en) for one in en.duties]


def test_a_tool_that_no_list_has_is_taken_by_its_latin_name() -> None:
    job = read_job(jd("accountant").replace("熟练使用金蝶", "熟练使用Ecount、金蝶"))
    assert "Ecount" in [one.text.zh for one in job.tools]
    job = read_job(jd("account_executive") + "\n- Proficient in Outreach and fluent in German.")
    assert "Outreach" in [one.text.en for one in job.tools]
    assert "German" not in [one.text.en for one in job.tools]


def test_pay_and_praise_of_the_company_are_no_duties() -> None:
    job = read_job(jd("production_planner") + "公司介绍：我们为全球车企研发电池管理系统，拥有自己的餐厅。\n")
    assert job.industries[0].industry == "manufacturing"
    assert not any("餐厅" in one.words for one in job.duties)


def test_languages_that_the_job_asks_for_are_named() -> None:
    assert [one.en for one in read_job(jd("quality_engineer")).languages] == ["English", "German"]
    assert [one.zh for one in read_job(jd("maths_teacher")).languages] == ["普通话"]


def test_who_is_served_is_what_is_usual_where_nothing_is_said() -> None:
    [usual] = read_job(jd("production_planner")).customers
    assert (usual.origin, usual.words) == ("industry", "")


def test_a_product_manager_is_not_senior_by_title() -> None:
    text = jd("backend_engineer").replace("高级Java后端工程师", "产品经理").replace("5年以上", "2年以上")
    assert read_job(text).seniority == "junior"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("招聘会计一名", TooShort),
        ("Accountant wanted, good pay.", TooShort),
        ("会计" * 10_001, TooLong),
        ("Java Spring MySQL Redis Kafka Docker Kubernetes " * 6, NoSentences),
        (
            "生产，质量，设备，工艺，安全，物流，仓储，采购，计划，行政，人事，"
            "财务，销售，市场，客服，研发，法务，审计，测试，运维，培训，品牌",
            NoSentences,
        ),
        (
            "Buchhalter gesucht. Sie erstellen monatliche Abschlüsse und prüfen Rechnungen unserer Lieferanten. "
            "Sie bringen mehrjährige Erfahrung mit und arbeiten sorgfältig, auch wenn es einmal schnell gehen muss. "
            "Gute Kenntnisse der gängigen Programme setzen wir voraus, ebenso Freude an der Arbeit im Team.",
            OtherLanguage,
        ),
        (
            "経理担当者を募集します。月次決算、請求書の確認、経費精算などを担当していただきます。"
            "経験三年以上の方を歓迎いたします。毎月の報告書も作成していただきます。",
            OtherLanguage,
        ),
        (
            "Ищем бухгалтера. Вы готовите ежемесячную отчетность и проверяете счета поставщиков нашей компании.",
            OtherLanguage,
        ),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(text: str, error: type[Exception]) -> None:
    with pytest.raises(error, match="职位描述"):
        read_job(text)


def test_a_page_that_was_copied_with_its_tags_reads_as_its_text_does() -> None:
    lines = "".join(f"<p>{line}</p>" for line in jd("accountant").strip().splitlines())
    assert read_job(f"<div>{lines}</div>").duties == read_job(jd("accountant")).duties


def test_every_lexicon_names_packs_that_exist() -> None:
    known = {*load_packs(), words.ANYWHERE}
    assert set(words.industries()) == set(load_packs())
    for entry in (*words.duties(), *words.customers(), *words.scenes()):
        assert set(entry.industries) <= known, entry.text.zh


def test_no_two_duties_say_the_same_in_one_language_and_not_in_the_other() -> None:
    zh = [entry.text.zh for entry in words.duties()]
    en = [entry.text.en for entry in words.duties()]
    assert len(set(zh)) == len(zh)
    assert len(set(en)) == len(en)


def test_the_data_of_these_tests_is_in_both_languages_and_of_many_lines_of_work() -> None:
    described = job_descriptions().values()
    assert len(described) >= 16
    assert sum(one["language"] == "en" for one in described) >= 8
    assert len({one["industry"] for one in described}) >= 9
    assert (Path(__file__).parent / "data" / "jds.toml").is_file()
