"""What can be wrong with a review, in words."""

from collections.abc import Iterable
from datetime import date

from shared.kernel.errors import Conflict, Invalid, NotFound


class NoSuchRating(Invalid):
    """The company's scale has no such rating."""

    code = "no_such_rating"

    def __init__(self, rating: str, known: Iterable[str]) -> None:
        super().__init__(
            f"The scale has no rating {rating}; it has {', '.join(known)}. 绩效等级不在公司的等级表中。",
            "Take one of those, or change the scale. 请选择已有等级,或修改等级表。",
        )


class NoSuchReview(NotFound):
    """There is no such review of this employee, or it was corrected already."""

    code = "no_such_review"

    def __init__(self) -> None:
        super().__init__(
            "There is no such review that could be corrected. 没有可更正的该次评估。",
            "Read the outcomes again. 请重新读取该员工的评估记录。",
        )


class PeriodReviewed(Conflict):
    """The period, or a part of it, was reviewed."""

    code = "period_reviewed"

    def __init__(self, review_id: str, since: date, until: date) -> None:
        super().__init__(
            f"{since}–{until} is reviewed already ({review_id}). 该期间已有评估。",
            "Correct that review (corrects), or give another period. 请更正原评估,或填写其他期间。",
        )
        self.review_id = review_id


class PeriodUnfit(Invalid):
    """The period is none, is still going on, or lies outside of the employment."""

    code = "review_period"

    def __init__(self, problem: str) -> None:
        super().__init__(problem, "Give a period that is over, within the employment. 请填写已结束且在任职期内的期间。")
