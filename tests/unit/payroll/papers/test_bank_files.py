"""The bank is told to pay what the slips say, to whom they say, and nothing twice."""

from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from shared.kernel.documents import DocumentRef
from shared.kernel.ids import EmployeeId, RunId
from shared.payroll.contracts import SlipEntry
from shared.payroll.papers.bank.pain001 import NAMESPACE, pain001
from shared.payroll.papers.bank.payments import AccountsMissing, NothingToPay, payments_of, reference
from shared.payroll.papers.bank.template import (
    BankTemplate,
    DoesNotFit,
    NoSuchTemplate,
    bank_table,
    template,
    templates,
)
from tests.builders.payroll_months import ANNA, NOW, RUN
from tests.builders.payroll_papers import account, payment, payment_order

NS = {"p": NAMESPACE}
ORDER = {
    "GrpHdr": ["MsgId", "CreDtTm", "NbOfTxs", "CtrlSum", "InitgPty"],
    "PmtInf": [
        "PmtInfId",
        "PmtMtd",
        "BtchBookg",
        "NbOfTxs",
        "CtrlSum",
        "PmtTpInf",
        "ReqdExctnDt",
        "Dbtr",
        "DbtrAcct",
        "DbtrAgt",
        "ChrgBr",
        "CdtTrfTxInf",
    ],
    "CdtTrfTxInf": ["PmtId", "Amt", "CdtrAgt", "Cdtr", "CdtrAcct", "Purp", "RmtInf"],
    "FinInstnId": ["BICFI", "ClrSysMmbId", "Nm"],
}
"""The sequence of elements that the schema of pain.001.001.09 has, as far as this message uses them."""


def entry(employee: EmployeeId, net: int) -> SlipEntry:
    document = DocumentRef(key="k", sha256="0" * 64)
    return SlipEntry(employee_id=employee, slip=document, department="d", cost_centre="c", gross_fen=net, net_fen=net)


def read(**changed: object) -> ET.Element:
    return ET.fromstring(pain001(payment_order(**changed), NOW))


def test_who_has_a_net_is_paid_and_nobody_else() -> None:
    found = payments_of(RUN, [entry(ANNA, 100), entry(EmployeeId("emp_bob"), 0)], {ANNA: account()})
    assert [(one.employee_id, one.amount_fen) for one in found] == [(ANNA, 100)]


def test_everybody_without_an_account_is_named_at_once() -> None:
    with pytest.raises(AccountsMissing) as caught:
        payments_of(RUN, [entry(EmployeeId("emp_bob"), 5), entry(EmployeeId("emp_eve"), 5)], {})
    assert caught.value.members == {"employees": ["emp_bob", "emp_eve"]}


def test_a_run_with_nothing_to_pay_has_no_file() -> None:
    with pytest.raises(NothingToPay):
        payments_of(RUN, [entry(ANNA, 0)], {})


def test_the_reference_is_the_same_each_time_and_fits_the_message() -> None:
    run, employee = RunId("run_01JD5Z8Q0K7W8V9X0Y1Z2A3B4C"), EmployeeId("emp_01JD5Z8Q0K7W8V9X0Y1Z2A3B4D")
    assert reference(run, employee) == reference(run, employee)
    assert len(reference(run, employee)) <= 35


def test_the_message_has_its_elements_in_the_order_of_the_schema() -> None:
    root = read()
    for element in root.iter():
        names = [child.tag.removeprefix(f"{{{NAMESPACE}}}") for child in element]
        order = ORDER.get(element.tag.removeprefix(f"{{{NAMESPACE}}}"))
        if order is not None:
            assert set(names) <= set(order)
            assert names == sorted(names, key=order.index)


@pytest.mark.parametrize("level", ["p:CstmrCdtTrfInitn/p:GrpHdr", "p:CstmrCdtTrfInitn/p:PmtInf"])
def test_its_control_sums_are_those_of_the_payments(level: str) -> None:
    root = read()
    amounts = [Decimal(one.text or "") for one in root.iterfind(".//p:InstdAmt", NS)]
    assert Decimal(root.findtext(f"{level}/p:CtrlSum", "", NS)) == sum(amounts) == Decimal("1234.57")
    assert int(root.findtext(f"{level}/p:NbOfTxs", "", NS)) == len(amounts)


def test_a_chinese_account_is_a_number_with_a_clearing_code() -> None:
    root = read()
    assert root.findtext(".//p:CdtrAcct/p:Id/p:Othr/p:Id", None, NS) == "6222020200012345678"
    assert root.findtext(".//p:DbtrAgt//p:ClrSysId/p:Cd", None, NS) == "CNAPS"
    assert root.findtext(".//p:DbtrAgt//p:MmbId", None, NS) == "102100099996"


def test_an_iban_and_a_bic_stand_where_they_belong() -> None:
    abroad = account("DE89 3704 0044 0532 0130 00", bank_code="COBADEFFXXX")
    root = ET.fromstring(pain001(payment_order(payment(account=abroad)), NOW))
    assert root.findtext(".//p:CdtrAcct/p:Id/p:IBAN", None, NS) == "DE89370400440532013000"
    assert root.findtext(".//p:CdtrAgt//p:BICFI", None, NS) == "COBADEFFXXX"


def test_a_name_with_signs_of_xml_stays_a_name() -> None:
    odd = payment(account=account(holder="A & B <c>"))
    root = ET.fromstring(pain001(payment_order(odd), NOW))
    assert root.findtext(".//p:Cdtr/p:Nm", None, NS) == "A & B <c>"


def test_the_same_order_gives_the_same_bytes() -> None:
    assert pain001(payment_order(), NOW) == pain001(payment_order(), NOW)


@pytest.mark.parametrize("code", sorted(templates()))
def test_every_template_writes_account_name_and_amount_of_everybody(code: str) -> None:
    by = template(code)
    text = bank_table(payment_order(), by).decode(by.encoding)
    for part in ("6222020200012345678", "安娜", "1234.56", "0.01"):
        assert part in text


def test_given_templates_say_that_they_are_samples() -> None:
    assert all(one.sample for one in templates().values())


def test_a_bank_that_wants_a_first_line_gets_count_and_total() -> None:
    text = bank_table(payment_order(), template("ccb")).decode("gb18030")
    assert text.splitlines()[0] == "110022334455|20260410|2|1234.57"


def test_an_unknown_template_is_told_with_those_that_there_are() -> None:
    with pytest.raises(NoSuchTemplate, match="ccb, cmb, icbc"):
        template("bank_of_nowhere")


def own(**changed: object) -> BankTemplate:
    given = {
        "code": "own",
        "title": {"en": "Own"},
        "source": "test",
        "sample": True,
        "columns": [{"title": "Holder", "value": "holder", "at_most": 5}],
    }
    return BankTemplate.model_validate({**given, **changed})


@pytest.mark.parametrize("holder", ["安娜安娜安娜", "=1+1", "@x"])
def test_what_the_bank_cannot_take_is_told_with_the_employee(holder: str) -> None:
    with pytest.raises(DoesNotFit, match=ANNA):
        bank_table(payment_order(payment(account=account(holder=holder))), own())


def test_a_sign_that_separates_columns_cannot_stand_in_one() -> None:
    with pytest.raises(DoesNotFit, match="separates"):
        bank_table(payment_order(payment(account=account(holder="A|B"))), own(separator="|"))


def test_a_comma_is_quoted() -> None:
    assert '"A,B"' in bank_table(payment_order(payment(account=account(holder="A,B"))), own()).decode("gb18030")
