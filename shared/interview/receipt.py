"""What a candidate keeps in hand when the interview is completed: what was handed in, when, and what happens now."""

from collections.abc import Mapping
from datetime import datetime

from shared.interview.contracts import Consents, Medium
from shared.interview.model import Answer, Session
from shared.kernel.frozen import Frozen
from shared.kernel.ids import AnswerId, InterviewId
from shared.kernel.localized import LocalizedText

NEXT = LocalizedText(
    zh="招聘人员会查看您的回答,并由具名的人作出决定。结果出来后,招聘方会与您联系;您可以要求说明理由、更正转写文字,或由人工复核。",
    en="People of the company look at your answers, and a named person decides. They write to you about the result; "
    "you may ask for an explanation, for a correction of what was written down, and for a review by a person.",
)
NEXT_BY_PEOPLE = LocalizedText(
    zh="按照您的选择,仅由招聘人员查看您的回答,不使用机器评分;您与其他候选人同等对待,由具名的人作出决定。",
    en="As you chose, people alone look at your answers, and no machine scores them; you are treated as everybody "
    "else, and a named person decides.",
)


class ReceivedAnswer(Frozen):
    """An answer that counts, or a question without one (``received_at`` null)."""

    number: int
    answer_id: AnswerId
    medium: Medium | None
    attempt: int | None
    received_at: datetime | None


class Receipt(Frozen):
    """``reference`` is what to name when writing to the company."""

    reference: InterviewId
    company: str
    position_title: LocalizedText
    candidate_name: str
    completed_at: datetime
    answers: tuple[ReceivedAnswer, ...]
    consents: Consents
    next: LocalizedText


def receipt_of(session: Session, answers: Mapping[AnswerId, Answer]) -> Receipt | None:
    """Return the receipt, or None while the interview is not completed."""
    if session.completed_at is None:
        return None
    plan = session.plan
    return Receipt(
        reference=plan.interview_id,
        company=plan.company,
        position_title=plan.position_title,
        candidate_name=plan.candidate_name,
        completed_at=session.completed_at,
        answers=tuple(_received(number, name, answers.get(name)) for number, name in enumerate(plan.answer_ids, 1)),
        consents=plan.consents,
        next=NEXT if plan.consents.automated_assessment else NEXT_BY_PEOPLE,
    )


def _received(number: int, name: AnswerId, answer: Answer | None) -> ReceivedAnswer:
    upload = answer.handed_in if answer else None
    return ReceivedAnswer(
        number=number,
        answer_id=name,
        medium=upload.medium if upload else None,
        attempt=upload.attempt if upload else None,
        received_at=upload.completed_at if upload else None,
    )
