"""Every kind of finance system, running, with the connector to it: what tests of all kinds work with."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from shared.finance.connectors.addresses import AddressRule
from shared.finance.connectors.calling import Patience
from shared.finance.connectors.port import Connector
from shared.finance.connectors.registry import Reach, open_connector
from shared.finance.connectors.settings import SETTINGS
from shared.finance.connectors.tokens import Tokens
from tests.fake_erp import kingdee_cloud, kingdee_wise, webhook, yonyou_u8, yonyou_yonbip
from tests.fake_erp.certificates import authority
from tests.fake_erp.mischief import Mischiefs

LATE = 1.4
"""A slow server answers after so many seconds, which is longer than ``HURRIED`` waits."""
HURRIED = Patience(connect=2.0, read=0.7, whole=3.0)
CALM = Patience(connect=5.0, read=10.0, whole=20.0)
KINDS = ("kingdee_cloud", "kingdee_cloud_session", "kingdee_wise", "yonyou_yonbip", "yonyou_u8", "webhook")


@dataclass
class Bench:
    """A fake system that runs, what the tenant entered about it, and its secrets."""

    kind: str
    erp: Any
    settings: dict[str, Any]
    secrets: dict[str, str]
    commits: str
    """The operation that commits a voucher."""
    asks: str
    """The operation that looks one up."""
    tokens: Tokens = field(default_factory=Tokens)

    def connector(self, patience: Patience | None = None, **changed: Any) -> Connector:
        """A new connector, as a worker that has just started makes one."""
        settings = SETTINGS.validate_python({**self.settings, **changed})
        reach = Reach(
            secret=self.secrets.get,
            addresses=AddressRule(private=True),
            patience=patience or CALM,
            tokens=self.tokens,
        )
        return open_connector(settings, reach)


@contextmanager
def bench(kind: str, mischiefs: Mischiefs | None = None) -> Iterator[Bench]:
    """Run the fake of a kind."""
    with _BENCHES[kind](mischiefs or Mischiefs(late=LATE)) as made:
        yield made


def _common(kind: str, url: str) -> dict[str, Any]:
    return {"kind": kind, "name": "erp", "url": url, "ca_certificate": authority().pem, "settle_seconds": 1}


@contextmanager
def _kingdee_cloud(mischiefs: Mischiefs, sign_in: str = "signed") -> Iterator[Bench]:
    with kingdee_cloud.FakeKingdeeCloud(mischiefs).running() as erp:
        settings = {
            **_common("kingdee_cloud", erp.url),
            "acct_id": kingdee_cloud.ACCT_ID,
            "user_name": kingdee_cloud.USER,
            "app_id": kingdee_cloud.APP_ID,
            "sign_in": sign_in,
        }
        secrets = {"app_secret": kingdee_cloud.APP_SECRET}
        yield Bench("kingdee_cloud", erp, settings, secrets, "Save", "ExecuteBillQuery")


def _kingdee_cloud_session(mischiefs: Mischiefs) -> Any:
    return _kingdee_cloud(mischiefs, "session")


@contextmanager
def _kingdee_wise(mischiefs: Mischiefs) -> Iterator[Bench]:
    with kingdee_wise.FakeKingdeeWise(mischiefs).running() as erp:
        settings = {**_common("kingdee_wise", erp.url), "preparer": "伯乐"}
        secrets = {"authority_code": kingdee_wise.AUTHORITY_CODE}
        commits, asks = "VoucherData/UpdateVoucher", "VoucherData/QueryVoucher"
        yield Bench("kingdee_wise", erp, settings, secrets, commits, asks)


@contextmanager
def _yonyou_yonbip(mischiefs: Mischiefs) -> Iterator[Bench]:
    with yonyou_yonbip.FakeYonbip(mischiefs).running() as erp:
        settings = {
            **_common("yonyou_yonbip", f"{erp.url}/iuap-api-gateway"),
            "token_url": f"{erp.url}/iuap-api-auth",
            "app_key": yonyou_yonbip.APP_KEY,
            "maker_mobile": "13800138000",
            "books": ["001", "002"],
        }
        secrets = {"app_secret": yonyou_yonbip.APP_SECRET}
        yield Bench("yonyou_yonbip", erp, settings, secrets, "addVoucher", "queryVouchers")


@contextmanager
def _yonyou_u8(mischiefs: Mischiefs) -> Iterator[Bench]:
    with yonyou_u8.FakeU8(mischiefs).running() as erp:
        settings = {
            **_common("yonyou_u8", erp.url),
            "app_key": yonyou_u8.APP_KEY,
            "from_account": yonyou_u8.FROM,
            "to_account": yonyou_u8.TO,
            "maker": "伯乐",
        }
        secrets = {"app_secret": yonyou_u8.APP_SECRET}
        yield Bench("yonyou_u8", erp, settings, secrets, "voucher/add", "voucherdetails/batch_get")


@contextmanager
def _webhook(mischiefs: Mischiefs) -> Iterator[Bench]:
    with webhook.FakeReceiver(mischiefs).running() as erp:
        yield Bench("webhook", erp, _common("webhook", erp.url), {"signing_secret": webhook.SECRET}, "POST", "GET")


_BENCHES: dict[str, Callable[[Mischiefs], Any]] = {
    "kingdee_cloud": _kingdee_cloud,
    "kingdee_cloud_session": _kingdee_cloud_session,
    "kingdee_wise": _kingdee_wise,
    "yonyou_yonbip": _yonyou_yonbip,
    "yonyou_u8": _yonyou_u8,
    "webhook": _webhook,
}
