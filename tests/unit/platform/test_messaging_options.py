"""How a deployment sends is checked when it is synthesized, not when the first letter fails."""

from collections.abc import Callable

import pytest

from infra.messaging import Messaging, read_messaging

ARN = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:sms-AbCdEf"


def given(**stated: str) -> Callable[[str, str], str]:
    return lambda name, default: stated.get(name, default)


def test_by_default_nothing_is_told() -> None:
    assert Messaging().environment() == {}


def test_what_is_chosen_is_told_and_its_secret_may_be_read() -> None:
    templates = '{"invitation.zh": {"code": "S"}}'
    key = {"alibaba_sms_secret_arn": ARN, "sms_sign_name": "伯乐"}
    told = read_messaging(given(sms_china="alibaba", sms_templates=templates, **key), Messaging())
    assert told.environment()["BOLE_SMS_CHINA"] == "alibaba"
    assert told.secrets == (ARN,)
    assert not told.by_sns


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ({"sms_china": "carrier pigeon"}, "sms_china"),
        ({"sms_china": "alibaba"}, "alibaba"),
        ({"sms_china": "tencent"}, "tencent"),
        ({"mail_transport": "smtp"}, "smtp"),
        ({"smtp_password_secret_arn": "hunter2"}, "whole ARN"),
        ({"mail_per_second": "0"}, "mail_per_second"),
        ({"sms_templates": "{"}, "Expecting"),
    ],
)
def test_what_cannot_be_is_refused(stated: dict[str, str], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_messaging(given(**stated), Messaging())
