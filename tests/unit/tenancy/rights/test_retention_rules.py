"""When somebody's data end: by the process, a consent, a hold, the law."""

from datetime import UTC, datetime, timedelta

from shared.tenancy.jurisdictions.loader import rules_for
from shared.tenancy.rights.retention import Known, Process, Recorded, Retention, retention_of

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
CN, US = rules_for("cn").retention, rules_for("us").retention


def days(count: int) -> timedelta:
    return timedelta(days=count)


def known(*statuses: str, **changed: object) -> Known:
    processes = tuple(Process(status=status, moved_at=NOW) for status in statuses)
    told = {"candidate_id": "cnd_1", "entered_at": NOW - days(10), "processes": processes, **changed}
    return Known.model_validate(told)


def found(who: Known, *, gone: tuple[str, ...] = (), recordings: int = 180) -> Retention:
    return retention_of(who, CN, recordings, gone, NOW)


def test_half_a_year_after_the_last_rejection() -> None:
    assert found(known("rejected", "withdrawn")).ends_at == NOW + days(180)


def test_an_application_that_goes_on_keeps_the_others() -> None:
    retention = found(known("rejected", "active"))
    assert (retention.reason, retention.ends_at) == ("no_movement", NOW + days(730))
    assert retention.row_end is None


def test_who_never_applied_goes_half_a_year_after_being_entered() -> None:
    assert found(known()).ends_at == NOW - days(10) + days(180)


def test_a_consent_without_a_day_counts_from_the_end_of_the_process() -> None:
    retention = found(known("rejected", pool_given=True))
    assert (retention.reason, retention.ends_at) == ("talent_pool", NOW + days(180 + 365))


def test_a_consent_until_a_day_holds_until_that_day_and_never_shortens() -> None:
    assert found(known("rejected", pool_given=True, pool_until=NOW + days(400))).ends_at == NOW + days(400)
    assert found(known("rejected", pool_given=True, pool_until=NOW + days(20))).ends_at == NOW + days(180)


def test_a_hold_stops_the_clock_and_is_looked_at_again() -> None:
    retention = found(known("rejected", held=True))
    assert (retention.reason, retention.ends_at) == ("held", None)
    assert retention.look_at is not None


def test_the_law_of_the_place_keeps_records_longer_than_anybody_wants() -> None:
    retention = retention_of(known("rejected"), US, 365, (), NOW)
    assert retention.must_keep_until == NOW + days(365)
    assert retention.ends_at is not None
    assert retention.ends_at >= retention.must_keep_until


def test_recordings_end_by_themselves_and_once() -> None:
    who = known("active", interviews=(Recorded(interview_id="int_1", ended_at=NOW - days(200)),))
    assert found(who).recordings_due(NOW) == ("int_1",)
    assert found(who, gone=("int_1",)).recordings_due(NOW) == ()


def test_the_next_look_is_at_whatever_ends_first() -> None:
    who = known("rejected", interviews=(Recorded(interview_id="int_1", ended_at=NOW - days(170)),))
    assert found(who).look_at == NOW + days(10)


def test_rows_end_a_month_after_they_were_to_be_erased() -> None:
    retention = found(known("rejected"))
    assert retention.row_end == int((NOW + days(180 + 30)).timestamp())
