"""What can stand in the way of a panel, in words of both languages."""

from collections.abc import Sequence
from typing import Any

from shared.kernel.errors import Conflict, Invalid, NotFound


class NoSuchInterview(NotFound):
    """The tenant has no such interview, or the candidate has not begun it."""

    def __init__(self, interview_id: str) -> None:
        super().__init__(
            f"There is no interview {interview_id}. 没有该面试。",
            "Check the id; the candidate may not have opened the interview yet. 请核对编号;候选人可能尚未开始面试。",
        )


class NoPanel(NotFound):
    """Nobody was assigned to the interview."""

    def __init__(self) -> None:
        super().__init__(
            "Nobody is assigned to this interview yet. 该面试尚未指派面试官。", "Assign interviewers. 请先指派面试官。"
        )


class NotOnPanel(NotFound):
    """The user does not sit on the panel."""

    def __init__(self, user_id: str) -> None:
        super().__init__(
            f"The user {user_id} is not assigned to this interview. 该用户未被指派到此面试。",
            "Read the panel to see who is. 请查看面试官名单。",
        )


class CannotInterview(Invalid):
    """The user may not sit on this panel."""

    code = "cannot_interview"

    def __init__(self, users: Sequence[str], why: str) -> None:
        super().__init__(
            f"Not to be assigned: {', '.join(users)} ({why}). 无法指派上述用户。",
            "An interviewer is an active user of your company with the role interviewer, recruiter, tenant_admin, or "
            "manager of the department. 面试官须为贵公司在职用户,并具有面试官、招聘、管理员或本部门经理角色。",
        )


class AlreadyAssigned(Conflict):
    """They sit on the panel already."""

    code = "already_assigned"

    def __init__(self, users: Sequence[str]) -> None:
        super().__init__(
            f"Assigned already: {', '.join(users)}. 上述用户已被指派。",
            "Leave them out, or change their deadline. 请移除,或修改其截止时间。",
        )


class HasRated(Conflict):
    """A rating that is in is not taken away with its author."""

    code = "has_rated"

    def __init__(self, user_id: str) -> None:
        super().__init__(
            f"The user {user_id} has handed the own rating in. 该面试官已提交评分。",
            "Who has rated stays on the panel; assign others besides. 已提交评分者不可移除,可另行增派。",
        )


class NoOwnRating(Conflict):
    """There is nothing to hand in or to correct."""

    code = "no_own_rating"

    def __init__(self) -> None:
        super().__init__("You have no rating here yet. 您尚无评分。", "Save a draft first. 请先保存草稿。")


class RatingIsIn(Conflict):
    """A rating that was handed in does not change any more."""

    code = "rating_submitted"

    def __init__(self) -> None:
        super().__init__(
            "Your rating is in and stays as it is. 您的评分已提交,不可修改。",
            "Send a correction with its reason; the earlier version is kept. 如需更正,请说明原因并提交更正版本。",
        )


class RatingIncomplete(Invalid):
    """The rating cannot be handed in like this."""

    code = "rating_incomplete"

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__(
            f"The rating is not complete: {'; '.join(faults)}. 评分尚不完整。",
            "Rate every competency from 1 to 5 or mark it as not observed, and say for each level what it rests on. "
            "请为每项能力打 1–5 级或标注“未观察到”,并写明依据。",
        )
        self._faults = list(faults)

    @property
    def members(self) -> dict[str, Any]:
        return {"faults": self._faults}


class RatingsMissing(Conflict):
    """Agreement is shown when the ratings are in that are waited for."""

    code = "ratings_missing"

    def __init__(self, rated: int, required: int) -> None:
        super().__init__(
            f"{rated} of {required} ratings are in. 已提交 {rated}/{required} 份评分。",
            "Agreement is shown once all are in, so that nobody's rating is swayed. 全部提交后方可查看一致性。",
        )
