"""What can stand in the way of a candidate in the personality test, in words of both languages."""

from collections.abc import Sequence

from shared.kernel.errors import Conflict, Invalid, NotFound


class NotAgreed(Invalid):
    """The candidate did not agree to take the test."""

    code = "agreement_needed"

    def __init__(self) -> None:
        super().__init__(
            "The questionnaire begins when you agree to it. 同意说明后才能开始问卷。",
            "Read the notice and agree, or tell the company that you do not want to take it. "
            "请阅读说明并确认同意;如不愿参加,请告知招聘方。",
        )


class QuestionnaireNotBegun(Conflict):
    """The candidate has not begun the test."""

    code = "test_not_begun"

    def __init__(self) -> None:
        super().__init__("The questionnaire has not begun. 问卷尚未开始。", "Begin it first. 请先开始问卷。")


class QuestionnaireDone(Conflict):
    """The test was handed in."""

    code = "test_completed"

    def __init__(self) -> None:
        super().__init__(
            "The questionnaire was handed in. 问卷已经提交。",
            "Answers cannot be changed any more; there is nothing left to do. 答案不能再修改,您无需再做任何操作。",
        )


class NoSuchItem(NotFound):
    """The test has no such statement."""

    def __init__(self, item_id: str) -> None:
        super().__init__(
            f"The questionnaire has no statement {item_id}. 问卷中没有这道题。",
            "Load the questionnaire again. 请重新加载问卷。",
        )


class Unanswered(Conflict):
    """Statements have no answer yet."""

    code = "unanswered"

    def __init__(self, places: Sequence[int]) -> None:
        listed = ", ".join(str(place) for place in places[:10]) + (" …" if len(places) > 10 else "")
        super().__init__(
            f"{len(places)} statements have no answer: {listed}. 还有 {len(places)} 题未作答:第 {listed} 题。",
            "Answer them, or hand the questionnaire in as it is with anyway: true. 请补答,或确认按目前的答案直接提交。",
        )


class NoResult(NotFound):
    """There is no result of this application."""

    def __init__(self, subject: str) -> None:
        super().__init__(
            f"There is no result of a personality test for {subject}.", "The candidate has not handed it in yet."
        )
