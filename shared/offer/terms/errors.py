"""What can be wrong with terms, in words of both languages."""

from datetime import date

from shared.kernel.errors import Invalid
from shared.kernel.money import written
from shared.offer.grades.model import Band
from shared.offer.terms.law import ProbationLaw


class OutsideBand(Invalid):
    """The pay lies outside of the band, and nobody said why."""

    code = "outside_band"

    def __init__(self, in_band_fen: int, band: Band) -> None:
        low, high, pay = written(band.low_fen), written(band.high_fen), written(in_band_fen)
        super().__init__(
            f"Fixed and variable pay of {pay} a month lies outside of the band {low}–{high}. "
            f"月固定与浮动工资 {pay} 元超出薪酬带 {low}–{high} 元。",
            "Change the pay, or give the reason (band_reason): then a further step of approval is needed. "
            "请调整工资，或填写理由（band_reason），并增加一级审批。",
        )


class OtherGrade(Invalid):
    """Another grade than the proposed one, and nobody said why."""

    code = "other_grade"

    def __init__(self, chosen: str, proposed: str | None) -> None:
        super().__init__(
            f"The rules propose {proposed or 'no grade'}, and {chosen} is set. "
            f"规则建议的职级为 {proposed or '无'}，现定为 {chosen}。",
            "Give the reason (grade_reason). 请填写理由（grade_reason）。",
        )


class StartsInThePast(Invalid):
    """The first day of work is over."""

    code = "start_date_past"

    def __init__(self, start: date) -> None:
        super().__init__(
            f"The start date {start.isoformat()} is over. 入职日期 {start.isoformat()} 已过。",
            "Choose a day that is still to come. 请选择今天或以后的日期。",
        )


class ProbationTooLong(Invalid):
    """The law allows less for a contract of this term."""

    code = "probation_too_long"

    def __init__(self, months: int, longest: int, contract_months: int | None, law: ProbationLaw) -> None:
        term = f"a contract of {contract_months} months" if contract_months else "a contract without a fixed term"
        term_zh = f"{contract_months} 个月的劳动合同" if contract_months else "无固定期限劳动合同"
        said, said_zh = law.name.read_in("en"), law.name.read_in("zh")
        super().__init__(
            f"A probation of {months} months is too long: for {term} it is at most {longest} ({said}). "
            f"试用期 {months} 个月过长：{term_zh}试用期不得超过 {longest} 个月（{said_zh}）。",
            "Shorten the probation, or lengthen the contract. 请缩短试用期，或延长合同期限。",
        )


class ProbationPayTooLow(Invalid):
    """The law demands more while on probation."""

    code = "probation_pay_too_low"

    def __init__(self, percent: int, lowest: int) -> None:
        super().__init__(
            f"Pay on probation is {percent} % of the fixed pay; the law demands {lowest} %. "
            f"试用期工资为约定工资的 {percent}%，法律要求不低于 {lowest}%。",
            "Raise it. 请提高试用期工资。",
        )


class OtherCurrency(Invalid):
    """Grade, budget and offer are not of one currency."""

    code = "other_currency"

    def __init__(self, own: str, other: str, of: str) -> None:
        super().__init__(
            f"The offer is in {own}, the {of} in {other}. 录用条件币种为 {own}，与 {other} 不一致。",
            f"Write it in {other}. 请使用 {other}。",
        )


class EndsTooLate(Invalid):
    """The letter would hold beyond the first day of work, or is over before it is sent."""

    code = "expiry_does_not_fit"

    def __init__(self, problem: str, problem_zh: str) -> None:
        super().__init__(f"{problem} {problem_zh}", "Choose another end (expires_at). 请调整截止时间（expires_at）。")
