"""From an approved run to vouchers in the finance system, by events alone."""

from datetime import timedelta

from functions.finance.book_payroll import handler as book
from functions.finance.post_voucher import handler as post
from shared.finance.connectors.errors import PeriodClosed, TimedOutAfterSend, Unreachable
from shared.finance.contracts import Voucher, voucher_key
from shared.finance.vouchers.waking import OrderDue
from shared.kernel.ids import RunId, VoucherId
from tests.builders.aws import Deployment
from tests.builders.finance import (
    ACME,
    APPROVED_AT,
    FIONA,
    THIRTY_THOUSAND,
    FinanceSystem,
    approved,
    connect,
    finance,
    negated,
    on_bus,
    paid,
    publish_run,
    slip,
    told,
)
from tests.builders.lambda_context import FakeContext

SECOND = RunId("run_2")


def message(order: str = "run/run_1", number: int = 1) -> dict[str, object]:
    due = OrderDue(tenant_id=ACME, order=order)
    return {"messageId": f"m{number}", "body": due.model_dump_json(), "attributes": {"MessageGroupId": due.group}}


def work(*messages: dict[str, object]) -> list[str]:
    """Hand messages to the worker; return those that come again."""
    told = post({"Records": list(messages) or [message()]}, FakeContext())
    return [one["itemIdentifier"] for one in told["batchItemFailures"]]


def vouchers(deployment: Deployment) -> list[Voucher]:
    bucket = deployment.platform.bucket(ACME)
    keys = deployment.objects(f"finance/{ACME}/vouchers/")
    return sorted((bucket.get_document(key, Voucher) for key in keys), key=lambda one: one.kind)


def test_an_approved_run_becomes_two_balanced_vouchers_that_are_posted_once(
    deployment: Deployment, kingdee: FinanceSystem
) -> None:
    connect(deployment)
    index = publish_run(deployment, slip("emp_1"), slip("emp_2", cost_centre="RD1"))
    assert book(on_bus(approved(index)), FakeContext()) == {"state": "booked", "vouchers": 2, "problem": None}
    made = vouchers(deployment)
    assert [one.kind for one in made] == ["accrual", "employer_share"]
    for one in made:
        assert sum(line.debit_fen for line in one.lines) == sum(line.credit_fen for line in one.lines)
    assert [(line.account, line.debit_fen, line.credit_fen) for line in made[0].lines] == [
        ("5301.01", 3_000_000, 0),
        ("6602.01", 3_000_000, 0),
        ("2211.01", 0, 6_000_000),
    ]
    assert [due["order"] for due in told(deployment, "voucher_due.v1")] == ["run/run_1"] * 2
    assert work() == []
    assert [one.kind for one in kingdee.in_order] == ["accrual", "employer_share"]
    assert {one["number"] for one in told(deployment, "voucher_posted.v1")} == {"记-1", "记-2"}
    records, _next = finance(deployment).vouchers.vouchers.page("posted", 10, None)
    assert {one.postings["kingdee"].number for one in records} == {"记-1", "记-2"}


def test_an_event_that_comes_twice_makes_its_vouchers_once(deployment: Deployment, kingdee: FinanceSystem) -> None:
    connect(deployment)
    index = publish_run(deployment, slip())
    book(on_bus(approved(index)), FakeContext())
    first = deployment.objects(f"finance/{ACME}/vouchers/")
    book(on_bus(approved(index)), FakeContext())
    work()
    work()
    assert deployment.objects(f"finance/{ACME}/vouchers/") == first
    assert len(kingdee.sent) == len(set(kingdee.sent)) == 2


def test_the_payment_follows_its_accrual_and_waits_for_it(deployment: Deployment, kingdee: FinanceSystem) -> None:
    connect(deployment)
    index = publish_run(deployment, slip())
    assert book(on_bus(paid(index)), FakeContext())["state"] == "waiting"
    assert deployment.objects(f"finance/{ACME}/vouchers/") == []
    book(on_bus(approved(index)), FakeContext())
    work()
    assert [one.kind for one in kingdee.in_order] == ["accrual", "employer_share", "payment"]
    assert [(line.account, line.debit_fen, line.credit_fen) for line in kingdee.in_order[-1].lines] == [
        ("2211.01", 3_000_000, 0),
        ("1002", 0, 2_494_500),
        ("2221.12", 0, 55_500),
        ("2241.01", 0, 300_000),
        ("2241.02", 0, 150_000),
    ]


def test_a_reversal_run_takes_the_vouchers_back_and_names_them(deployment: Deployment, kingdee: FinanceSystem) -> None:
    connect(deployment)
    book(on_bus(approved(publish_run(deployment, slip()))), FakeContext())
    back = slip(run=SECOND, lines=negated(THIRTY_THOUSAND), kind="reversal", reverses="slp_run_1_emp_1")
    index = publish_run(deployment, back, kind="reversal", reverses=RunId("run_1"))
    later = approved(
        index, SECOND, kind="reversal", reverses=RunId("run_1"), occurred_at=APPROVED_AT + timedelta(days=1)
    )
    book(on_bus(later), FakeContext())
    work()
    first, second = kingdee.in_order[:2], kingdee.in_order[2:]
    assert [one.kind for one in second] == ["reversal", "reversal"]
    assert [one.reverses for one in second] == [one.voucher_id for one in first]
    balance: dict[str, int] = {}
    for one in kingdee.in_order:
        for line in one.lines:
            balance[line.account] = balance.get(line.account, 0) + line.debit_fen - line.credit_fen
    assert set(balance.values()) == {0}


