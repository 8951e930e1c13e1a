"""What can be wrong with a wish about a development plan, in words."""

from shared.kernel.errors import Conflict, Forbidden, Invalid, NotFound


class NoPlan(NotFound):
    """No plan was made yet, or there is nothing of that name in it."""

    code = "no_such_development_item"

    def __init__(self) -> None:
        super().__init__(
            "There is no such plan, or nothing of that name in it. 没有该发展计划或条目。",
            "Make the plan first, and take names from it. 请先生成发展计划。",
        )


class ConsentNeeded(Conflict):
    """The scores of an interview are not used for development before the employee agreed to that."""

    code = "consent_needed"

    def __init__(self) -> None:
        super().__init__(
            "The employee was not asked, or did not agree, to use interview scores for development. "
            "员工尚未同意将面试分数用于培训与发展。",
            "Ask, and record the answer (POST …/consents) before the plan is made. 请先征得同意并记录答复。",
        )


class NothingAssessed(Conflict):
    """There are no scores to plan from."""

    code = "nothing_assessed"

    def __init__(self) -> None:
        super().__init__(
            "This employee has no assessment to plan from. 该员工没有可用的评估结果。",
            "Plan by hand, with the manager. 请与直属主管手动制定。",
        )


class NotContestable(Conflict):
    """The mark does not stand so that this could be done."""

    code = "potential_state"

    def __init__(self, state: str) -> None:
        super().__init__(
            f"The mark is {state}. 该标记当前状态不允许此操作。",
            "A mark is contested first; then somebody else upholds or removes it. 先提出异议,再由他人维持或撤销。",
        )


class AnotherPersonAnswers(Forbidden):
    """Who had to do with a contested mark does not judge it."""

    code = "another_person_answers"

    def __init__(self) -> None:
        super().__init__(
            "You had the plan made, recorded the objection or answered before: somebody else answers now. "
            "您已参与该标记的生成、异议登记或此前的答复,须由他人处理。",
            "Ask a colleague who may manage goals of this department. 请由本部门其他有权限的同事处理。",
        )


class TrainingCompletedAlready(Conflict):
    """The course is done, and finance has heard what it cost."""

    code = "training_completed"

    def __init__(self) -> None:
        super().__init__(
            "This training is completed. 该培训已完成。", "A cost is corrected in finance. 费用请在财务中更正。"
        )


class GoalSettled(Conflict):
    """The goal does not stand so that this could be done."""

    code = "goal_state"

    def __init__(self, state: str, wanted: str) -> None:
        super().__init__(
            f"The goal is {state} and cannot become {wanted}. 目标当前状态不允许此操作。",
            "A proposal is accepted first, then achieved or missed; that stays. 先接受建议,再记录达成或未达成。",
        )


class DayMissing(Invalid):
    """Nobody said on which day."""

    code = "training_day"

    def __init__(self, problem: str) -> None:
        super().__init__(problem, "Send it again with on: a day that fits. 请补充或更正日期 (on)。")


class CostUnknown(Invalid):
    """Neither the catalogue nor the order says what a course cost."""

    code = "training_cost"

    def __init__(self) -> None:
        super().__init__(
            "Nobody said what the course cost. 未填写培训费用。",
            "Send it again with cost_fen (0 where it was free). 请补充 cost_fen,免费请填 0。",
        )
