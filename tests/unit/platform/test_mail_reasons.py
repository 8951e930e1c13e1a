"""What SES does not take has a reason, and nothing that may have gone out is called unsent."""

import pytest
from botocore.exceptions import ClientError, ConnectTimeoutError, EndpointConnectionError, ReadTimeoutError

from shared.platform.mail import Letter, SesMail
from shared.platform.sms.port import Sms
from shared.platform.sms.sns import SnsSms
from shared.platform.undelivered import REASONS, WORDS, NotDelivered
from tests.builders.aws import aws_session
from tests.builders.faults import answering, failing

TAGS = {"tenant": "acme", "message": "msg_1"}
LETTER = Letter(to="li@example.com", subject="s", text="t", html="<p>t</p>", tags=TAGS)


def refused(code: str, status: int = 400) -> ClientError:
    answer = {"Error": {"Code": code, "Message": "li@example.com no"}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(answer, "SendEmail")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (refused("TooManyRequestsException", 429), "throttled"),
        (refused("LimitExceededException"), "throttled"),
        (refused("BadRequestException"), "invalid_address"),
        (refused("MessageRejected"), "refused"),
        (refused("MailFromDomainNotVerifiedException"), "not_configured"),
        (refused("InternalError500", 500), "uncertain"),
        (EndpointConnectionError(endpoint_url="https://ses.example"), "unreachable"),
        (ConnectTimeoutError(endpoint_url="https://ses.example"), "unreachable"),
        (ReadTimeoutError(endpoint_url="https://ses.example"), "uncertain"),
    ],
)
def test_a_letter_that_is_not_taken_has_a_reason(error: Exception, reason: str) -> None:
    with failing("SendEmail", error), pytest.raises(NotDelivered) as told:
        SesMail(aws_session().client("sesv2"), "jobs@acme.example").post(LETTER)
    assert told.value.reason == reason
    assert "li@example.com" not in told.value.said


def test_a_letter_carries_the_ids_by_which_it_is_found_again() -> None:
    with answering("SendEmail", {"MessageId": "m-1"}) as asked:
        told = SesMail(aws_session().client("sesv2"), "jobs@acme.example", "bole-letters").post(LETTER)
    assert told == "m-1"
    assert asked[0]["EmailTags"] == [{"Name": "tenant", "Value": "acme"}, {"Name": "message", "Value": "msg_1"}]
    assert asked[0]["ConfigurationSetName"] == "bole-letters"


@pytest.mark.parametrize(
    ("code", "reason"),
    [("OptedOutException", "unsubscribed"), ("InvalidParameter", "invalid_address"), ("Throttled", "throttled")],
)
def test_an_sms_that_sns_does_not_take_has_a_reason(code: str, reason: str) -> None:
    with failing("Publish", refused(code)), pytest.raises(NotDelivered) as told:
        SnsSms(aws_session().client("sns")).send(Sms(to="+4915112345678", text="Hello"))
    assert told.value.reason == reason


def test_every_reason_is_told_in_both_languages() -> None:
    assert all(WORDS[reason].zh and WORDS[reason].en for reason in REASONS)
