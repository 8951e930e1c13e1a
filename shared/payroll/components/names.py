"""The names that formulas and conditions may use besides the codes of components. Amounts are yuan."""

from typing import Final

from shared.payroll.expressions.tree import ValueType

AGREED: Final = "agreed"
"""What is agreed for this component, with the part of the month that it holds for."""
WAGE_PAID: Final = "wage_paid"
"""The components of the wage base together, as they are this month."""
GROSS: Final = "gross"
"""All earnings less absences. For deductions and employer costs."""
TAXABLE_PAY: Final = "taxable_pay"
"""The taxable ones of them. For deductions and employer costs."""

NAMES: Final[dict[str, ValueType]] = {
    AGREED: "number",
    WAGE_PAID: "number",
    GROSS: "number",
    TAXABLE_PAY: "number",
    "wage_base": "number",
    "monthly_salary": "number",
    "monthly_total": "number",
    "minimum_wage": "number",
    "probation_percent": "number",
    "day_divisor": "number",
    "days_in_month": "number",
    "days_due": "number",
    "days_employed": "number",
    "days_paid": "number",
    "attendance_days": "number",
    "overtime_hours_weekday": "number",
    "overtime_hours_rest_day": "number",
    "overtime_hours_holiday": "number",
    "leave_without_pay_days": "number",
    "sick_leave_days": "number",
    "sick_pay_percent": "number",
    "performance_factor": "number",
    "years_of_service": "number",
    "months_of_service": "number",
    "year": "number",
    "month": "number",
    "on_probation": "boolean",
    "joined_this_month": "boolean",
    "leaves_this_month": "boolean",
    "grade": "text",
    "department": "text",
    "cost_centre": "text",
    "city": "text",
}
"""``wage_base``: agreed wages a month of the components of the wage base, by the terms at the month's end, with the
percentage of the probation; ``monthly_salary``: the fixed lines together, ``monthly_total``: all. ``days_in_month``,
``days_employed``: days that count by the setting of proration; ``days_paid``: the latter less leave without pay;
``days_due``: working days of the calendar while employed."""
