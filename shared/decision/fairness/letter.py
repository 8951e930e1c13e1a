"""The letter that tells administrators that proposals were stopped. It names no group and no figure: mail is read by
others, too, and the findings are in the console."""

from html import escape

from shared.kernel.ids import PositionId
from shared.kernel.language import Language
from shared.platform.mail import Letter

SUBJECT: dict[Language, str] = {
    "zh": "已暂停人工智能建议：{position}",
    "en": "AI proposals stopped: {position}",
}
BODY: dict[Language, str] = {
    "zh": "夜间公平性检查发现，职位“{position}”（编号 {position_id}）中有群体的影响比低于 0.80，"
    "且不太可能出于偶然（p < 0.05，已按比较次数校正）。\n"
    "从现在起，系统对该职位不再给出“通过”或“不通过”的建议，全部由人来判断；面试、评分和报告照常进行。\n"
    "请在控制台“公平性”中查看依据，查明原因，并填写理由后恢复建议。",
    "en": "Tonight's fairness check of “{position}” ({position_id}) found a group with an impact ratio under 0.80 that "
    "is unlikely to be chance (p < 0.05, adjusted for the number of comparisons).\n"
    "From now on the system proposes neither to pass nor to fail anybody for this position: people alone decide. "
    "Interviews, scores and reports go on.\n"
    "Please read the findings under Fairness in the console, look for the cause, and give a reason when you let "
    "proposals be made again.",
}


def stopped_letter(to: str, position: str, position_id: PositionId, language: Language) -> Letter:
    """Return the letter to one administrator. ``position`` is its title, or its id where it has none any more."""
    words = {"position": position, "position_id": position_id}
    text = BODY[language].format(**words)
    html = "".join(f"<p>{escape(line)}</p>" for line in text.splitlines())
    # A line break in a title must not start a header of its own.
    subject = " ".join(SUBJECT[language].format(**words).split())
    return Letter(to=to, subject=subject, text=text, html=html)
