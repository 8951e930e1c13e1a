"""The desk of applications with a member of staff at it: who may change what, and where the flow lets them act."""

from dataclasses import dataclass

from shared.kernel.errors import PreconditionFailed
from shared.kernel.ids import ApplicationId
from shared.platform.authorization import Resource, authorize
from shared.platform.etag import expect
from shared.platform.identity import Caller
from shared.recruiting.applications.desk import ApplicationDesk
from shared.recruiting.applications.errors import NotYourNode
from shared.recruiting.applications.model import Candidacy, Change, LogEntry
from shared.recruiting.applications.steps import change
from shared.recruiting.flows.model import Actors, Flow, Node
from shared.tenancy.actions import Action

Named = frozenset[str] | None
"""The versions that ``If-Match`` names."""


@dataclass(frozen=True)
class StaffDesk:
    """The desk, and the member of staff who sits at it."""

    who: Caller
    desk: ApplicationDesk

    def taken_up(self, application_id: ApplicationId, named: Named) -> tuple[Candidacy, Flow, Node]:
        """Return what is to be changed, its flow and node, to a caller who may move applications.

        Raises:
            NoSuchApplication, Forbidden, PreconditionRequired, PreconditionFailed: as they say.
        """
        candidacy, flow = self.desk.found(application_id)
        authorize(self.who, "move_application", resource_of(candidacy))
        expect(named, candidacy.application.revision)
        return candidacy, flow, flow.at(candidacy.application.node)

    def acts_at(self, candidacy: Candidacy, node: Node) -> None:
        """Raise ``NotYourNode`` unless the flow, or a deadline that handed it over, lets the caller act at ``node``."""
        if not acts(self.who, node.acts) and not {self.who.user_id, *self.who.roles} & set(candidacy.handed_to):
            raise NotYourNode((*node.acts.roles, *node.acts.users))

    def saved(self, made: Change, action: Action = "move_application") -> Candidacy:
        """Write a change. Raises ``PreconditionFailed`` where another was quicker."""
        if not self.desk.applications.save(made, self.desk.entry(self.who, action, made)):
            raise PreconditionFailed
        return made.after

    def done(self, before: Candidacy, after: Candidacy, log: list[LogEntry], flow: Flow, action: Action) -> Candidacy:
        """Write what was made of an application. Raises as ``saved``."""
        return self.saved(change(before, after, log, flow, self.desk.clock.now()), action)


def resource_of(candidacy: Candidacy) -> Resource:
    """Return what policies look at."""
    return Resource(department=candidacy.application.department)


def acts(who: Caller, actors: Actors) -> bool:
    """Return whether the flow lets ``who`` act: one who is named, or an administrator; where nobody is, everybody."""
    return actors.anybody or who.user_id in actors.users or bool(who.roles & {*actors.roles, "tenant_admin"})
