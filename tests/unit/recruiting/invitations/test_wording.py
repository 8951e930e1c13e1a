"""What messages say: lengths, hours, languages, places, and that each is one message."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from shared.kernel.ids import CandidateId
from shared.recruiting.candidates.model import PersonName, Profile
from shared.recruiting.invitations.messages.choice import MessagingChoice, after_quiet, zone_of
from shared.recruiting.invitations.messages.message import LEASE, Message, after_failure, message_id_of
from shared.recruiting.invitations.messages.model import KINDS, NEEDED, STAFF, faults_of
from shared.recruiting.invitations.messages.rendering import rendered
from shared.recruiting.invitations.messages.segments import length_of
from shared.recruiting.invitations.messages.service import SAMPLE_LINK, SAMPLES
from shared.recruiting.invitations.messages.standard import standard
from shared.recruiting.invitations.messages.wording import language_of_sms, languages_for, moment
from shared.recruiting.invitations.model import next_reminder, reminder_kind
from shared.recruiting.invitations.pace import Pace

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SHANGHAI, NEW_YORK = ZoneInfo("Asia/Shanghai"), ZoneInfo("America/New_York")
CHOICE = MessagingChoice()


@pytest.mark.parametrize(
    ("text", "alphabet", "units", "segments"),
    [
        ("a" * 160, "gsm7", 160, 1),
        ("a" * 161, "gsm7", 161, 2),
        ("€" * 80, "gsm7", 160, 1),
        ("字" * 70, "ucs2", 70, 1),
        ("字" * 71, "ucs2", 71, 2),
        ("字" * 134, "ucs2", 134, 2),
        ("字" * 135, "ucs2", 135, 3),
        ("😀", "ucs2", 2, 1),
    ],
)
def test_an_sms_is_as_long_as_the_standard_says(text: str, alphabet: str, units: int, segments: int) -> None:
    told = length_of(text)
    assert (told.alphabet, told.units, told.segments) == (alphabet, units, segments)


def test_the_standard_words_have_no_faults_and_all_that_is_needed() -> None:
    assert {key: faults for key, words in standard().items() if (faults := faults_of(key[0], words))} == {}
    assert all(standard()[kind, "zh"].sms is not None for kind in KINDS if kind not in STAFF)


def test_chinese_words_are_written_with_chinese_punctuation() -> None:
    for (_kind, language), words in standard().items():
        if language == "zh":
            assert not set(",!:;()") & set(words.subject + words.text + (words.sms or ""))


def test_no_standard_sms_is_longer_than_four_segments() -> None:
    for (kind, language), words in standard().items():
        if words.sms is not None and "link" in NEEDED[kind]:
            deadline = moment(NOW, SHANGHAI, language)
            values = SAMPLES[language] | {"company": "Acme 科技", "link": SAMPLE_LINK, "deadline": deadline}
            assert length_of(rendered([(words, values)]).sms or "").segments <= 4, kind


def test_what_is_filled_in_is_no_markup_and_makes_no_second_blank() -> None:
    values = {"name": "<script>{link}", "link": 'https://x.example/#a"b', "deadline": "soon"}
    told = rendered([(standard()["invitation", "en"], values)])
    assert "<script>" not in told.html
    assert '"b"' not in told.html
    assert "<script>{link}" in told.text


@pytest.mark.parametrize(
    ("hour", "minute", "then"),
    [(20, 59, (22, 20, 59)), (21, 0, (23, 8, 0)), (23, 30, (23, 8, 0)), (3, 0, (22, 8, 0)), (8, 0, (22, 8, 0))],
)
def test_nothing_goes_out_at_night(hour: int, minute: int, then: tuple[int, int, int]) -> None:
    asked = datetime(2026, 11, 22, hour, minute, tzinfo=SHANGHAI)
    allowed = after_quiet(asked, CHOICE, SHANGHAI).astimezone(SHANGHAI)
    assert (allowed.day, allowed.hour, allowed.minute) == then


def test_the_clock_goes_forward_in_the_night_and_the_morning_is_still_eight() -> None:
    asked = datetime(2026, 3, 7, 22, 0, tzinfo=NEW_YORK)
    assert after_quiet(asked, CHOICE, NEW_YORK).astimezone(NEW_YORK).hour == 8


def test_a_company_may_have_no_quiet_hours() -> None:
    choice = MessagingChoice(quiet_from=0, quiet_until=0)
    assert after_quiet(NOW, choice, SHANGHAI) == NOW


@pytest.mark.parametrize(
    ("location", "zone"),
    [
        ("上海市浦东新区", "Asia/Shanghai"),
        ("London, UK", "Europe/London"),
        ("Berlin / London", "Asia/Shanghai"),
        (None, "Asia/Shanghai"),
        ("火星", "Asia/Shanghai"),
    ],
)
def test_a_place_has_its_time_and_a_doubtful_one_the_companys(location: str | None, zone: str) -> None:
    assert zone_of(CHOICE, "cn", location).key == zone


def test_there_is_no_such_time_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        MessagingChoice(time_zone="Asia/Peking")


@pytest.mark.parametrize(
    ("asked", "spoken", "languages"),
    [
        (None, ("中文", "en"), ("zh",)),
        (None, ("English",), ("en",)),
        (None, ("zh-CN",), ("zh",)),
        (None, ("français",), ("zh", "en")),
        ("en", ("中文",), ("en",)),
    ],
)
def test_people_are_written_to_as_they_read(
    asked: str | None, spoken: tuple[str, ...], languages: tuple[str, ...]
) -> None:
    profile = Profile(name=PersonName(full="李雷"), languages=spoken)
    assert languages_for(asked, profile) == languages  # type: ignore[arg-type]


def test_an_sms_is_in_one_language() -> None:
    assert language_of_sms(("zh", "en"), "+8613800138000") == "zh"
    assert language_of_sms(("zh", "en"), "+4915112345678") == "en"
    assert language_of_sms(("en",), "+8613800138000") == "en"


def test_a_moment_is_told_with_its_place() -> None:
    assert moment(NOW, SHANGHAI, "zh") == "2026年11月22日17:00（北京时间）"
    assert moment(NOW, NEW_YORK, "en") == "22 November 2026, 04:00 (America/New_York)"


def test_reminders_whose_time_is_over_are_left_out() -> None:
    hours = (72, 24, 4)
    assert next_reminder(NOW + timedelta(days=7), hours, 0, NOW) == (NOW + timedelta(days=4), 0)
    assert next_reminder(NOW + timedelta(hours=30), hours, 0, NOW) == (NOW + timedelta(hours=6), 1)
    assert next_reminder(NOW + timedelta(hours=3), hours, 0, NOW) is None
    assert [reminder_kind(place, 3) for place in range(3)] == ["reminder_1", "reminder_2", "reminder_last"]
    assert [reminder_kind(place, 1) for place in range(1)] == ["reminder_last"]


def message(**changed: object) -> Message:
    known = {
        "message_id": "msg_1",
        "kind": "invitation",
        "channel": "email",
        "invitation_id": "inv_1",
        "candidate_id": CandidateId("cnd_1"),
        "number": 1,
        "state": "sending",
        "claimed_at": NOW,
    }
    return Message.model_validate({**known, **changed})


def test_the_same_message_has_the_same_id() -> None:
    assert message_id_of("inv_1", 1, "reminder_1", "") == message_id_of("inv_1", 1, "reminder_1", "")
    assert len({message_id_of("inv_1", n, "reminder_1", "") for n in (1, 2)}) == 2


def test_who_is_not_heard_of_again_leaves_a_message_uncertain() -> None:
    assert message().seen_at(NOW + LEASE).state == "sending"
    assert message().seen_at(NOW + LEASE + timedelta(seconds=1)).state == "uncertain"


def test_throttling_waits_longer_each_time_and_ends() -> None:
    first = after_failure(message(), "throttled", "", NOW)
    third = after_failure(message(attempts=3), "throttled", "", NOW)
    assert first.retry_at is not None
    assert third.retry_at is not None
    assert third.retry_at > first.retry_at
    assert after_failure(message(attempts=8), "throttled", "", NOW).state == "failed"
    assert after_failure(message(), "uncertain", "", NOW).state == "uncertain"


def test_messages_go_out_evenly() -> None:
    clock, slept = [0.0], list[float]()

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        clock[0] += seconds

    pace = Pace({"email": 10, "sms": 1}, now=lambda: clock[0], sleep=sleep)
    for _message in range(11):
        pace.wait("email")
    assert clock[0] == pytest.approx(1.0)
    pace.wait("sms")
    assert clock[0] == pytest.approx(1.0)
