"""SMS providers: signatures as they are published, answers as typed reasons."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from shared.kernel.clock import FixedClock
from shared.platform.sms import tencent
from shared.platform.sms.alibaba import AlibabaSms, signature
from shared.platform.sms.by_country import SmsByCountry
from shared.platform.sms.port import NoSms, Sms, SmsTemplate
from shared.platform.sms.tencent import TencentSms
from shared.platform.undelivered import NotDelivered
from tests.builders.sms_providers import KEY_ID, SECRET, Provider, provider

CLOCK = FixedClock(datetime(2026, 11, 22, 9, 0, tzinfo=UTC))
TEMPLATE = SmsTemplate(code="SMS_1", parameters=("name", "link"))
SMS = Sms(
    to="+8613800138000",
    text="unused",
    template=TEMPLATE,
    parameters={"name": "李雷 & 韩", "link": "https://jobs.example/#a.b~c", "more": "not asked for"},
    reference="msg_1",
)


@pytest.fixture
def there() -> Iterator[Provider]:
    with provider() as made:
        yield made


def alibaba(there: Provider, secret: str = SECRET) -> AlibabaSms:
    return AlibabaSms(lambda: (KEY_ID, secret), "伯乐招聘", CLOCK, there.url, "cn-hangzhou")


def tencent_sms(there: Provider, secret: str = SECRET) -> TencentSms:
    return TencentSms(lambda: (KEY_ID, secret), "1400006666", "伯乐招聘", CLOCK, there.url, "ap-guangzhou")


def test_alibabas_signature_is_the_one_of_its_documentation() -> None:
    asked = {
        "AccessKeyId": "testId",
        "Timestamp": "2017-07-12T02:42:19Z",
        "Format": "XML",
        "SignatureMethod": "HMAC-SHA1",
        "SignatureVersion": "1.0",
        "SignatureNonce": "45e25e9b-0a6f-4070-8c85-2956eda1b466",
        "Action": "SendSms",
        "Version": "2017-05-25",
        "RegionId": "cn-hangzhou",
        "PhoneNumbers": "15300000001",
        "SignName": "阿里云短信测试专用",
        "TemplateCode": "SMS_71390007",
        "TemplateParam": '{"customer":"test"}',
        "OutId": "123",
    }
    assert signature("GET", asked, "testSecret") == "zJDF+Lrzhj/ThnlvIToysFRq6t4="


def test_tencents_signature_is_the_one_of_its_documentation() -> None:
    body = b'{"Limit": 1, "Filters": [{"Values": ["\\u672a\\u547d\\u540d"], "Name": "instance-name"}]}'
    told = tencent.authorization(
        "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE",
        "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE",
        "cvm",
        "cvm.tencentcloudapi.com",
        body,
        datetime.fromtimestamp(1551113065, UTC),
    )
    assert told.endswith("Signature=72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168")


def test_alibaba_gets_the_approved_template_and_its_parameters_alone(there: Provider) -> None:
    assert alibaba(there).send(SMS) == "900619746936498440^0"
    [asked] = there.heard
    assert (asked["PhoneNumbers"], asked["SignName"], asked["TemplateCode"]) == ("13800138000", "伯乐招聘", "SMS_1")
    assert asked["TemplateParam"] == '{"name": "李雷 & 韩", "link": "https://jobs.example/#a.b~c"}'


def test_tencent_gets_parameters_in_the_order_of_the_template(there: Provider) -> None:
    assert tencent_sms(there).send(SMS) is not None
    [asked] = there.heard
    assert asked["TemplateParamSet"] == ["李雷 & 韩", "https://jobs.example/#a.b~c"]
    assert asked["PhoneNumberSet"] == ["+8613800138000"]


@pytest.mark.parametrize("make", [alibaba, tencent_sms])
def test_a_wrong_key_is_a_matter_of_configuration(there: Provider, make: Any) -> None:
    with pytest.raises(NotDelivered) as refused:
        make(there, "another secret").send(SMS)
    assert refused.value.reason == "not_configured"


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("isv.MOBILE_NUMBER_ILLEGAL", "invalid_address"),
        ("isv.BUSINESS_LIMIT_CONTROL", "throttled"),
        ("Throttling.User", "throttled"),
        ("isv.SMS_TEMPLATE_ILLEGAL", "not_configured"),
        ("isv.BLACK_LIST", "blocked"),
        ("isv.SOMETHING_NEW", "refused"),
    ],
)
def test_alibabas_codes_are_reasons(there: Provider, code: str, reason: str) -> None:
    there.answers = [(200, {"Code": code, "Message": "…"})]
    with pytest.raises(NotDelivered) as refused:
        alibaba(there).send(SMS)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("InvalidParameterValue.IncorrectPhoneNumber", "invalid_address"),
        ("FailedOperation.PhoneNumberInBlacklist", "blocked"),
        ("LimitExceeded.PhoneNumberDailyLimit", "throttled"),
        ("FailedOperation.TemplateIncorrectOrUnapproved", "not_configured"),
    ],
)
def test_tencents_codes_are_reasons(there: Provider, code: str, reason: str) -> None:
    there.answers = [(200, {"Response": {"SendStatusSet": [{"Code": code, "SerialNo": ""}]}})]
    with pytest.raises(NotDelivered) as refused:
        tencent_sms(there).send(SMS)
    assert refused.value.reason == reason


def test_a_server_fault_leaves_open_whether_it_went_out(there: Provider) -> None:
    there.answers = [(503, {})]
    with pytest.raises(NotDelivered) as refused:
        alibaba(there).send(SMS)
    assert not refused.value.surely_not_sent


def test_nobody_at_the_address_surely_sent_nothing() -> None:
    with pytest.raises(NotDelivered) as refused:
        AlibabaSms(lambda: (KEY_ID, SECRET), "s", CLOCK, "http://127.0.0.1:9/", "cn-hangzhou").send(SMS)
    assert (refused.value.reason, refused.value.passes) == ("unreachable", True)


def test_without_an_approved_template_nothing_goes_to_china(there: Provider) -> None:
    with pytest.raises(NotDelivered, match="template"):
        tencent_sms(there).send(SMS.model_copy(update={"template": None}))
    assert there.heard == []


def test_numbers_abroad_take_another_way(there: Provider) -> None:
    way = SmsByCountry(china=alibaba(there), abroad=NoSms())
    assert way.send(SMS.model_copy(update={"to": "+4915112345678"})) is None
    assert way.send(SMS) is not None
