"""What a tenant enters about a finance system, per kind. Secrets are not here: ``secrets`` names the ones it needs.

The form of a connection is made from these models' JSON Schemas.
"""

from datetime import timedelta
from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints, TypeAdapter

from shared.finance.connectors.port import ConnectorKind
from shared.kernel.frozen import Frozen

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Address = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^https://[^\s?#@]+$", max_length=300)]
"""An https address without a user, a query or a fragment."""
FieldName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_]{0,59}$")]
"""The name of a field in the vendor's model."""
Pem = Annotated[str, StringConstraints(max_length=50_000)]


class Connection(Frozen):
    """What every connection has. ``name`` tells a tenant's connections apart."""

    secrets: ClassVar[tuple[str, ...]] = ()
    optional_secrets: ClassVar[tuple[str, ...]] = ()

    name: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]


class HttpConnection(Connection):
    """A connection over HTTPS.

    ``ca_certificate`` (PEM) is trusted on top of the public authorities, for a server with a certificate of the
    company's own authority. ``settle_seconds``: so long after a sending without an answer the server may still be at
    work; it is not sent to again before.
    """

    url: Address
    ca_certificate: Pem | None = None
    settle_seconds: Annotated[int, Field(ge=0, le=900)] = 120

    @property
    def settle(self) -> timedelta:
        return timedelta(seconds=self.settle_seconds)


class KingdeeCloud(HttpConnection):
    """Kingdee 金蝶云·星空 (K/3 Cloud).

    ``url`` ends in ``/k3cloud``. ``acct_id`` is the data centre's id (账套 ID), ``user_name`` the integration's user.
    ``number_field`` is the header field that our number is written to and searched by. ``until`` says how far a voucher
    is carried: where the company lets a person audit (制单与审核分离), it is ``submit`` or ``save``.
    """

    secrets = ("app_secret",)

    kind: Literal["kingdee_cloud"] = "kingdee_cloud"
    sign_in: Literal["signed", "session"] = "signed"
    acct_id: Text
    user_name: Text
    app_id: Text
    lcid: Literal[2052, 1033] = 2052
    org_number: Annotated[str, StringConstraints(max_length=40)] = "0"
    voucher_group: Text = "PRE001"
    """凭证字: its number, 记 is PRE001."""
    currencies: dict[str, str] = Field(default={"CNY": "PRE001"})
    number_field: FieldName = "FREFERENCE"
    dimensions: dict[str, FieldName] = Field(default={"department": "FFLEX5", "employee": "FFLEX7"})
    """Auxiliary kind → 核算维度."""
    until: Literal["save", "submit", "audit"] = "audit"


class KingdeeWise(HttpConnection):
    """Kingdee K/3 WISE (the API platform of 14.3 and later). ``url`` is the server's, before ``/K3API``.

    ``preparer`` is the name that vouchers are made under (制单人).
    """

    secrets = ("authority_code",)

    kind: Literal["kingdee_wise"] = "kingdee_wise"
    voucher_group: Text = "记"
    preparer: Text
    currencies: dict[str, tuple[str, str]] = Field(default={"CNY": ("RMB", "人民币")})
    """Currency → its number and name there."""
    item_classes: dict[str, tuple[str, str]] = Field(
        default={"department": ("002", "部门"), "employee": ("003", "职员")}
    )
    """Auxiliary kind → number and name of the item class (核算项目类别)."""


class YonyouYonbip(HttpConnection):
    """Yonyou 用友 YonBIP / YonSuite. ``url`` is the tenant's gateway, ``token_url`` its authorization server.

    Both are told by the data centre: ``…/iuap-api-gateway`` and ``…/iuap-api-auth``. ``books`` are the codes of the
    account books that are searched where only our number is known.
    """

    secrets = ("app_secret",)

    kind: Literal["yonyou_yonbip"] = "yonyou_yonbip"
    token_url: Address
    app_key: Text
    voucher_type: Text = "1"
    maker_mobile: Annotated[str, StringConstraints(pattern=r"^\+?[0-9]{6,20}$")]
    books: Annotated[tuple[Text, ...], Field(min_length=1, max_length=20)]
    rate_type: Literal["01", "02"] = "01"
    auxiliaries: dict[str, str] = Field(default={"department": "0001", "employee": "0003", "project": "0002"})
    """Auxiliary kind → code of the auxiliary item (辅助核算项)."""


class YonyouU8(HttpConnection):
    """Yonyou 用友 U8+ (V12.0 and later) through its open platform.

    ``from_account`` calls, ``to_account`` owns the books, ``ds_sequence`` numbers the data source.
    """

    secrets = ("app_secret",)

    kind: Literal["yonyou_u8"] = "yonyou_u8"
    url: Address = "https://api.yonyouup.com"
    app_key: Text
    from_account: Text
    to_account: Text
    ds_sequence: Annotated[int, Field(ge=0, le=99)] | None = None
    voucher_type: Text = "记"
    maker: Text
    currencies: dict[str, str] = Field(default={"CNY": "人民币"})
    auxiliaries: dict[str, FieldName] = Field(
        default={"department": "dept_id", "employee": "personnel_id", "project": "item_id"}
    )


class Webhook(HttpConnection):
    """Any receiver that verifies a signature as Standard Webhooks says.

    ``looks_up``: the receiver answers GET with what it has; where it does not, it must itself refuse an id that it has.
    """

    secrets = ("signing_secret",)
    optional_secrets = ("previous_signing_secret",)

    kind: Literal["webhook"] = "webhook"
    looks_up: bool = True


class SftpPlace(Frozen):
    """A folder on an SFTP server. ``host_key`` is its public key as in ``known_hosts``, without the host's name."""

    host: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9.\-:]{1,253}$")]
    port: Annotated[int, Field(ge=1, le=65535)] = 22
    user: Text
    host_key: Annotated[str, StringConstraints(pattern=r"^(ssh-ed25519|ecdsa-sha2-nistp(256|384|521)|ssh-rsa) \S+$")]
    folder: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_./\-]{1,200}$")] = "."


class Files(Connection):
    """Files for a system that imports them. ``template`` names the columns; without ``sftp`` they lie in the bucket."""

    optional_secrets = ("sftp_password", "sftp_private_key")

    kind: Literal["files"] = "files"
    template: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,40}$")] = "standard"
    format: Literal["csv", "xlsx"] = "csv"
    sftp: SftpPlace | None = None


ConnectorSettings = Annotated[
    KingdeeCloud | KingdeeWise | YonyouYonbip | YonyouU8 | Webhook | Files, Field(discriminator="kind")
]
SETTINGS: TypeAdapter[ConnectorSettings] = TypeAdapter(ConnectorSettings)
"""Reads settings of whatever kind: ``SETTINGS.validate_python({"kind": "kingdee_cloud", …})``."""
KINDS: dict[ConnectorKind, type[Connection]] = {
    "kingdee_cloud": KingdeeCloud,
    "kingdee_wise": KingdeeWise,
    "yonyou_yonbip": YonyouYonbip,
    "yonyou_u8": YonyouU8,
    "webhook": Webhook,
    "files": Files,
}
