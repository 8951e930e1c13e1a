"""Fits a synthesized template to this machine: what only hardware in AWS needs is left out, and the reason is said."""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import Any

Template = dict[str, Any]

_COMPUTE = "the workers run as processes of this machine, there is nothing to place or scale"
_NETWORK = "processes of one machine need no network of their own"
_WATCHING = "nobody is paged for a laptop; the log files and bole status say what happens"

LEFT_OUT: dict[str, str] = {
    "AWS::ApplicationAutoScaling::": _COMPUTE,
    "AWS::AutoScaling::": _COMPUTE,
    "AWS::ECS::CapacityProvider": _COMPUTE,
    "AWS::ECS::ClusterCapacityProviderAssociations": _COMPUTE,
    "AWS::ECS::Service": _COMPUTE,
    "AWS::EC2::": _NETWORK,
    "AWS::CloudWatch::": _WATCHING,
    "AWS::Logs::QueryDefinition": _WATCHING,
    "AWS::XRay::": _WATCHING,
    "AWS::Events::Archive": "the emulator keeps no archive of a bus",
    "AWS::SES::Template": "the emulator has no mail templates",
    "AWS::CDK::Metadata": "it tells AWS which constructs were used",
}
"""Resource types (a trailing ``::`` means the whole family) that do not reach the local cloud, and why."""


@dataclass(frozen=True)
class LeftOut:
    """One resource that was not deployed here."""

    logical_id: str
    kind: str
    reason: str


@dataclass(frozen=True)
class Fitted:
    """A template for this machine. ``lost_exports`` are names that other stacks can no longer import."""

    template: Template
    left_out: tuple[LeftOut, ...]
    lost_exports: frozenset[str]


def fit(template: Template, lost_exports: Set[str] = frozenset()) -> Fitted:
    """Return ``template`` without the resources of ``LEFT_OUT`` and without every mention of them.

    ``lost_exports`` are those of the stacks before it. A property or list element that mentions something left out
    goes with it, and so do parameters that nothing asks for then (machine images, the version of ``cdk bootstrap``).
    """
    left_out = tuple(
        LeftOut(name, resource["Type"], reason)
        for name, resource in template.get("Resources", {}).items()
        if (reason := _reason(resource["Type"])) is not None
    )
    gone = {item.logical_id for item in left_out}
    kept = {name: resource for name, resource in template.get("Resources", {}).items() if name not in gone}
    resources = {name: _without(resource, gone, lost_exports) for name, resource in kept.items()}
    outputs = template.get("Outputs", {})
    lost = {name for name, output in outputs.items() if _mentions(output.get("Value"), gone, lost_exports)}
    exports = {output["Export"]["Name"] for name, output in outputs.items() if name in lost and "Export" in output}
    fitted = {
        **{name: part for name, part in template.items() if name != "Rules"},
        "Resources": resources,
        "Outputs": {name: output for name, output in outputs.items() if name not in lost},
    }
    used = set(_references([fitted["Resources"], fitted["Outputs"], template.get("Conditions", {})]))
    parameters = template.get("Parameters", {})
    fitted["Parameters"] = {name: parameter for name, parameter in parameters.items() if name in used}
    return Fitted(fitted, left_out, frozenset(lost_exports) | exports)


def _reason(kind: str) -> str | None:
    for pattern, reason in LEFT_OUT.items():
        if kind == pattern or (pattern.endswith("::") and kind.startswith(pattern)):
            return reason
    return None


def _without(value: Any, gone: Set[str], lost_exports: Set[str]) -> Any:
    """Copy ``value`` without dictionary entries and list elements that mention what is gone."""
    if isinstance(value, dict):
        return {
            key: _without(item, gone, lost_exports)
            for key, item in value.items()
            if not _is_mention(item, gone, lost_exports) and not (key == "DependsOn" and item in list(gone))
        }
    if isinstance(value, list):
        return [
            _without(item, gone, lost_exports)
            for item in value
            if not _is_mention(item, gone, lost_exports) and not (isinstance(item, str) and item in gone)
        ]
    return value


def _is_mention(value: Any, gone: Set[str], lost_exports: Set[str]) -> bool:
    """True for an intrinsic function that leads to something gone, directly or within a join."""
    if not isinstance(value, dict) or len(value) != 1:
        return False
    function = next(iter(value))
    return (function == "Ref" or function.startswith("Fn::")) and _mentions(value, gone, lost_exports)


def _mentions(value: Any, gone: Set[str], lost_exports: Set[str]) -> bool:
    return any(name in gone for name in _references(value)) or any(name in lost_exports for name in _imports(value))


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _references(item)
    elif isinstance(value, dict):
        for function, target in value.items():
            if function == "Ref":
                yield str(target)
            elif function == "Fn::GetAtt":
                yield target.split(".")[0] if isinstance(target, str) else str(target[0])
            elif function == "Fn::Sub":
                text = target if isinstance(target, str) else target[0]
                yield from (name.split(".")[0] for name in re.findall(r"\$\{([^!}]+)\}", text))
            yield from _references(target)


def _imports(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _imports(item)
    elif isinstance(value, dict):
        for function, target in value.items():
            if function == "Fn::ImportValue" and isinstance(target, str):
                yield target
            yield from _imports(target)