def test_what_cannot_be_mapped_is_blocked_told_and_booked_once_it_is_mended(
    deployment: Deployment, kingdee: FinanceSystem
) -> None:
    from shared.finance.accounts.model import Mapping, MappingRule
    from shared.finance.accounts.service import change_mapping
    from shared.finance.accounts.standard import standard_from, standard_mapping
    from shared.finance.vouchers.rebooking import book_again
    from tests.builders.finance import FAY

    connect(deployment)
    desk = finance(deployment).accounts
    strict = [rule for rule in standard_mapping().rules if (rule.use, rule.component) != ("expense", "kind:earning")]
    change_mapping(Mapping(rules=tuple(strict)), standard_from(), frozenset({"0"}), FAY, desk)
    index = publish_run(deployment, slip(cost_centre="LAB"))
    assert book(on_bus(approved(index)), FakeContext())["problem"] == "mapping_missing"
    book(on_bus(approved(index)), FakeContext())
    assert deployment.objects(f"finance/{ACME}/vouchers/") == []
    [event] = told(deployment, "voucher_needs_attention.v1")
    assert (event["problem"], event["books"]) == ("mapping_missing", "payroll/run_1")
    assert book(on_bus(paid(index)), FakeContext())["problem"] == "original_blocked"
    store = finance(deployment).vouchers.vouchers
    _payment, blocked = store.bookings(True, 10, None)[0]
    assert blocked.problem is not None
    assert "LAB" in blocked.problem.problem.read_in("en")
    assert "base_salary" in blocked.problem.problem.read_in("zh")
    mended = (*strict, MappingRule(use="expense", component="kind:earning", cost_centre="LAB", account="6602.01"))
    change_mapping(Mapping(rules=mended), standard_from(), frozenset({"1"}), FAY, desk)
    assert book_again(blocked.source, finance(deployment).vouchers).state == "booked"
    assert store.bookings(True, 10, None)[0] == []
    work()
    assert [one.kind for one in kingdee.in_order] == ["accrual", "employer_share", "payment"]


def test_by_employee_each_has_vouchers_and_an_order_of_their_own(
    deployment: Deployment, kingdee: FinanceSystem
) -> None:
    from shared.finance.accounts.service import change_settings
    from shared.finance.accounts.settings import BookSettings
    from shared.finance.accounts.standard import standard_from
    from tests.builders.finance import FAY

    connect(deployment)
    desk = finance(deployment).accounts
    change_settings(BookSettings(by="employee"), standard_from(), frozenset({"0"}), FAY, desk)
    book(on_bus(approved(publish_run(deployment, slip("emp_1"), slip("emp_2")))), FakeContext())
    orders = {due["order"] for due in told(deployment, "voucher_due.v1")}
    assert orders == {"employee/emp_1", "employee/emp_2"}
    work(message("employee/emp_2"))
    assert [(one.kind, one.order) for one in kingdee.in_order] == [
        ("accrual", "employee/emp_2"),
        ("employer_share", "employee/emp_2"),
    ]


def test_a_system_that_is_down_keeps_vouchers_waiting_in_their_order(
    deployment: Deployment, kingdee: FinanceSystem
) -> None:
    connect(deployment)
    book(on_bus(approved(publish_run(deployment, slip()))), FakeContext())
    kingdee.trouble = [Unreachable("kingdee_cloud")]
    assert work() == []
    assert kingdee.in_order == []
    work()  # too early: nothing is tried
    assert kingdee.in_order == []
    deployment.clock.instant += timedelta(minutes=5)
    work()
    assert [one.kind for one in kingdee.in_order] == ["accrual", "employer_share"]


def test_a_time_out_after_the_commit_does_not_post_twice(deployment: Deployment, kingdee: FinanceSystem) -> None:
    connect(deployment)
    book(on_bus(approved(publish_run(deployment, slip()))), FakeContext())
    kingdee.trouble = [("after", TimedOutAfterSend("kingdee_cloud"))]
    work()
    assert len(kingdee.sent) == 1
    deployment.clock.instant += timedelta(minutes=10)
    work()
    assert len(kingdee.sent) == len(set(kingdee.sent)) == 2


def test_a_closed_period_waits_for_a_person_and_holds_up_what_is_behind_it(
    deployment: Deployment, kingdee: FinanceSystem
) -> None:
    connect(deployment)
    book(on_bus(approved(publish_run(deployment, slip()))), FakeContext())
    kingdee.trouble = [PeriodClosed("kingdee_cloud", "期间已结账")]
    work()
    deployment.clock.instant += timedelta(days=2)
    work()
    assert kingdee.in_order == []
    [event] = told(deployment, "voucher_needs_attention.v1")
    assert (event["problem"], event["connector"]) == ("period_closed", "kingdee")
    [held], _next = finance(deployment).vouchers.vouchers.page("needs_attention", 10, None)
    assert held.kind == "accrual"
    assert VoucherId(event["voucher_id"]) == held.voucher_id
    assert held.document.key == voucher_key(ACME, held.voucher_id)


def test_without_any_finance_system_vouchers_become_files_in_the_companys_folder(deployment: Deployment) -> None:
    """The real connector, not the one that stands for Kingdee."""
    FIONA.put("connections/files", {"settings": {"kind": "files", "name": "files"}})
    book(on_bus(approved(publish_run(deployment, slip()))), FakeContext())
    work()
    assert len(deployment.objects(f"finance/{ACME}/files/files/")) == 2
    records = FIONA.get("vouchers", state="posted").body["items"]
    assert len(records) == 2
    work()
    assert len(deployment.objects(f"finance/{ACME}/files/files/")) == 2
