"""Phone numbers and mail addresses in one spelling. Pure.

Phones by Google's libphonenumber in E.164 (ITU-T E.164); addresses after RFC 5321, international domains in their ASCII
form (RFC 5891).
"""

import re
import unicodedata

import phonenumbers

REGIONS = {"cn": "CN", "us": "US", "us_ny": "US", "us_il": "US"}
"""Whose numbers are meant where a number has no country code, by the tenant's jurisdiction; others must write it."""
DOTLESS = frozenset({"gmail.com"})
"""Providers to whom dots before the @ say nothing."""
ALIASES = {"googlemail.com": "gmail.com", "vip.qq.com": "vip.qq.com", "foxmail.com": "foxmail.com"}
LOCAL = re.compile(r"[^\s@<>(),;:\"\[\]\\]{1,64}")
DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
LONGEST_ADDRESS = 254


class NotReachable(ValueError):
    """A phone number or mail address that cannot be one; says why and what to do, in both languages."""

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(f"{en} {zh}")
        self.en, self.zh = en, zh


def region_of(jurisdiction: str) -> str | None:
    """Return the country whose numbers need no country code, None where every number needs one."""
    return REGIONS.get(jurisdiction)


def phone_number(text: str, region: str | None) -> str:
    """Return a number in E.164 (``+8613800138000``). Raises ``NotReachable``."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain.startswith("00"):
        plain = "+" + plain[2:]
    try:
        number = phonenumbers.parse(plain, region)
    except phonenumbers.NumberParseException as error:
        if error.error_type == phonenumbers.NumberParseException.INVALID_COUNTRY_CODE and region is None:
            raise NotReachable(
                "The number has no country code: write it as +49 30 901820.",
                "缺少国家代码，请按 +86 138 0013 8000 的格式填写。",
            ) from error
        raise NotReachable("This is no phone number.", "这不是电话号码，请核对。") from error
    if not phonenumbers.is_valid_number(number):
        raise NotReachable(
            "No phone has such a number: check the digits, with the country code where it is abroad.",
            "号码不存在，请核对位数；境外号码请加国家代码。",
        )
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def mail_address(text: str) -> str:
    """Return an address with its domain in lower-case ASCII. Raises ``NotReachable``."""
    local, at, domain = unicodedata.normalize("NFKC", text).strip().rpartition("@")
    try:
        spelled = domain.strip().rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError:
        spelled = ""
    if not at or not LOCAL.fullmatch(local) or not DOMAIN.fullmatch(spelled):
        raise NotReachable("This is no mail address.", "邮箱格式不正确，请核对。")
    if len(local) + 1 + len(spelled) > LONGEST_ADDRESS:
        raise NotReachable("The mail address is too long.", "邮箱地址过长，请核对。")
    return f"{local}@{spelled}"


def mailbox(address: str) -> str:
    """Return the mailbox that an address leads to: case, ``+tag`` and Gmail's dots do not count."""
    local, _at, domain = address.casefold().rpartition("@")
    domain = ALIASES.get(domain, domain)
    local = local.partition("+")[0] or local
    return f"{local.replace('.', '') if domain in DOTLESS else local}@{domain}"


def shown_phone(number: str) -> str:
    """Return a number as people write it: ``+86 138 0013 8000``."""
    return str(phonenumbers.format_number(phonenumbers.parse(number), phonenumbers.PhoneNumberFormat.INTERNATIONAL))
