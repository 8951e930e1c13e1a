"""Payroll settings: components, structures, proration, what counts as unusual. Each change is another version."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query

from functions.payroll.routes.desk import run_desk
from shared.kernel.errors import PreconditionFailed
from shared.payroll.settings import service
from shared.payroll.settings.employer import EmployerDraft, EmployerView
from shared.payroll.settings.errors import NoSuchVersion
from shared.payroll.settings.model import SettingsDraft, SettingsVersion
from shared.platform.etag import expect
from shared.platform.http import if_match, routes, staff, tagged
from shared.platform.paging import Cursor, Page, PageLimit

router = routes()
SETTINGS = "/v1/payroll/settings"


@router.get(SETTINGS, summary="Read the payroll settings")
def get_settings() -> Response[SettingsVersion]:
    """Return the version that holds: components, structures, proration, what is flagged. Version 0 is the standard."""
    current = run_desk(staff(router), "read_payroll_rules").settings.current()
    return tagged(current, current.version)


@router.put(SETTINGS, summary="Change the payroll settings")
def put_settings(draft: SettingsDraft) -> Response[SettingsVersion]:
    """Write the next version. Everything that does not fit together is named at once."""
    who = staff(router)
    desk = run_desk(who, "manage_payroll_rules")
    made = service.change(draft, if_match(router), who, desk.settings, desk.trail, desk.clock)
    return tagged(made, made.version)


@router.get(f"{SETTINGS}/versions", summary="List the versions of the payroll settings")
def get_versions(
    limit: Annotated[PageLimit, Query()] = 20, cursor: Annotated[str | None, Query(max_length=2000)] = None
) -> Page[SettingsVersion]:
    """List the versions, the newest first."""
    found, following = run_desk(staff(router), "read_payroll_rules").settings.versions(limit, Cursor.read(cursor))
    return Page(items=found, next=following.spelled() if following else None)


@router.get(f"{SETTINGS}/versions/<version>", summary="Read a version of the payroll settings")
def get_version(version: Annotated[int, Path(ge=0, le=999_999)]) -> SettingsVersion:
    """Return one version as it was."""
    found = run_desk(staff(router), "read_payroll_rules").settings.version(version)
    if found is None:
        raise NoSuchVersion(version)
    return found


@router.get("/v1/payroll/employer", summary="Read the company as it stands on papers")
def get_employer() -> Response[EmployerView]:
    """Return the company's name, number and masked account."""
    view = run_desk(staff(router), "read_payroll_rules").employer.view()
    return tagged(view, view.revision)


@router.put("/v1/payroll/employer", summary="Write the company as it stands on papers")
def put_employer(draft: EmployerDraft) -> Response[EmployerView]:
    """Write the company's name and number, and seal the account that pays."""
    who = staff(router)
    desk = run_desk(who, "manage_payroll_rules")
    before = desk.employer.view()
    expect(if_match(router), before.revision)
    entry = desk.trail.entry(who, "manage_payroll_rules", "employer", detail={"account": draft.account is not None})
    after = desk.employer.change(before, draft, desk.clock.now(), entry)
    if after is None:
        raise PreconditionFailed
    return tagged(after, after.revision)
