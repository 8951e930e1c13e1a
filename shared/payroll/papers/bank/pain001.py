"""ISO 20022 customer credit transfer initiation, ``pain.001.001.09``: one payment information for the run.

Written with the standard library. The libraries that were looked at are for SEPA (``sepaxml``: IBAN, BIC and euro are
fixed in it) or bring a web framework and a command line (``pain001``); accounts in China are plain numbers with a
clearing code (CNAPS, 联行号) and have neither IBAN nor BIC.
"""

import re
from datetime import datetime
from xml.etree import ElementTree as ET

from shared.kernel.money import written
from shared.payroll.files.bank import BankAccount
from shared.payroll.papers.bank.payments import Payment, PaymentOrder

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
SALARY = "SALA"
"""ExternalCategoryPurpose1Code: salary payment."""
CNAPS = "CNAPS"
"""ExternalClearingSystemIdentification1Code: China National Advanced Payment System; its members have 12 digits."""
IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}")
BIC = re.compile(r"[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?")
CNAPS_CODE = re.compile(r"[0-9]{12}")


def pain001(order: PaymentOrder, at: datetime) -> bytes:
    """Return the message as UTF-8 XML. ``at``: when it is made (UTC); the same order and time give the same bytes."""
    root = ET.Element("Document", {"xmlns": NAMESPACE})
    initiation = ET.SubElement(root, "CstmrCdtTrfInitn")
    message = ET.SubElement(initiation, "GrpHdr")
    _text(message, "MsgId", _short(order.run_id))
    _text(message, "CreDtTm", f"{at:%Y-%m-%dT%H:%M:%S}+00:00")
    _totals(message, order)
    _text(ET.SubElement(message, "InitgPty"), "Nm", order.payer_name)
    information = ET.SubElement(initiation, "PmtInf")
    _text(information, "PmtInfId", _short(order.run_id))
    _text(information, "PmtMtd", "TRF")
    _text(information, "BtchBookg", "true")
    _totals(information, order)
    purpose = ET.SubElement(ET.SubElement(information, "PmtTpInf"), "CtgyPurp")
    _text(purpose, "Cd", SALARY)
    _text(ET.SubElement(information, "ReqdExctnDt"), "Dt", order.pay_on.isoformat())
    _text(ET.SubElement(information, "Dbtr"), "Nm", order.payer_name)
    _account(information, "DbtrAcct", order.payer, order.currency)
    _agent(information, "DbtrAgt", order.payer)
    _text(information, "ChrgBr", "DEBT")
    for payment in order.payments:
        _transfer(information, payment, order)
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _transfer(parent: ET.Element, payment: Payment, order: PaymentOrder) -> None:
    transfer = ET.SubElement(parent, "CdtTrfTxInf")
    identity = ET.SubElement(transfer, "PmtId")
    _text(identity, "InstrId", payment.reference)
    _text(identity, "EndToEndId", payment.reference)
    amount = ET.SubElement(ET.SubElement(transfer, "Amt"), "InstdAmt", {"Ccy": order.currency})
    amount.text = written(payment.amount_fen)
    _agent(transfer, "CdtrAgt", payment.account)
    _text(ET.SubElement(transfer, "Cdtr"), "Nm", payment.account.holder)
    _account(transfer, "CdtrAcct", payment.account, None)
    _text(ET.SubElement(transfer, "Purp"), "Cd", SALARY)
    _text(ET.SubElement(transfer, "RmtInf"), "Ustrd", f"Salary {order.period}")


def _totals(parent: ET.Element, order: PaymentOrder) -> None:
    _text(parent, "NbOfTxs", str(len(order.payments)))
    _text(parent, "CtrlSum", written(order.total_fen))


def _account(parent: ET.Element, name: str, account: BankAccount, currency: str | None) -> None:
    element = ET.SubElement(parent, name)
    identity = ET.SubElement(element, "Id")
    if IBAN.fullmatch(account.digits):
        _text(identity, "IBAN", account.digits)
    else:
        _text(ET.SubElement(identity, "Othr"), "Id", account.digits)
    if currency is not None:
        _text(element, "Ccy", currency)


def _agent(parent: ET.Element, name: str, account: BankAccount) -> None:
    institution = ET.SubElement(ET.SubElement(parent, name), "FinInstnId")
    code = account.bank_code or ""
    if CNAPS_CODE.fullmatch(code):
        member = ET.SubElement(institution, "ClrSysMmbId")
        _text(ET.SubElement(member, "ClrSysId"), "Cd", CNAPS)
        _text(member, "MmbId", code)
    elif BIC.fullmatch(code):
        _text(institution, "BICFI", code)
    _text(institution, "Nm", account.bank[:140])


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _short(run_id: str) -> str:
    """Return an id as Max35Text takes it: the last 35 characters, where a run's id is longer."""
    return run_id[-35:]
