"""What is put right after the approval: by a reversal and a new run, off the cycle, by arrears."""

from datetime import date

from tests.builders.aws import Deployment
from tests.builders.payroll_runs import (
    FIONA,
    HANMEI,
    LILEI,
    NEXT,
    PAM,
    PAUL,
    PERIOD,
    RUNS,
    act,
    approve,
    approved,
    calculated,
    hired,
    make,
    off_cycle_line,
    read,
    slips_of,
    tell,
    terms,
    voucher,
    voucher_posted,
)


def test_a_reversal_takes_everything_back_and_the_month_is_paid_anew(deployment: Deployment) -> None:
    tell(hired(deployment, terms(HANMEI, salary=1_234_567), "cnd_2"))
    first = approved()
    refused = PAM.post(f"{RUNS}/{first}/reverse", {})
    assert refused.status == 422
    reversal = PAM.post(f"{RUNS}/{first}/reverse", {"reason": "考勤有误"})
    assert (reversal.status, reversal.body["kind"], reversal.body["reverses"]) == (201, "reversal", first)
    assert make().body["code"] == "run_open"
    approve(reversal.body["run_id"])
    paid, back = slips_of(deployment, first), slips_of(deployment, reversal.body["run_id"])
    assert paid.keys() == back.keys() == {LILEI, HANMEI}
    for who, slip in paid.items():
        assert back[who].reverses == slip.slip_id
        assert [line.amount_fen for line in back[who].lines] == [-line.amount_fen for line in slip.lines]
        for name in ("gross_fen", "net_fen", "tax_fen", "insurance_fen", "fund_fen", "other_fen", "employer_fen"):
            assert getattr(back[who], name) + getattr(slip, name) == 0
    assert read(first).body["reversed_by"] == reversal.body["run_id"]
    assert PAM.post(f"{RUNS}/{first}/reverse", {"reason": "again"}).body["code"] == "run_reversed"
    second = approved()
    anew = slips_of(deployment, second)
    assert {who: slip.net_fen for who, slip in anew.items()} == {who: slip.net_fen for who, slip in paid.items()}
    assert [slip.tax for slip in anew.values()] == [slip.tax for slip in paid.values()]


def test_a_month_on_which_later_ones_rest_is_not_reversed_before_them(deployment: Deployment) -> None:
    first, second = approved(), approved(NEXT)
    refused = PAM.post(f"{RUNS}/{first}/reverse", {"reason": "x"})
    assert (refused.body["code"], refused.body["run_id"]) == ("later_runs_rest_on_it", second)
    assert make(period="2026-08").body["code"] == "later_runs_rest_on_it"


def test_a_month_is_not_approved_while_the_one_before_is_open(deployment: Deployment) -> None:
    first, second = make().body["run_id"], make(period=NEXT).body["run_id"]
    calculated(second)
    act(PAM, second, "review", {})
    refused = act(PAUL, second, "approve", {})
    assert (refused.body["code"], refused.body["run_id"]) == ("run_open", first)
    approve(first)
    assert act(PAUL, second, "approve", {}).body["code"] == "calculated_on_older_data"
    approve(second)


def test_a_run_that_was_not_approved_is_cancelled_not_reversed(deployment: Deployment) -> None:
    run_id = make().body["run_id"]
    assert PAM.post(f"{RUNS}/{run_id}/reverse", {"reason": "x"}).body["code"] == "run_wrong_state"
    assert act(PAM, run_id, "cancel", {"reason": "误建"}).body["state"] == "cancelled"
    assert make().status == 201


def test_an_off_cycle_run_pays_its_lines_alone(deployment: Deployment) -> None:
    tell(hired(deployment, terms(HANMEI), "cnd_2"))
    approved()
    assert make(kind="off_cycle").status == 422
    run_id = approved(kind="off_cycle", reason="项目提成", lines=[off_cycle_line(LILEI)])
    [slip] = slips_of(deployment, run_id).values()
    assert (slip.run_kind, slip.employee_id, slip.gross_fen) == ("off_cycle", LILEI, 500_000)
    assert make().body["code"] == "period_has_run"


def test_the_next_months_tax_goes_on_from_all_that_was_approved(deployment: Deployment) -> None:
    first = slips_of(deployment, approved())[LILEI]
    bonus = slips_of(deployment, approved(kind="off_cycle", reason="提成", lines=[off_cycle_line(LILEI)]))[LILEI]
    second = slips_of(deployment, approved(NEXT))[LILEI]
    assert second.tax is not None
    assert second.tax.income_fen == first.gross_fen + bonus.gross_fen + second.gross_fen
    assert second.tax.withheld_before_fen == first.tax_fen + bonus.tax_fen


def test_a_raise_that_comes_late_is_paid_for_the_months_before(deployment: Deployment) -> None:
    from tests.builders.payroll_runs import changed

    approved()
    tell(changed(deployment, terms(number=2, salary=3_300_000, effective_from=date(2026, 9, 1))))
    slip = slips_of(deployment, approved(NEXT))[LILEI]
    arrears = [one for one in slip.lines if one.for_period == PERIOD and one.kind == "earning"]
    assert sum(one.amount_fen for one in arrears) == 300_000
    third = slips_of(deployment, approved("2026-11"))[LILEI]
    assert [one for one in third.lines if one.for_period] == []


def test_a_reversal_is_posted_by_its_own_voucher(deployment: Deployment) -> None:
    first = approved()
    back = approve(PAM.post(f"{RUNS}/{first}/reverse", {"reason": "x"}).body["run_id"])
    tell(voucher_posted(voucher(back, "reversal")))
    assert act(FIONA, back, "pay", {"paid_on": "2026-10-10"}).body["state"] == "posted"
