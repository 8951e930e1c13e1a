"""Days to the fixed steps that CloudWatch Logs knows."""

from aws_cdk import aws_logs as logs

_STEPS = {
    7: logs.RetentionDays.ONE_WEEK,
    14: logs.RetentionDays.TWO_WEEKS,
    30: logs.RetentionDays.ONE_MONTH,
    90: logs.RetentionDays.THREE_MONTHS,
    180: logs.RetentionDays.SIX_MONTHS,
    365: logs.RetentionDays.ONE_YEAR,
    1096: logs.RetentionDays.THREE_YEARS,
}


def log_retention(days: int) -> logs.RetentionDays:
    """Return the step for ``days``. Raises KeyError for a number that CloudWatch Logs does not offer."""
    if days not in _STEPS:
        raise KeyError(f"CloudWatch Logs keeps logs for {', '.join(map(str, _STEPS))} days, not for {days}.")
    return _STEPS[days]
