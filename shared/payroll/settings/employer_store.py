"""Where the company's own particulars are kept: the only file of the subject that spells table keys."""

from datetime import datetime

from shared.kernel.localized import LocalizedText
from shared.payroll.files.bank import BankAccount
from shared.payroll.papers.model import Employer
from shared.payroll.settings.employer import EmployerDraft, EmployerView
from shared.platform.audit import AuditEntry, AuditTrail
from shared.platform.bucket import TenantBucket
from shared.platform.sealing import Sealer
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, Item, Update
from shared.tenancy.contracts import TenantSettings, settings_key

OWNER = "employer"
"""Whose key seals the company's account: it is nobody's personal data, and still not for everybody."""
SEALED_FOR = "bank_account"


class EmployerStore:
    """One tenant's company."""

    def __init__(self, table: TenantTable, trail: AuditTrail, sealer: Sealer) -> None:
        self._table = table
        self._trail = trail
        self._sealer = sealer

    def view(self) -> EmployerView:
        """Return what is written, the account masked."""
        item = self._row()
        return EmployerView.model_validate_json(item["employer"]) if item else EmployerView()

    def opened(self, bucket: TenantBucket) -> Employer:
        """Return the company with its account, for papers. Raises ``NotFound`` where the tenant has no settings."""
        item = self._row() or {}
        view = EmployerView.model_validate_json(item["employer"]) if item else EmployerView()
        company = bucket.get_document(settings_key(self._table.tenant_id), TenantSettings).company
        sealed = item.get("account")
        account = self._sealer.open_as(OWNER, str(sealed), BankAccount, SEALED_FOR) if sealed else None
        return Employer(name=view.name or LocalizedText(zh=company), credit_code=view.credit_code, account=account)

    def change(
        self, before: EmployerView, draft: EmployerDraft, at: datetime, entry: AuditEntry
    ) -> EmployerView | None:
        """Write the next revision; None where another change was quicker. Raises ``WrongAccount``."""
        account = draft.account.model_copy(update={"number": draft.account.digits}) if draft.account else None
        after = EmployerView(
            name=draft.name,
            credit_code=draft.credit_code,
            account=account.masked(at) if account else before.account,
            revision=before.revision + 1,
        )
        fields: Item = {"employer": after.model_dump_json(), "revision": after.revision}
        if account is not None:
            fields["account"] = self._sealer.seal(OWNER, account, SEALED_FOR)
        same = Attr("revision").eq(before.revision) if before.revision else Attr("PK").not_exists()
        try:
            self._trail.transact([Update(*self._keys(), set=fields, condition=same)], entry)
        except ConditionFailed:
            return None
        return after

    def _row(self) -> Item | None:
        return self._table.get(*self._keys())

    def _keys(self) -> tuple[str, str]:
        return self._table.pk("PAYSETTINGS"), "EMPLOYER"
