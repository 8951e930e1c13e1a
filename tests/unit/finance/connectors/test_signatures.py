"""Signatures, against values that others computed: an implementation is not its own witness."""

import base64
from datetime import UTC, datetime

import pytest

from shared.finance.connectors.errors import NotConfigured
from shared.finance.connectors.kingdee_cloud.signing import Identity, signed_headers
from shared.finance.connectors.webhook import signing as webhook
from shared.finance.connectors.yonyou_yonbip.signing import signature, token_query

SERVICE = "Kingdee.BOS.WebApi.ServicesStub.DynamicFormService.ExecuteBillQuery.common.kdsvc"
WHO = Identity(
    acct_id="dcid-1",
    user_name="user-1",
    app_id="123456_YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4",
    app_secret="test-app-secret-value",
    org_number="100",
)
"""The values of a public Go client's test."""


def test_kingdee_signs_as_another_client_does() -> None:
    headers = signed_headers(f"/K3Cloud/{SERVICE}", WHO, datetime.fromtimestamp(1_700_000_000, UTC))
    assert headers == {
        "X-Api-ClientID": "123456",
        "X-Api-Auth-Version": "2.0",
        "x-api-timestamp": "1700000000",
        "x-api-nonce": "1700000000",
        "x-api-signheaders": "x-api-timestamp,x-api-nonce",
        "X-Api-Signature": "MjNhMzg5MmZiMWE1MTQ1ZGE5NWFkYmZiZWYxYzhlY2NjNzcwM2ZjNDJlZTczMzBhNzkxOTk1ODhjNDZkMTEzYw==",
        "X-Kd-Appkey": "123456_YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4",
        "X-Kd-Appdata": "ZGNpZC0xLHVzZXItMSwyMDUyLDEwMA==",
        "X-Kd-Signature": "NjI5MzRiZGVhNGJhOWY2N2Y2YzQ2MzQ5ODA3N2JiZTRiMDRmOTUwNjI3YWIzODU1ODBkZDdhNzgwMzdmMDgxMg==",
    }


@pytest.mark.parametrize("app_id", ["123456", "123456_", "_YWJj", "123456_###", "123456_" + "A" * 80])
def test_an_incomplete_application_id_is_a_setting_to_correct(app_id: str) -> None:
    who = Identity("dcid-1", "user-1", app_id, "secret")
    with pytest.raises(NotConfigured):
        signed_headers("/k3cloud/x", who, datetime.now(UTC))


def test_yonbip_signs_names_and_values_in_the_order_of_the_names() -> None:
    """RFC 4231, test case 2, reached by parameters that spell its data."""
    spelt = {"what do ": "ya want", " for nothing?": ""}
    joined = "".join(name + spelt[name] for name in sorted(spelt))
    assert joined == " for nothing?what do ya want"
    known = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    assert signature({"what do ya want for nothing?": ""}, "Jefe") == base64.b64encode(bytes.fromhex(known)).decode()


def test_yonbip_asks_with_milliseconds() -> None:
    query = dict(
        token_query("41832a3d2df94989b500da6a22268747", "secret", datetime.fromtimestamp(1_568_098_531.823, UTC))
    )
    assert query["timestamp"] == "1568098531823"
    spelt = {"appKey": "41832a3d2df94989b500da6a22268747", "timestamp": "1568098531823"}
    assert query["signature"] == signature(spelt, "secret")


def test_webhooks_are_signed_as_the_specification_has_it() -> None:
    """The example of Standard Webhooks' own libraries."""
    key = webhook.key_of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    at = datetime.fromtimestamp(1_614_265_330, UTC)
    headers = webhook.signed_headers("msg_p5jXN8AQM9LWM0D4loKWxJek", b'{"test": 2432232314}', [key], at)
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_short", "not base64 at all!", "whsec_" + "A" * 200])
def test_a_weak_or_unreadable_webhook_secret_is_refused(secret: str) -> None:
    with pytest.raises(NotConfigured):
        webhook.key_of(secret)
