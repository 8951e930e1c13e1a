"""Payroll runs: make, calculate, look through, approve by another person, pay; reverse what was approved."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query

from functions.payroll.routes.desk import run_desk
from shared.kernel.ids import EmployeeId, RunId
from shared.kernel.request import Request
from shared.payroll.runs import making, reading, service
from shared.payroll.runs.documents import LeftOut, SlipLine
from shared.payroll.runs.model import Run
from shared.payroll.runs.orders import NoteOrder, PayOrder, ReasonOrder, RunOrder
from shared.payroll.runs.reading import SlipView, Standing, VarianceLine
from shared.platform.http import idempotency_key, if_match, routes, staff, tagged
from shared.platform.identity import Caller
from shared.platform.paging import Cursor, Page, PageLimit

router = routes()
Which = Annotated[str, Path(min_length=1, max_length=64)]
Limit = Annotated[PageLimit, Query()]
After = Annotated[str | None, Query(max_length=2000)]
RUNS = "/v1/payroll/runs"
RUN = f"{RUNS}/<run_id>"


@router.post(RUNS, summary="Make a payroll run", status_code=201)
def post_run(order: RunOrder) -> Response[Run]:
    """Make a run of a month, or one off the cycle. While it is open, its month has no place for another."""
    who = staff(router)
    request = _request("create_run", who, "", order.model_dump_json())
    return _tagged(making.create(order, request, run_desk(who, "prepare_payroll")), 201)


@router.get(RUNS, summary="List payroll runs")
def get_runs(limit: Limit = 50, cursor: After = None) -> Page[Run]:
    """List runs, the newest month first, with totals and without any employee's figures."""
    found, following = run_desk(staff(router), "read_payroll").runs.runs(limit, Cursor.read(cursor))
    return Page(items=found, next=following.spelled() if following else None)


@router.get(RUN, summary="Read a payroll run")
def get_run(run_id: Which) -> Response[Run]:
    """Return a run with its state, totals and what was done to it."""
    return _tagged(run_desk(staff(router), "read_payroll").run(RunId(run_id)))


@router.post(f"{RUN}/calculate", summary="Calculate a run", status_code=202)
def post_calculate(run_id: Which) -> Response[Run]:
    """Start the calculation; one that was cut short goes on where it stopped. Read the run to see how it stands."""
    desk = run_desk(staff(router), "prepare_payroll")
    return _tagged(service.calculate(RunId(run_id), if_match(router), desk), 202)


@router.put(f"{RUN}/exclusions/<employee_id>", summary="Exclude an employee from a run")
def put_exclusion(run_id: Which, employee_id: Which, order: ReasonOrder) -> Response[Run]:
    """Take an employee out by name, with a reason; where there is a slip, the run is calculated again."""
    desk = run_desk(staff(router), "prepare_payroll")
    return _tagged(service.exclude(RunId(run_id), EmployeeId(employee_id), order.reason, if_match(router), desk))


@router.delete(f"{RUN}/exclusions/<employee_id>", summary="Take an excluded employee in again")
def delete_exclusion(run_id: Which, employee_id: Which) -> Response[Run]:
    """Take the exclusion back; the run is calculated again."""
    desk = run_desk(staff(router), "prepare_payroll")
    return _tagged(service.include(RunId(run_id), EmployeeId(employee_id), if_match(router), desk))


@router.post(f"{RUN}/review", summary="Say that a run was looked through")
def post_review(run_id: Which, order: NoteOrder) -> Response[Run]:
    """Say that the variance and the flagged slips were looked through."""
    desk = run_desk(staff(router), "prepare_payroll")
    return _tagged(service.review(RunId(run_id), order.note, if_match(router), desk))


@router.post(f"{RUN}/approve", summary="Approve a run")
def post_approve(run_id: Which, order: NoteOrder) -> Response[Run]:
    """Approve a run that somebody else prepared. From then on it never changes."""
    desk = run_desk(staff(router), "approve_payroll")
    return _tagged(service.approve(RunId(run_id), order.note, if_match(router), desk))


