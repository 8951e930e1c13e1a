"""Where a tenant's connection may lead: the open internet, and nothing that the service stands in."""

import ast
from ipaddress import ip_address
from pathlib import Path

import pytest
from pydantic import ValidationError

from shared.finance.connectors.addresses import AddressRule
from shared.finance.connectors.calling import trusting
from shared.finance.connectors.errors import NotConfigured, Unreachable
from shared.finance.connectors.settings import KINDS, SETTINGS

HERE = Path(__file__).parents[4] / "shared/finance/connectors"
PRIVATE = ["10.0.0.1", "172.16.5.4", "192.168.1.1", "127.0.0.1", "::1", "fd00::1"]
NEVER = [
    "169.254.169.254",
    "169.254.170.2",
    "fe80::1",
    "0.0.0.0",
    "::",
    "224.0.0.1",
    "255.255.255.255",
    "::ffff:169.254.169.254",
    "64:ff9b::a9fe:a9fe",
    "2002:a9fe:a9fe::1",
]
WRAPPED = ["::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::1"]


def rule(*addresses: str, private: bool = False) -> AddressRule:
    return AddressRule(private=private, resolve=lambda host, port: addresses)


def test_a_public_address_is_reached_by_the_address_that_was_judged() -> None:
    way = rule("203.0.114.7").way_to("https://erp.example.com/k3cloud/", "kingdee_cloud")
    assert (way.ip, way.host, way.port, way.path) == ("203.0.114.7", "erp.example.com", 443, "/k3cloud")


@pytest.mark.parametrize("address", [*PRIVATE, *NEVER, *WRAPPED, "100.64.0.1"])
def test_no_address_inside_is_reached(address: str) -> None:
    with pytest.raises(NotConfigured):
        rule(address).way_to("https://erp.example.com", "kingdee_cloud")


@pytest.mark.parametrize("address", [*PRIVATE, *WRAPPED])
def test_a_deployment_may_let_the_house_be_reached(address: str) -> None:
    found = rule(address, private=True).way_to("https://erp.example.com", "kingdee_cloud").ip
    assert ip_address(found) == ip_address(address)


@pytest.mark.parametrize("address", [*NEVER])
def test_nobody_is_let_to_the_metadata_service(address: str) -> None:
    with pytest.raises(NotConfigured):
        rule(address, private=True).way_to("https://erp.example.com", "kingdee_cloud")


def test_one_bad_address_among_good_ones_is_enough() -> None:
    with pytest.raises(NotConfigured):
        rule("203.0.114.7", "10.0.0.1").way_to("https://erp.example.com", "kingdee_cloud")


@pytest.mark.parametrize(
    "url",
    [
        "http://erp.example.com",
        "ftp://erp.example.com",
        "https://user:password@erp.example.com",
        "https://",
        "https://erp.example.com:22",
        "https://erp.example.com:25",
        "https://erp.example.com:99999",
        "https://[::1",
    ],
)
def test_an_address_that_is_none_for_this(url: str) -> None:
    with pytest.raises(NotConfigured):
        rule("203.0.114.7").way_to(url, "kingdee_cloud")


def test_a_name_that_nobody_knows_may_be_known_later() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise OSError

    with pytest.raises(Unreachable):
        AddressRule(resolve=unknown).way_to("https://erp.example.com", "kingdee_cloud")
    with pytest.raises(Unreachable):
        rule().way_to("https://erp.example.com", "kingdee_cloud")


@pytest.mark.parametrize(
    "url", ["http://erp.example.com", "https://a:b@erp.example.com", "https://erp.example.com?x=1"]
)
def test_settings_take_https_addresses_only(url: str) -> None:
    with pytest.raises(ValidationError):
        SETTINGS.validate_python({"kind": "webhook", "name": "erp", "url": url})


def test_no_setting_is_about_switching_verification_off() -> None:
    for kind in KINDS.values():
        names = set(kind.model_fields)
        assert not {name for name in names if any(word in name for word in ("verify", "insecure", "tls", "ssl"))}
    with pytest.raises(ValidationError):
        SETTINGS.validate_python({"kind": "webhook", "name": "erp", "url": "https://erp.example.com", "verify": False})


def test_no_code_switches_verification_off() -> None:
    """No ``verify=False`` and none of ssl's ways to look away, in any file of the connectors."""
    found = []
    for path in sorted(HERE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.keyword(arg="verify", value=ast.Constant()):
                    found.append(path.name)
                case ast.Attribute(
                    attr="CERT_NONE" | "CERT_OPTIONAL" | "_create_unverified_context" | "check_hostname"
                ):
                    found.append(path.name)
                case ast.Attribute(attr="AutoAddPolicy" | "WarningPolicy"):
                    found.append(path.name)
    assert found == []


def test_a_certificate_authority_that_is_none_is_said_so() -> None:
    with pytest.raises(NotConfigured):
        trusting("no certificate", "webhook")
    assert trusting(None, "webhook").check_hostname
