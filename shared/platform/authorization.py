"""Who may do what: Cedar policies, evaluated in this process. What no policy permits is denied.

The policies are ``shared/tenancy/policies/*.cedar``; this is the only file that imports Cedar.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files as resources_of
from typing import Any

import cedarpy

from shared.kernel.errors import BoleError, Forbidden
from shared.kernel.ids import TenantId
from shared.platform.identity import Caller
from shared.tenancy.actions import ACTIONS, Action

POLICIES = "shared.tenancy.policies"


class PolicyDefect(BoleError):
    """The policies could not be evaluated: a defect of this deployment, never a caller's fault."""

    code = "policy_defect"


@dataclass(frozen=True)
class Resource:
    """What something is done to, as far as policies look at it.

    ``tenant_id`` None: the caller's own tenant. ``department``: the position's. ``assigned``: who sits on the panel of
    the interview; ``rated``: whose own rating is in (user ids).
    """

    tenant_id: TenantId | None = None
    department: str | None = None
    assigned: frozenset[str] = frozenset()
    rated: frozenset[str] = frozenset()


ANYTHING = Resource()
"""Something of the caller's own tenant that belongs to no department."""


def authorize(caller: Caller, action: Action, resource: Resource = ANYTHING) -> None:
    """Raise ``Forbidden`` unless a policy permits ``caller`` to do ``action`` to ``resource``.

    Raises:
        Forbidden: no policy permits it, or one forbids it.
        PolicyDefect: the policies could not be evaluated.
    """
    if not permits(caller, action, resource):
        raise Forbidden(
            f"You may not {action.replace('_', ' ')} here. 您没有执行此操作的权限。",
            "Ask an administrator of your company which role this needs; an interviewer hands the own rating in first. "
            "请向贵公司管理员确认所需角色;面试官须先提交自己的评分。",
        )


def permits(caller: Caller, action: Action, resource: Resource = ANYTHING) -> bool:
    """Return whether a policy permits it: about 0.2 ms. Raises ``PolicyDefect``."""
    return permitted(caller, action, [resource])[0]


def permitted(caller: Caller, action: Action, resources: Sequence[Resource]) -> list[bool]:
    """Return for each of ``resources`` whether a policy permits ``action``: for lists, 0.1 ms a line.

    Raises ``PolicyDefect`` where the policies could not be evaluated for any of them: nothing is shown then.
    """
    return _decided(caller, [(action, resource) for resource in resources])


def permitted_actions(caller: Caller, resource: Resource = ANYTHING) -> list[Action]:
    """Return every action that a policy permits ``caller`` to do to ``resource``. Raises ``PolicyDefect``."""
    decided = _decided(caller, [(action, resource) for action in ACTIONS])
    return [action for action, permitted_here in zip(ACTIONS, decided, strict=True) if permitted_here]


def _decided(caller: Caller, asked: Sequence[tuple[Action, Resource]]) -> list[bool]:
    """Evaluate all of ``asked`` in one call; equal resources are one entity."""
    things = {resource: f"t{place}" for place, resource in enumerate(dict.fromkeys(each for _, each in asked))}
    requests = []
    for action, resource in asked:
        if action not in ACTIONS:
            raise PolicyDefect(f"There is no action {action}.", "This is a defect; report it.")
        requests.append(
            {
                "principal": {"type": "User", "id": caller.user_id},
                "action": {"type": "Action", "id": action},
                "resource": {"type": "Thing", "id": things[resource]},
                "context": {},
            }
        )
    entities = [_user(caller), *(_thing(name, resource, caller) for resource, name in things.items())]
    policies, schema = _policies()
    try:
        answers = cedarpy.is_authorized_batch(requests, policies, entities, schema)
    except ValueError as error:
        raise _not_evaluated() from error
    if len(answers) != len(asked) or any(answer.diagnostics.errors for answer in answers):
        raise _not_evaluated()
    return [bool(answer.allowed) for answer in answers]


def _not_evaluated() -> PolicyDefect:
    return PolicyDefect("The permissions could not be evaluated.", "Report this to the operator of this deployment.")


def _user(caller: Caller) -> dict[str, Any]:
    return {
        "uid": {"type": "User", "id": caller.user_id},
        "attrs": {
            "tenant": str(caller.tenant_id),
            "roles": sorted(caller.roles),
            "departments": sorted(caller.departments),
        },
        "parents": [],
    }


def _thing(name: str, resource: Resource, caller: Caller) -> dict[str, Any]:
    attributes: dict[str, Any] = {
        "tenant": str(resource.tenant_id or caller.tenant_id),
        "assigned": _users(resource.assigned),
        "rated": _users(resource.rated),
    }
    if resource.department is not None:
        attributes["department"] = resource.department
    return {"uid": {"type": "Thing", "id": name}, "attrs": attributes, "parents": []}


def _users(ids: Iterable[str]) -> list[dict[str, Any]]:
    return [{"__entity": {"type": "User", "id": user}} for user in sorted(ids)]


@cache
def _policies() -> tuple[cedarpy.PolicySet, cedarpy.Schema]:
    """Return policies and schema, parsed once a process: to parse them takes twenty times as long as to evaluate."""
    return cedarpy.PolicySet.from_str(policy_text()), cedarpy.Schema.from_str(schema_text())


def policy_text() -> str:
    """Return the policies of all files, in the order of their names."""
    files = sorted(
        (path for path in resources_of(POLICIES).iterdir() if path.name.endswith(".cedar")), key=lambda path: path.name
    )
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def schema_text() -> str:
    """Return the schema: what policies may speak of."""
    return resources_of(POLICIES).joinpath("schema.cedarschema").read_text(encoding="utf-8")
