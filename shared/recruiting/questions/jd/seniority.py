"""How experienced somebody should be, by title and years."""

import re

from shared.recruiting.questions.jd import words
from shared.recruiting.questions.jd.text import Described
from shared.recruiting.questions.templates.model import Seniority

YEARS = re.compile(
    r"(?P<from>\d{1,2}|[一二两三四五六七八九十])\s*(?:[-–~至到]\s*\d{1,2}\s*)?\+?\s*年(?:及|或)?(?:以上|以内|工作|相关|及|的)?"
    r"|(?P<years>\d{1,2})\s*(?:\+|plus)?\s*(?:(?:-|–|to)\s*\d{1,2}\s*)?\+?\s*years?"
    r"|(?P<word>one|two|three|four|five|six|seven|eight|ten)\s+(?:or more\s+)?years?",
    re.IGNORECASE,
)
SPELLED = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10} | {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "ten": 10,
}
MOST_YEARS = 20
"""“Founded 30 years ago” is no requirement."""


def seniority_of(job: Described) -> tuple[Seniority, str | None]:
    """Return the seniority and the words that tell it: a junior title, then years, then a senior title.

    ``mid`` with None where nothing is said.
    """
    known = words.seniority()
    title = known["not_senior"].sub("", job.title or "")
    if match := known["title"]["junior"].search(job.title or ""):
        return "junior", match[0]
    asked = "\n".join((*job.of("requirements"), *job.of("intro", "duties")))
    years = _years(asked)
    if match := known["title"]["senior"].search(title):
        return "senior", match[0]
    if years is not None:
        return _level(years[0], known["junior_below"], known["senior_from"]), years[1]
    if match := known["junior"].search(asked):
        return "junior", match[0]
    if match := known["title"]["mid"].search(title):
        return "mid", match[0]
    return "mid", None


def _years(text: str) -> tuple[int, str] | None:
    for match in YEARS.finditer(text):
        said = match["from"] or match["years"] or match["word"]
        years = int(said) if said.isdigit() else SPELLED[said.lower()]
        if years <= MOST_YEARS:
            return years, match[0].strip()
    return None


def _level(years: int, junior_below: int, senior_from: int) -> Seniority:
    if years < junior_below:
        return "junior"
    return "senior" if years >= senior_from else "mid"
