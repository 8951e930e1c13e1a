"""What a plan refuses: staff learn who can raise the limit, candidates that nothing of theirs is lost."""

from datetime import datetime

from shared.kernel.errors import Forbidden, TooMany


class LimitReached(TooMany):
    """A limit of the tenant's plan is reached. ``limit`` names the field of ``PlanLimits``."""

    code = "limit_reached"

    def __init__(self, problem: str, remedy: str, limit: str) -> None:
        super().__init__(problem, remedy)
        self.limit = limit


class NoSeatLeft(LimitReached):
    """Every seat of the plan is taken. For staff."""

    code = "no_seat_left"

    def __init__(self, seats: int) -> None:
        super().__init__(
            f"All {seats} seats of your plan are taken. 套餐中的 {seats} 个席位已全部使用。",
            "Deactivate somebody who no longer needs one, or ask the operator of this deployment for more seats. "
            "请停用不再需要的账号,或联系平台运营方增加席位。",
            "seats",
        )


class InterviewsUsedUp(LimitReached):
    """The plan's interviews of this month are used. For the candidate who wants to begin one."""

    code = "interviews_used_up"

    def __init__(self) -> None:
        super().__init__(
            "The company cannot take on more interviews this month. 招聘方本月的面试名额已满。",
            "Nothing of yours is lost and your invitation stays valid: try again later, or write to the company, which "
            "can extend it. 您的信息没有丢失,邀请仍然有效;请稍后再试,或联系招聘方延长期限。",
            "interviews_per_month",
        )


class TooManyAtOnce(LimitReached):
    """As many candidates as the plan allows are in an interview now. For the candidate who wants to begin or go on."""

    code = "too_many_at_once"

    def __init__(self) -> None:
        super().__init__(
            "Very many candidates are in an interview right now. 当前参加面试的人数较多,暂时无法进入。",
            "Nothing is lost: try again in a few minutes, until your interview closes. "
            "已有内容不会丢失;请几分钟后再试,在面试截止前均可进入。",
            "concurrent_interviews",
        )


class Suspended(Forbidden):
    """The tenant is suspended. For its staff."""

    code = "tenant_suspended"

    def __init__(self, reason: str, since: datetime) -> None:
        day = since.strftime("%Y-%m-%d")
        super().__init__(
            f"Your company's access is suspended since {day}: {reason} 贵公司的使用权限自 {day} 起已暂停。",
            "Your data is kept. Ask the operator of this deployment to resume it. 数据均已保留,请联系平台运营方恢复。",
        )


class BeingDeleted(Forbidden):
    """The tenant is marked for deletion. For its staff."""

    code = "tenant_being_deleted"

    def __init__(self) -> None:
        super().__init__(
            "Your company's data is about to be deleted here. 贵公司在本平台的数据即将被删除。",
            "If that is a mistake, write to the operator of this deployment now: until the waiting period is over the "
            "deletion can be taken back. 如有误,请立即联系平台运营方;在等待期内可以撤销删除。",
        )


class SuspendedForCandidates(Forbidden):
    """The tenant is suspended. For a candidate, who learns no reason."""

    code = "company_unavailable"

    def __init__(self) -> None:
        super().__init__(
            "The company does not hold interviews here at the moment. 招聘方目前暂停在此进行面试。",
            "What you sent is kept. Write to the company about how it goes on. "
            "您已提交的内容均已保留;后续安排请联系招聘方。",
        )
