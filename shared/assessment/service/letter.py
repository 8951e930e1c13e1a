"""The letter that says that a report is ready. No score stands in it: mail is not the place for that."""

from html import escape

from shared.interview.contracts import InterviewPlan
from shared.kernel.language import Language
from shared.platform.mail import Letter

SUBJECT: dict[Language, str] = {
    "zh": "面试报告已生成：{candidate}（{position}）",
    "en": "Interview report ready: {candidate} ({position})",
}
BODY: dict[Language, str] = {
    "zh": "{candidate}应聘“{position}”的面试已评估完毕，报告可在控制台查看。面试编号：{interview}。\n"
    "报告只是建议，是否通过由您决定。",
    "en": "The interview of {candidate} for “{position}” is assessed; its report is in the console. "
    "Interview: {interview}.\nThe report only proposes; the decision is yours.",
}


def report_letter(plan: InterviewPlan, to: str) -> Letter:
    """Return the letter to the person who invited the candidate, in the tenant's first language."""
    language = plan.languages[0]
    words = {
        "candidate": plan.candidate_name,
        "position": plan.position_title.read_in(language),
        "interview": plan.interview_id,
    }
    text = BODY[language].format(**words)
    html = "".join(f"<p>{escape(line)}</p>" for line in text.splitlines())
    # A line break in a name must not start a header of its own.
    subject = " ".join(SUBJECT[language].format(**words).split())
    return Letter(to=to, subject=subject, text=text, html=html)
