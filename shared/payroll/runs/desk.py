"""What use cases of runs work with: one tenant's runs, files, settings, documents, and who acts."""

from dataclasses import dataclass

from shared.kernel.clock import Clock
from shared.kernel.ids import EmployeeId, RunId, TenantId
from shared.payroll.files.store import FileStore
from shared.payroll.runs.errors import NoSuchRun
from shared.payroll.runs.model import Run
from shared.payroll.runs.store import RunStore
from shared.payroll.settings.employer_store import EmployerStore
from shared.payroll.settings.store import SettingsStore
from shared.platform.audit import AuditEntry, AuditTrail, Plain
from shared.platform.bootstrap import Platform
from shared.platform.bucket import TenantBucket
from shared.platform.identity import Caller
from shared.platform.settings import BucketSettings, KeySettings, TableSettings
from shared.tenancy.actions import Action

ENGINE = "bole-payroll/1"
"""The version of the rules' code; it stands in every slip. Raise it when the same order gives another slip."""


class PayrollFunctionSettings(TableSettings, BucketSettings, KeySettings):
    """What every function of payroll needs."""


@dataclass(frozen=True)
class RunDesk:
    """The stores of one tenant. ``who``: the member of staff, or the ``system:…`` that acts."""

    who: Caller | str
    runs: RunStore
    files: FileStore
    settings: SettingsStore
    employer: EmployerStore
    bucket: TenantBucket
    trail: AuditTrail
    clock: Clock

    @property
    def tenant_id(self) -> TenantId:
        """Whose desk it is."""
        return self.runs.tenant_id

    @property
    def user(self) -> str:
        """The id of who acts."""
        return self.who if isinstance(self.who, str) else self.who.user_id

    def run(self, run_id: RunId) -> Run:
        """Return a run. Raises ``NoSuchRun``."""
        found = self.runs.run(run_id)
        if found is None:
            raise NoSuchRun
        return found

    def entry(self, action: Action | str, run: Run, **detail: Plain) -> AuditEntry:
        """Return the entry of the audit log for something that is done to a run."""
        told = {"period": run.period, "kind": run.kind, **detail}
        return self.trail.entry(self.who, action, run.run_id, detail=told)

    def read(self, action: Action, run: Run, employee_id: EmployeeId | None = None, **detail: Plain) -> None:
        """Record that somebody reads. Raises ``Unavailable``: then nothing is shown."""
        if employee_id is None:
            self.trail.record(self.entry(action, run, **detail))
            return
        told = {"run_id": run.run_id, "period": run.period, **detail}
        self.trail.record(self.trail.entry(self.who, action, employee_id, detail=told))


def desk_of(platform: Platform[PayrollFunctionSettings], tenant_id: TenantId, who: Caller | str) -> RunDesk:
    """Return a tenant's desk."""
    table, trail, sealer = platform.table(tenant_id), platform.audit(tenant_id), platform.sealer(tenant_id)
    return RunDesk(
        who=who,
        runs=RunStore(table, trail),
        files=FileStore(table, trail, sealer),
        settings=SettingsStore(table, trail),
        employer=EmployerStore(table, trail, sealer),
        bucket=platform.bucket(tenant_id),
        trail=trail,
        clock=platform.clock,
    )
