"""Policies are asked in this process; whatever cannot be answered is denied."""

import time

import cedarpy
import pytest

from shared.kernel.errors import Forbidden
from shared.kernel.ids import TenantId
from shared.platform import authorization
from shared.platform.authorization import PolicyDefect, Resource, authorize, permits, permitted, permitted_actions
from shared.platform.identity import Caller


def caller(*groups: str, user: str = "u1", departments: tuple[str, ...] = ()) -> Caller:
    return Caller(
        tenant_id=TenantId("acme"), user_id=user, groups=frozenset(groups), departments=frozenset(departments)
    )


def test_an_action_that_nobody_knows_is_never_permitted() -> None:
    with pytest.raises(PolicyDefect):
        permits(caller("tenant_admin"), "fly")  # type: ignore[arg-type]


def test_policies_that_cannot_be_evaluated_permit_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = cedarpy.PolicySet.from_str("permit (principal, action, resource) when { resource.tenant < 3 };")
    monkeypatch.setattr(authorization, "_policies", lambda: (broken, None))
    with pytest.raises(PolicyDefect):
        permits(caller("tenant_admin"), "read_position")


def test_without_any_policy_everything_is_denied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(authorization, "_policies", lambda: (cedarpy.PolicySet.from_str(""), None))
    assert permitted_actions(caller("tenant_admin")) == []


def test_who_is_refused_reads_what_to_do() -> None:
    with pytest.raises(Forbidden) as refused:
        authorize(caller("auditor"), "decide")
    assert "administrator" in refused.value.remedy
    assert "管理员" in refused.value.remedy


def test_groups_that_are_no_roles_give_nothing() -> None:
    assert permitted_actions(caller("admin", "root", "Tenant_Admin", "recruiters")) == []


@pytest.mark.parametrize("user", ['a"b', "a\\b", 'x"; permit(principal, action, resource); //', "用户", "a\nb"])
def test_a_user_id_is_a_name_and_never_policy_text(user: str) -> None:
    assert not permits(caller("interviewer", user=user), "read_recording")
    assert permits(caller("interviewer", user=user), "read_recording", Resource(assigned=frozenset({user})))


def test_a_list_is_asked_at_once_and_keeps_its_order() -> None:
    who = caller("manager", departments=("生产部",))
    things = [Resource(department=name) for name in ("生产部", "财务部", "生产部")] + [Resource()]
    assert permitted(who, "read_position", things) == [True, False, True, False]
    assert permitted(who, "read_position", []) == []


def test_a_department_counts_by_its_exact_name() -> None:
    who = caller("manager", departments=("R&D",))
    assert not permits(who, "read_position", Resource(department="r&d"))
    assert not permits(who, "read_position", Resource(department="R&D, Berlin"))


def test_a_page_of_a_hundred_is_decided_in_a_tenth_of_a_second() -> None:
    who = caller("manager", departments=("1",))
    things = [Resource(department=str(number)) for number in range(100)]
    took = []
    for _ in range(5):
        began = time.perf_counter()
        permitted(who, "read_position", things)
        took.append(time.perf_counter() - began)
    assert min(took) < 0.1
