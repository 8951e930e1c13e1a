"""An interview that no machine may score any more: the candidate took that consent back, and people alone judge."""

from shared.assessment.model.answer import Reason
from shared.interview.contracts import InterviewPlan
from shared.kernel.errors import Gone

FOR_PEOPLE = Reason(
    code="consent_withdrawn",
    problem="The candidate withdrew the consent to automated scoring; no machine may score this.",
    remedy="The recording is kept. People look at it and judge, as with anybody else.",
)


class PeopleOnly(Gone):
    """No machine may score the interview, and what one found before is not shown (GDPR 7(3), PIPL 15)."""

    code = "consent_withdrawn"

    def __init__(self) -> None:
        super().__init__(
            "The candidate withdrew the consent to automated scoring, so there is no report to be read. "
            "候选人已撤回对自动评分的同意，因此不再提供评估报告。",
            "People look at the recordings and judge, as with anybody else. "
            "请由人工查看录像并作出评判，与其他候选人同等对待。",
        )


def must_be_by_machine(plan: InterviewPlan) -> None:
    """Raise ``PeopleOnly`` where the candidate took the consent to automated scoring back."""
    if not plan.by_machine:
        raise PeopleOnly
