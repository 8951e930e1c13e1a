"""Papers of a run: the payslip, the bank's file, the certificate, the declaration; names are in them alone."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest

from shared.platform.tenants import registration
from shared.tenancy.contracts import settings_key
from shared.tenancy.model import TenantOrder, settings_of
from tests.builders.aws import NOW, Deployment, deployed
from tests.builders.payroll_runs import (
    ACME,
    FIONA,
    HANMEI,
    LILEI,
    PAM,
    PERIOD,
    RITA,
    RUNS,
    approve,
    approved,
    calculated,
    hired,
    make,
    tell,
    terms,
)

COMPANY = {
    "credit_code": "91110108MA01ABCD2X",
    "account": {"holder": "Acme 科技有限公司", "number": "11001234567890123456", "bank": "中国建设银行"},
}
PAIN = "{urn:iso:std:iso:20022:tech:xsd:pain.001.001.09}"


def account(deployment: Deployment, employee_id: str, holder: str, number: str) -> None:
    """Enter somebody's bank account."""
    where = f"/v1/payroll/employees/{employee_id}"
    body = {"holder": holder, "number": number, "bank": "中国工商银行", "bank_code": "102100099996"}
    assert PAM.put(f"{where}/account", body, read=PAM.get(where)).status == 200


def identity(employee_id: str, name: str, number: str) -> None:
    """Enter somebody's name and identity number."""
    where = f"/v1/payroll/employees/{employee_id}"
    assert PAM.put(f"{where}/identity", {"name": name, "id_number": number}, read=PAM.get(where)).status == 200


@pytest.fixture
def deployment() -> Iterator[Deployment]:
    with deployed() as made:
        order = {"tenant_id": ACME, "company": "Acme 科技", "jurisdiction": "cn"}
        settings = settings_of(TenantOrder.model_validate(order), NOW)
        made.platform.bucket(ACME).put_document(settings_key(ACME), settings)
        made.platform.platform_table.put(registration(ACME, NOW).item)
        tell(hired(made))
        tell(hired(made, terms(HANMEI, salary=1_234_567), "cnd_2"))
        account(made, LILEI, "李雷", "6222021234567890123")
        yield made


def test_the_bank_is_told_each_net_once_and_the_sum_of_all(deployment: Deployment) -> None:
    account(deployment, HANMEI, "韩梅梅", "6222029876543210987")
    assert PAM.put("/v1/payroll/employer", COMPANY, read='"0"').status == 200
    run_id = approved()
    summary = FIONA.get(f"{RUNS}/{run_id}/payments").body
    body, answer = FIONA.file(f"{RUNS}/{run_id}/bank-file", form="pain001", pay_on="2026-10-10")
    assert answer.status == 200, answer.body
    root = ET.fromstring(body)
    amounts = [one.text for one in root.iter(f"{PAIN}InstdAmt")]
    nets = sorted(one["net_fen"] for one in PAM.get(f"{RUNS}/{run_id}/slips").body["items"])
    assert sorted(int(str(one).replace(".", "")) for one in amounts) == nets
    assert summary == {"payments": 2, "total_fen": sum(nets), "parts": 1, "without_account": []}
    assert FIONA.file(f"{RUNS}/{run_id}/bank-file", form="pain001", pay_on="2026-10-10")[0] == body


def test_a_banks_own_table_holds_account_name_and_amount(deployment: Deployment) -> None:
    account(deployment, HANMEI, "韩梅梅", "6222029876543210987")
    PAM.put("/v1/payroll/employer", COMPANY, read='"0"')
    run_id = approved()
    codes = {one["code"] for one in FIONA.get("/v1/payroll/bank-forms").body["items"]}
    assert "icbc" in codes
    body, _answer = FIONA.file(f"{RUNS}/{run_id}/bank-file", form="icbc", pay_on="2026-10-10")
    text = body.decode("gb18030")
    assert "6222021234567890123" in text
    assert "李雷" in text
    assert FIONA.get(f"{RUNS}/{run_id}/bank-file", form="nobank", pay_on="2026-10-10").status == 404


def test_somebody_without_an_account_and_a_company_without_one_are_named(deployment: Deployment) -> None:
    run_id = approved()
    where = f"{RUNS}/{run_id}/bank-file"
    assert FIONA.get(where, form="icbc", pay_on="2026-10-10").body["code"] == "no_paying_account"
    PAM.put("/v1/payroll/employer", COMPANY, read='"0"')
    refused = FIONA.get(where, form="icbc", pay_on="2026-10-10")
    assert (refused.body["code"], refused.body["employees"]) == ("bank_accounts_missing", [HANMEI])
    assert FIONA.get(f"{RUNS}/{run_id}/payments").body["without_account"] == [HANMEI]