@router.post(f"{RUN}/pay", summary="Say that a run is paid")
def post_pay(run_id: Which, order: PayOrder) -> Response[Run]:
    """Say that the bank was told to pay, and the day."""
    desk = run_desk(staff(router), "pay_payroll")
    return _tagged(service.pay(RunId(run_id), order.paid_on, if_match(router), desk))


@router.post(f"{RUN}/cancel", summary="Give a run up")
def post_cancel(run_id: Which, order: ReasonOrder) -> Response[Run]:
    """Give up a run that was not approved; its month is free again."""
    desk = run_desk(staff(router), "prepare_payroll")
    return _tagged(making.cancel(RunId(run_id), order.reason, if_match(router), desk))


@router.post(f"{RUN}/reverse", summary="Reverse an approved run", status_code=201)
def post_reverse(run_id: Which, order: ReasonOrder) -> Response[Run]:
    """Make the run that takes back another one, with a reason. It goes the same way: calculated, approved, paid."""
    who = staff(router)
    request = _request("reverse_run", who, run_id, order.reason)
    return _tagged(making.reverse(RunId(run_id), order.reason, request, run_desk(who, "prepare_payroll")), 201)


@router.get(f"{RUN}/slips", summary="List the slips of a run")
def get_slips(run_id: Which, limit: Limit = 50, cursor: After = None) -> Page[SlipLine]:
    """List a run's slips, by employee."""
    desk = run_desk(staff(router), "read_payroll")
    found, following = reading.slips(RunId(run_id), limit, Cursor.read(cursor), desk)
    return Page(items=found, next=_spelled(following))


@router.get(f"{RUN}/slips/<employee_id>", summary="Read a salary slip")
def get_slip(run_id: Which, employee_id: Which) -> SlipView:
    """Return one slip, every line with rule, rate, base and source, beside last month's."""
    return reading.slip(RunId(run_id), EmployeeId(employee_id), run_desk(staff(router), "read_payroll"))


@router.get(f"{RUN}/variance", summary="Compare a run with the month before")
def get_variance(
    run_id: Which, flagged: Annotated[bool, Query()] = False, limit: Limit = 50, cursor: After = None
) -> Page[VarianceLine]:
    """List what slips differ in from last month's, line by line with the reason; ``flagged``: the unusual ones."""
    desk = run_desk(staff(router), "read_payroll")
    found, following = reading.variances(RunId(run_id), limit, Cursor.read(cursor), desk, flagged=flagged)
    return Page(items=found, next=_spelled(following))


@router.get(f"{RUN}/faults", summary="List who could not be reckoned")
def get_faults(run_id: Which, limit: Limit = 50, cursor: After = None) -> Page[Standing]:
    """List the employees at fault with what to do, and who excluded them."""
    desk = run_desk(staff(router), "read_payroll")
    found, following = reading.faults(RunId(run_id), limit, Cursor.read(cursor), desk)
    return Page(items=found, next=_spelled(following))


@router.get(f"{RUN}/left-out", summary="List who is not in a run")
def get_left_out(run_id: Which, limit: Limit = 50, cursor: After = None) -> Page[LeftOut]:
    """List who was left out, each with a word: hired later, excluded."""
    desk = run_desk(staff(router), "read_payroll")
    found, following = reading.left_out(RunId(run_id), limit, Cursor.read(cursor), desk)
    return Page(items=found, next=_spelled(following))


def _request(operation: str, who: Caller, about: str, asked: str) -> Request | None:
    key = idempotency_key(router)
    return Request.of(operation, f"{who.user_id}/{about}/{key}" if key else None, asked)


def _spelled(cursor: Cursor | None) -> str | None:
    return cursor.spelled() if cursor else None


def _tagged(run: Run, status: int = 200) -> Response[Run]:
    return tagged(run, run.revision, status)
