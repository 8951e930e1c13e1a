"""The permissions as a document: every role × action × situation, asked of the policies themselves."""

from collections.abc import Mapping
from dataclasses import dataclass

from shared.kernel.ids import TenantId
from shared.platform.authorization import Resource, permitted
from shared.platform.identity import ROLES, Caller
from shared.tenancy.actions import ACTIONS, Action

ME, SOMEBODY = "me", "somebody"
OWN, OTHER = "own department", "other department"
HERE, ELSEWHERE = TenantId("here"), TenantId("elsewhere")
SEATS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "not on the panel": (frozenset({SOMEBODY}), frozenset({SOMEBODY})),
    "on the panel, not rated yet": (frozenset({ME, SOMEBODY}), frozenset({SOMEBODY})),
    "on the panel, own rating in": (frozenset({ME, SOMEBODY}), frozenset({ME, SOMEBODY})),
}
DEPARTMENTS: Mapping[str, str | None] = {"own": OWN, "other": OTHER, "none": None}

_MARK = {True: "●", False: "·"}
_ROLES: Mapping[str, str] = {
    "tenant_admin": "Everything of the tenant; rates only on a panel, and is blind there until the own rating is in.",
    "recruiter": "All of recruiting. No users, settings, audit log, approvals, rubrics, fairness tables, erasure.",
    "manager": "Reads and decides for the own departments only, and sits on panels.",
    "interviewer": "Only interviews that were assigned, and blind until the own rating is in.",
    "auditor": "Reads everything, the audit log too; changes nothing.",
    "payroll": "Knows which positions there are.",
    "finance": "Knows which positions there are.",
}
_INTRODUCTION = """# Permissions

Printed by `bole permissions --write` from `shared/tenancy/policies/*.cedar`, and tested to be current. What people
meant stands in `tests/unit/tenancy/matrix.toml`; the matrix test asserts every cell of it.

A group of the identity provider that has the name of a role gives that role; other groups mean nothing. What no policy
permits is denied. Nobody reaches another tenant, so that column is not printed: it is empty everywhere, and tested.
Candidates have no account and no role: the token of an invitation opens that one interview and that candidate's own
data, and no route of staff takes it.

● may, · may not. Each cell has three marks, for a thing of an **own** department, of **another** one, and of **none**
(something of the whole company). Only a manager's rights ask for the department. The blind column is the rule for all:
who sits on a panel sees no score, rating or decision of that interview before handing in the own rating.
"""


@dataclass(frozen=True)
class Situation:
    """One column: what the thing is to the caller."""

    seat: str
    department: str
    elsewhere: bool = False

    @property
    def resource(self) -> Resource:
        """The thing, as policies see it."""
        assigned, rated = SEATS[self.seat]
        tenant = ELSEWHERE if self.elsewhere else None
        return Resource(tenant_id=tenant, department=DEPARTMENTS[self.department], assigned=assigned, rated=rated)


SITUATIONS = (
    *(Situation(seat, department) for seat in SEATS for department in DEPARTMENTS),
    *(Situation(seat, "own", elsewhere=True) for seat in SEATS),
)


def cells(role: str) -> dict[Action, str]:
    """Return for every action the twelve cells of a role as ``Y`` and ``.``, in groups of three."""
    who = Caller(tenant_id=HERE, user_id=ME, groups=frozenset({role}), departments=frozenset({OWN}))
    found: dict[Action, str] = {}
    for action in ACTIONS:
        marks = "".join("Y" if yes else "." for yes in permitted(who, action, [each.resource for each in SITUATIONS]))
        found[action] = " ".join(marks[begin : begin + 3] for begin in range(0, len(marks), 3))
    return found


def document() -> str:
    """Return ``docs/permissions.md``."""
    parts = [_INTRODUCTION]
    for role in ROLES:
        titles = " | ".join(SEATS)
        parts.append(f"## {role}\n\n{_ROLES[role]}\n\n| action | {titles} |\n|---|:-:|:-:|:-:|\n" + _rows(role))
    return "\n".join(parts)


def _rows(role: str) -> str:
    lines = []
    for action, marks in cells(role).items():
        shown = [" ".join(_MARK[mark == "Y"] for mark in group) for group in marks.split()[: len(SEATS)]]
        lines.append(f"| {action} | {' | '.join(shown)} |\n")
    return "".join(lines)
