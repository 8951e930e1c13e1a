"""What the columns of a history can mean, and what people call them in Chinese and English."""

from collections.abc import Iterable, Mapping

from shared.kernel.localized import LocalizedText
from shared.platform.tabular.mapping import Field
from shared.platform.tabular.model import words

SCORE = "score:"
"""Begins the field of a competency's score: ``score:stress_tolerance``."""

PERSON = Field(
    "person",
    words("人员编号", "Person's number"),
    (
        "工号",
        "员工编号",
        "员工号",
        "职工号",
        "候选人编号",
        "应聘者编号",
        "编号",
        "employee id",
        "employee number",
        "candidate id",
    ),
    required=True,
)
JOB = Field(
    "job_title",
    words("职位", "Job title"),
    ("岗位", "岗位名称", "职位名称", "应聘职位", "应聘岗位", "职务", "position", "job", "role"),
    required=True,
)
OUTCOMES = (
    Field(
        "hired",
        words("是否录用", "Hired"),
        ("录用", "录用结果", "是否入职", "聘用", "是否聘用", "was hired"),
    ),
    Field(
        "hired_on",
        words("入职日期", "Hired on"),
        ("入职时间", "入职日", "到岗日期", "录用日期", "hire date", "start date", "date of joining"),
    ),
    Field(
        "performance",
        words("绩效评分", "Performance rating"),
        (
            "绩效",
            "绩效得分",
            "绩效等级",
            "考核结果",
            "考核得分",
            "年度绩效",
            "performance",
            "performance score",
            "appraisal",
        ),
    ),
    Field(
        "target_reached",
        words("是否达成业绩目标", "Target reached"),
        (
            "达标",
            "是否达标",
            "业绩达标",
            "目标达成",
            "是否完成目标",
            "reached target",
            "target met",
            "met target",
            "quota met",
        ),
    ),
    Field(
        "promoted",
        words("是否晋升", "Promoted"),
        ("晋升", "是否提拔", "was promoted"),
    ),
    Field(
        "promoted_on",
        words("晋升日期", "Promoted on"),
        ("晋升时间", "晋级日期", "提拔日期", "promotion date", "date of promotion"),
    ),
    Field(
        "employed",
        words("是否在职", "Still employed"),
        ("在职", "在职状态", "留任", "是否留任", "still here", "active"),
    ),
    Field(
        "left_on",
        words("离职日期", "Left on"),
        ("离职时间", "离岗日期", "leave date", "termination date", "date of leaving", "exit date"),
    ),
    Field(
        "observed_until",
        words("统计截止日期", "Observed until"),
        ("截止日期", "数据截止日", "统计日期", "as of", "observation date"),
    ),
)


def fields_of(competencies: Mapping[str, LocalizedText]) -> tuple[Field, ...]:
    """Return every field that a column can mean. ``competencies`` are those that the company knows, with titles."""
    scores = (
        Field(f"{SCORE}{name}", title, (name, name.replace("_", " "), *_short(title)))
        for name, title in competencies.items()
    )
    return (PERSON, JOB, *OUTCOMES, *scores)


def _short(title: LocalizedText) -> Iterable[str]:
    """Yield what a title is called without its last word for "ability"; ``抗压能力`` is 抗压 in many sheets."""
    zh = title.zh or ""
    for ending in ("能力", "意识", "性"):
        if zh.endswith(ending) and len(zh) - len(ending) >= 2:
            yield zh.removesuffix(ending)
