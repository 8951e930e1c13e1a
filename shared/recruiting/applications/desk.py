"""What the use cases of applications work with, and what they all do: find, check, save."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from shared.kernel.clock import Clock
from shared.kernel.errors import Unavailable
from shared.kernel.events import Event
from shared.kernel.ids import ApplicationId
from shared.platform.audit import AuditEntry, AuditTrail
from shared.platform.identity import Caller
from shared.recruiting.applications.errors import NoSuchApplication
from shared.recruiting.applications.model import Candidacy, Change, LogEntry
from shared.recruiting.applications.steps import change
from shared.recruiting.applications.store import ApplicationStore
from shared.recruiting.flows.model import Flow
from shared.recruiting.flows.store import FlowStore
from shared.tenancy.actions import Action

Step = Callable[[Candidacy, Flow, datetime], tuple[Candidacy, list[LogEntry]]]
"""What is made of an application by whoever has not read it before, such as the consumer of an event."""
ATTEMPTS = 8
"""How often a step is made anew because another change was quicker."""


@dataclass(frozen=True)
class ApplicationDesk:
    """The stores, the audit log, the clock. Without a caller: what moves applications by itself."""

    applications: ApplicationStore
    flows: FlowStore
    trail: AuditTrail
    clock: Clock

    def found(self, application_id: ApplicationId) -> tuple[Candidacy, Flow]:
        """Return an application with the flow version that it is on. Raises ``NoSuchApplication``."""
        candidacy = self.applications.candidacy(application_id)
        if candidacy is None:
            raise NoSuchApplication(application_id)
        application = candidacy.application
        return candidacy, self.flows.version(application.flow_id, application.flow_version)

    def stepped(
        self, application_id: ApplicationId, step: Step, actor: str, action: Action | str, more: Sequence[Event] = ()
    ) -> tuple[Candidacy, bool]:
        """Make ``step`` of an application as it is now; return it, and whether anything was written.

        Raises:
            NoSuchApplication: there is none.
            Unavailable: others changed it again and again.
        """
        for _attempt in range(ATTEMPTS):
            before, flow = self.found(application_id)
            now = self.clock.now()
            after, log = step(before, flow, now)
            if after == before and not log:
                return before, False
            made = change(before, after, log, flow, now)
            if self.applications.save(made, self.entry(actor, action, made), more):
                return made.after, True
        raise Unavailable("Others are changing this application at this moment.", "Try again. 请稍后重试。")

    def entry(self, actor: Caller | str, action: Action | str, made: Change) -> AuditEntry:
        """Return the entry that tells of a change, in ids and codes."""
        application = made.application
        last = made.log[-1] if made.log else None
        detail: dict[str, str | int | float | bool | None] = {
            "node": application.node,
            "status": application.status,
            "change": last.kind if last else "facts",
            "reason_code": last.reason_code if last else None,
        }
        return self.trail.entry(
            actor, action, application.application_id, candidate_id=application.candidate_id, detail=detail
        )
