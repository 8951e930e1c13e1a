"""What the calendar cannot tell, in words."""

from shared.kernel.errors import Invalid


class YearNotPublished(Invalid):
    """The public holidays of a year are not in the calendar (国务院办公厅 publishes them in the autumn before)."""

    code = "holidays_not_published"

    def __init__(self, year: int) -> None:
        super().__init__(
            f"The public holidays of {year} are not known here.",
            "Update chinesecalendar once they are published, or set unknown_year to weekdays for the time being.",
        )
        self.year = year