def test_nobody_is_paid_before_the_approval_nor_by_a_reversal(deployment: Deployment) -> None:
    PAM.put("/v1/payroll/employer", COMPANY, read='"0"')
    run_id = make().body["run_id"]
    calculated(run_id)
    assert FIONA.get(f"{RUNS}/{run_id}/bank-file", form="icbc", pay_on="2026-10-10").body["code"] == "run_wrong_state"
    approve(run_id)
    back = approve(PAM.post(f"{RUNS}/{run_id}/reverse", {"reason": "x"}).body["run_id"])
    assert FIONA.get(f"{RUNS}/{back}/bank-file", form="icbc", pay_on="2026-10-10").body["code"] == "nothing_to_pay"


def test_a_large_run_is_paid_part_by_part_with_other_message_numbers(
    deployment: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    from shared.payroll.runs import papers

    account(deployment, HANMEI, "韩梅梅", "6222029876543210987")
    PAM.put("/v1/payroll/employer", COMPANY, read='"0"')
    run_id = approved()
    monkeypatch.setattr(papers, "A_PART", 1)
    where, ids, amounts = f"{RUNS}/{run_id}/bank-file", set(), []
    for part in ("1", "2"):
        root = ET.fromstring(FIONA.file(where, form="pain001", pay_on="2026-10-10", part=part)[0])
        ids.add(root.findtext(f".//{PAIN}MsgId"))
        amounts += [one.text for one in root.iter(f"{PAIN}InstdAmt")]
    assert (len(ids), len(amounts)) == (2, 2)
    assert FIONA.get(where, form="pain001", pay_on="2026-10-10", part="3").body["code"] == "no_such_part"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_payslip_is_a_pdf_and_the_same_each_time(deployment: Deployment, language: str) -> None:
    run_id = approved()
    where = f"{RUNS}/{run_id}/slips/{LILEI}/payslip"
    body, answer = PAM.file(where, language=language)
    assert (answer.status, answer.content_type) == (200, "application/pdf"), answer.body
    assert body.startswith(b"%PDF-")
    assert PAM.file(where, language=language)[0] == body
    assert RITA.get(where).status == 403


def test_the_certificate_and_the_declaration_sum_what_was_approved(deployment: Deployment) -> None:
    identity(LILEI, "李雷", "110101199003074514")
    run_id = approved()
    body, answer = PAM.file(f"/v1/payroll/employees/{LILEI}/certificates/2026")
    assert (answer.status, body[:5]) == (200, b"%PDF-"), answer.body
    assert PAM.get(f"/v1/payroll/employees/{LILEI}/certificates/2025").body["code"] == "no_slips_in_year"
    refused = PAM.get(f"/v1/payroll/declarations/{PERIOD}")
    assert (refused.body["code"], refused.body["employees"]) == ("identities_missing", [HANMEI])
    identity(HANMEI, "韩梅梅", "110101199203074526")
    text = PAM.file(f"/v1/payroll/declarations/{PERIOD}")[0].decode("utf-8-sig")
    rows = text.strip().splitlines()
    assert len(rows) == 3
    assert "110101199003074514" in text
    taxes = [one["tax_fen"] for one in PAM.get(f"{RUNS}/{run_id}/slips").body["items"]]
    assert all(f"{fen // 100}.{fen % 100:02d}" in text for fen in taxes)
    assert PAM.file(f"/v1/payroll/declarations/{PERIOD}", form="xlsx")[0].startswith(b"PK")
    assert PAM.get("/v1/payroll/declarations/2026-01").status == 404


def test_names_and_numbers_lie_sealed_and_every_opening_is_logged(deployment: Deployment) -> None:
    identity(LILEI, "李雷", "110101199003074514")
    account(deployment, HANMEI, "韩梅梅", "6222029876543210987")
    PAM.put("/v1/payroll/employer", COMPANY, read='"0"')
    run_id = approved()
    FIONA.file(f"{RUNS}/{run_id}/bank-file", form="icbc", pay_on="2026-10-10")
    rows = str(deployment.rows())
    for secret in ("李雷", "110101199003074514", "6222029876543210987", "11001234567890123456"):
        assert secret not in rows
    assert '"bank_file"' in rows
    bucket = deployment.platform.bucket(ACME)
    everything = b"".join(bucket.get_bytes(key) for key in deployment.objects(f"payroll/{ACME}/"))
    assert "李雷".encode() not in everything


def test_the_companys_particulars_are_changed_in_the_version_that_was_read(deployment: Deployment) -> None:
    first = PAM.put("/v1/payroll/employer", COMPANY, read='"0"')
    assert (first.status, first.body["account"]["number"]) == (200, "****************3456")
    assert PAM.put("/v1/payroll/employer", COMPANY, read='"0"').status == 412
    named = {"name": {"zh": "爱克米科技有限公司"}, "credit_code": COMPANY["credit_code"]}
    second = PAM.put("/v1/payroll/employer", named, read=first)
    assert second.body["account"]["number"] == "****************3456"
    assert FIONA.put("/v1/payroll/employer", COMPANY, read=second).status == 403
