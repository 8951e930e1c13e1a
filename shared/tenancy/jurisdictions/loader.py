"""Reads the policies: ``texts.toml`` has the words that all share, ``<place>.toml`` what is a place's own."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any, get_args

from shared.tenancy.contracts import Jurisdiction, TenantSettings
from shared.tenancy.jurisdictions.contracts import JurisdictionRules, Period, RequestKind

JURISDICTIONS: tuple[Jurisdiction, ...] = get_args(Jurisdiction)


@cache
def rules_for(jurisdiction: str) -> JurisdictionRules:
    """Return the policy of a place. A place that is not known gets ``other``, the narrowest."""
    name = jurisdiction if jurisdiction in JURISDICTIONS else "other"
    return JurisdictionRules.model_validate(_merged(name))


def rules_of(settings: TenantSettings) -> JurisdictionRules:
    """Return the policy that a tenant's settings were written with; today's where they were written without one."""
    return settings.policy.rules or rules_for(settings.jurisdiction)


def deadline(settings: TenantSettings, kind: RequestKind) -> Period:
    """Return how long a tenant may take for a request of this kind."""
    return rules_of(settings).deadlines[kind]


def _merged(name: str) -> dict[str, Any]:
    """Return a place's data over that of the place it ``extends``, down to the words that all share."""
    own = _read(name)
    base = own.pop("extends", None)
    below = _merged(base) if base else {"texts": _read("texts")}
    law = [*own.pop("law", []), *below.get("law", [])]
    return {**_over(below, own), "law": law}


def _over(below: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Lay ``own`` over ``below``. A text, a period or any other leaf is replaced whole, a table entry by entry."""
    merged = dict(below)
    for key, value in own.items():
        deeper = key in {"texts", "deadlines", "retention"} and isinstance(merged.get(key), dict)
        merged[key] = {**merged[key], **value} if deeper else value
    return merged


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
