"""Vouchers: list, read, release, send on, settle by hand, take back; what was remitted; the trace."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import BaseModel

from functions.finance.routes.desk import After, Limit, Which, finance_of
from shared.finance.contracts import Voucher, VoucherLine, VoucherState
from shared.finance.tracing.model import Trace
from shared.finance.tracing.service import MOST_CHAINS, trace
from shared.finance.vouchers import service
from shared.finance.vouchers.model import Booking, VoucherRecord
from shared.finance.vouchers.ordering import RedriveOrder, RemitOrder, ReverseOrder, SettleOrder
from shared.kernel.ids import RunId, VoucherId
from shared.platform.authorization import Resource, authorize, permits
from shared.platform.http import if_match, routes, staff, tagged
from shared.platform.identity import Caller
from shared.platform.paging import Cursor, Page
from shared.tenancy.actions import Action

router = routes()
VOUCHERS = "/v1/finance/vouchers"
ONE = f"{VOUCHERS}/<voucher_id>"
MOST_ORIGINS = 100
"""Origins of a line that are shown: a run has as many slips as employees. The trace follows them."""


class VoucherView(BaseModel):
    """A voucher with its lines, and how far it has come at each connector."""

    record: VoucherRecord
    lines: tuple[VoucherLine, ...]


class RemittedView(BaseModel):
    """What was booked for each part."""

    items: list[Booking]


@router.get(VOUCHERS, summary="List vouchers")
def get_vouchers(
    state: Annotated[VoucherState | None, Query()] = None, limit: Limit = 50, cursor: After = None
) -> Page[VoucherRecord]:
    """List vouchers, the newest first; those in a state alone where one is named."""
    who = staff(router)
    authorize(who, "read_finance")
    found, following = finance_of(who).vouchers.vouchers.page(state, limit, Cursor.read(cursor))
    return Page(items=found, next=following.spelled() if following else None)


@router.get(ONE, summary="Read a voucher")
def get_voucher(voucher_id: Which) -> Response[VoucherView]:
    """Return a voucher with its lines. The ETag is its revision."""
    who = staff(router)
    authorize(who, "read_finance")
    record, voucher = service.opened(VoucherId(voucher_id), who, finance_of(who).vouchers)
    return tagged(VoucherView(record=record, lines=_shown(voucher)), record.revision)


@router.post(f"{ONE}/release", summary="Let a draft be posted")
def post_release(voucher_id: Which) -> Response[VoucherRecord]:
    """Release a voucher that the settings hold back for a person."""
    who = _poster()
    return _tagged(service.release(VoucherId(voucher_id), if_match(router), who, finance_of(who).vouchers))


@router.post(f"{ONE}/redrive", summary="Send a voucher on")
def post_redrive(voucher_id: Which, order: RedriveOrder | None = None) -> Response[VoucherRecord]:
    """Send a voucher on that failed or needed attention: it is looked up there, and posted where it is not."""
    who = _poster()
    desk = finance_of(who).vouchers
    return _tagged(service.redrive(VoucherId(voucher_id), order or RedriveOrder(), if_match(router), who, desk))


@router.post(f"{ONE}/settle", summary="Note that a voucher was entered by hand")
def post_settle(voucher_id: Which, order: SettleOrder) -> Response[VoucherRecord]:
    """Note the number that it has there; nothing is sent any more, and what is behind it goes on."""
    who = _poster()
    return _tagged(service.settle(VoucherId(voucher_id), order, if_match(router), who, finance_of(who).vouchers))


@router.post(f"{ONE}/reverse", summary="Take a voucher back", status_code=201)
def post_reverse(voucher_id: Which, order: ReverseOrder) -> Response[VoucherRecord]:
    """Make the voucher that takes it back; it is posted behind it. A voucher is taken back once."""
    who = _poster()
    made = service.reverse(VoucherId(voucher_id), order, if_match(router), who, finance_of(who).vouchers)
    return tagged(made, made.revision, 201)


@router.post("/v1/finance/runs/<run_id>/remittances", summary="Book what of a payroll run was remitted")
def post_remittance(run_id: Which, order: RemitOrder) -> RemittedView:
    """Book insurance, fund, tax or other employer cost of a run as remitted on a day. Each part is booked once."""
    who = _poster()
    return RemittedView(items=service.remit(RunId(run_id), order, who, finance_of(who).vouchers))


@router.get(f"{ONE}/trace", summary="Trace a voucher back")
def get_trace(
    voucher_id: Which,
    employee: Annotated[str | None, Query(min_length=1, max_length=64)] = None,
    most: Annotated[int, Query(ge=1, le=MOST_CHAINS)] = 5,
) -> Trace:
    """Walk from the voucher to slip, rule, terms, grade, offer, decision, report and evidence, with every hash.

    What the caller may not read elsewhere is withheld here, too; its hash is shown.
    """
    who = staff(router)
    authorize(who, "read_finance")
    here = finance_of(who)

    def may(action: Action, department: str | None) -> bool:
        return permits(who, action, Resource(department=department))

    found = trace(VoucherId(voucher_id), here.tracing(may), employee=employee, most=most)
    trail = here.vouchers.trail
    for chain in found.chains:
        trail.record(trail.entry(who, "read_finance", voucher_id, detail={"traced": chain.origin}))
    return found


def _poster() -> Caller:
    who = staff(router)
    authorize(who, "post_voucher")
    return who


def _tagged(record: VoucherRecord) -> Response[VoucherRecord]:
    return tagged(record, record.revision)


def _shown(voucher: Voucher) -> tuple[VoucherLine, ...]:
    return tuple(line.model_copy(update={"origin": line.origin[:MOST_ORIGINS]}) for line in voucher.lines)
