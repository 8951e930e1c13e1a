"""What can stand in the way of grades and rules, in words of both languages."""

from shared.kernel.errors import Invalid


class UnknownGrade(Invalid):
    """The tenant's grades do not have it."""

    code = "unknown_grade"

    def __init__(self, grade: str) -> None:
        super().__init__(
            f"There is no grade {grade}. 没有职级 {grade}。",
            "Choose one of the list of grades, or add it there first. 请从职级表中选择，或先在职级表中添加。",
        )


class RulesWithoutGrade(Invalid):
    """Rules lead to grades that are not there."""

    code = "rules_without_grade"

    def __init__(self, rules: list[str]) -> None:
        names = ", ".join(rules)
        super().__init__(
            f"These rules lead to grades that are not there: {names}. 以下规则指向不存在的职级：{names}。",
            "Add the grades, or change the rules first. 请先补充职级，或先修改规则。",
        )
