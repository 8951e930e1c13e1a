"""A synthesized deployment, as tests ask about it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Resource:
    """One resource: the stack it is in, its logical id, and what the template says of it."""

    stack: str
    name: str
    kind: str
    properties: Json
    template: Json

    def __str__(self) -> str:
        return f"{self.stack}/{self.name}"


@dataclass(frozen=True)
class Deployment:
    """The templates of one stage by stack, and what cdk-nag found (stack path → rules)."""

    stage: str
    templates: dict[str, Json]
    findings: tuple[tuple[str, str], ...]
    acknowledged: tuple[tuple[str, str, str], ...]
    """Construct path, rule, reason."""

    def resources(self, kind: str) -> list[Resource]:
        """Return the resources of a type, in all stacks."""
        return [resource for resource in self if resource.kind == kind]

    def __iter__(self) -> Iterator[Resource]:
        for stack, template in self.templates.items():
            for name, body in template["Resources"].items():
                yield Resource(stack, name, body["Type"], body.get("Properties", {}), body)

    def outputs(self) -> set[str]:
        """Return the names of all outputs."""
        return {name for template in self.templates.values() for name in template.get("Outputs", {})}

    def statements(self) -> list[tuple[Resource, Json]]:
        """Return every statement of every identity policy with the resource that holds it."""
        found = []
        for resource in self:
            documents = []
            if resource.kind == "AWS::IAM::Policy":
                documents = [resource.properties["PolicyDocument"]]
            elif resource.kind == "AWS::IAM::Role":
                documents = [policy["PolicyDocument"] for policy in resource.properties.get("Policies", [])]
            found += [(resource, statement) for document in documents for statement in document["Statement"]]
        return found


def read_deployment(stage: str, folder: Path) -> Deployment:
    """Read what was synthesized into ``folder``, without the canary's stack."""
    templates = {
        path.name.removesuffix(".template.json"): json.loads(path.read_text())
        for path in sorted(folder.glob("bole-*.template.json"))
    }
    report = json.loads((folder / "validation-report.json").read_text())
    findings = tuple(
        (construct["constructPath"], violation["ruleName"])
        for plugin in report["pluginReports"]
        for violation in plugin["violations"]
        for construct in violation["violatingConstructs"]
    )
    return Deployment(stage, templates, findings, tuple(_acknowledged(folder)))


def _acknowledged(folder: Path) -> Iterator[tuple[str, str, str]]:
    for path in sorted(folder.glob("*.metadata.json")):
        for construct, entries in json.loads(path.read_text()).items():
            for entry in entries:
                if entry["type"] == "aws:cdk:acknowledged-rules":
                    for rule, reason in entry["data"].items():
                        if "AwsSolutions" in rule:  # CDK accepts a few findings of its own
                            yield construct, rule.removeprefix("Annotation::"), reason


def listed(value: Any) -> list[Any]:
    """Return ``value`` as a list: policies write one element without brackets."""
    return value if isinstance(value, list) else [value]
