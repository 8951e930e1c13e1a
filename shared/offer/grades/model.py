"""Grades, and rules over what a report says. Pure; whoever proposes is a rule, whoever sets is a person."""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from shared.kernel.frozen import Frozen
from shared.kernel.localized import LocalizedText
from shared.kernel.money import Amount, Currency
from shared.recruiting.contracts import Name

GradeCode = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_.-]{0,39}$")]
About = Literal["competency", "overall", "department", "family", "position"]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]


class Band(Frozen):
    """Between what a month's pay lies, in fen, both ends included."""

    low_fen: Amount
    high_fen: Amount

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.low_fen > self.high_fen:
            raise ValueError("the band's low end is above its high end 薪酬带下限高于上限")
        return self

    def holds(self, monthly_fen: int) -> bool:
        """Return whether ``monthly_fen`` lies within."""
        return self.low_fen <= monthly_fen <= self.high_fen


class Grade(Frozen):
    """An employee grade. Its ``band`` is compared with fixed and variable pay of a month; allowances do not count."""

    code: GradeCode
    title: LocalizedText
    track: Name
    band: Band


class GradeTable(Frozen):
    """A tenant's grades."""

    currency: Currency = "CNY"
    grades: tuple[Grade, ...] = Field(min_length=1, max_length=120)

    @model_validator(mode="after")
    def _codes_are_unique(self) -> Self:
        codes = [grade.code for grade in self.grades]
        if twice := sorted({code for code in codes if codes.count(code) > 1}):
            raise ValueError(f"grades are there twice 职级重复: {', '.join(twice)}")
        return self

    def grade(self, code: str) -> Grade | None:
        """Return a grade, or None."""
        return next((grade for grade in self.grades if grade.code == code), None)


class Family(Frozen):
    """A position family 职位序列: whatever position has one of these words in its title, or is of these departments."""

    name: Name
    title: LocalizedText
    words: tuple[Text, ...] = Field(default=(), max_length=60)
    departments: tuple[Text, ...] = Field(default=(), max_length=60)

    def takes(self, titles: tuple[str, ...], department: str) -> bool:
        """Return whether a position of these titles and this department is of the family."""
        told = " ".join(titles).casefold()
        return department in self.departments or any(word.casefold() in told for word in self.words)


class Condition(Frozen):
    """What must hold: a score of at least ``at_least`` (0–100), or a place that is ``any_of``.

    ``competency`` and ``overall`` take ``at_least``; ``department``, ``family`` and ``position`` take ``any_of``.
    """

    about: About
    competency: Name | None = None
    at_least: float | None = Field(default=None, ge=0, le=100)
    any_of: tuple[Text, ...] = Field(default=(), max_length=60)

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        scored = self.about in ("competency", "overall")
        if (self.about == "competency") != (self.competency is not None):
            raise ValueError("a competency is named where, and only where, the condition is about one")
        if scored != (self.at_least is not None) or scored == bool(self.any_of):
            raise ValueError("a score is compared with at_least; a place with any_of")
        return self


class GradeRule(Frozen):
    """Which grade, where all conditions hold. ``band``: in place of the grade's own, by this rule."""

    name: Name
    title: LocalizedText | None = None
    grade: GradeCode
    band: Band | None = None
    conditions: tuple[Condition, ...] = Field(min_length=1, max_length=20)


class GradeRules(Frozen):
    """A tenant's rules, in their order: the first one that is met proposes."""

    families: tuple[Family, ...] = Field(default=(), max_length=40)
    rules: tuple[GradeRule, ...] = Field(default=(), max_length=200)

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        names = [rule.name for rule in self.rules]
        if len(set(names)) != len(names):
            raise ValueError("two rules have the same name 规则名称重复")
        families = {family.name for family in self.families}
        asked = {name for rule in self.rules for one in rule.conditions if one.about == "family" for name in one.any_of}
        if strangers := sorted(asked - families):
            raise ValueError(f"rules name families that are not there 未定义的职位序列: {', '.join(strangers)}")
        return self

    def without_grade(self, table: GradeTable) -> list[str]:
        """Return the rules whose grade the table does not have."""
        return [rule.name for rule in self.rules if table.grade(rule.grade) is None]
