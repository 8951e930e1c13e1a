"""Questions of a bank, and job descriptions, as a recruiter's page sends them."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[1] / "unit" / "recruiting" / "questions" / "data"


@cache
def job_descriptions() -> dict[str, dict[str, str]]:
    """Invented job descriptions by key, with the language, line of work and seniority that they are written for."""
    read = tomllib.loads((DATA / "jds.toml").read_text(encoding="utf-8"))
    return {one["key"]: one for one in read["jd"]}


def jd(key: str) -> str:
    """The text of one of them."""
    return job_descriptions()[key]["text"]


def question_draft(**changed: Any) -> dict[str, Any]:
    """A question as a person writes it."""
    return {
        "text": {
            "zh": "客户临时把验收日期提前一周，您会先确认哪几件事，再怎么调整计划？",
            "en": "The client moves the acceptance up by a week. What do you check first, and how do you replan?",
        },
        "competencies": ["execution", "communication"],
        "type": "situational",
        "shows": [{"zh": "先确认范围和底线", "en": "Settles scope and limits first"}],
        **changed,
    }
