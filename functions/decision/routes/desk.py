"""What the decision routes work with: the settings of the handler, and a tenant's stores made from them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from shared.assessment.rubrics.model import Rubric
from shared.assessment.service.rubrics import rubrics_for
from shared.assessment.store.own_rubrics import OwnRubrics
from shared.decision.candidate_requests.desk import CandidateDesk, RequestDesk
from shared.decision.candidate_requests.store import RequestStore
from shared.decision.outcomes.desk import DecisionDesk, Place
from shared.decision.outcomes.store import DecisionStore
from shared.decision.oversight.service import OversightDesk
from shared.decision.oversight.store import OversightStore
from shared.decision.panel.desk import PanelDesk
from shared.decision.panel.interviews import KnownInterviews
from shared.decision.panel.ports import Colleague
from shared.decision.panel.store import PanelStore
from shared.interview.contracts import InterviewPlan
from shared.kernel.errors import NotFound
from shared.kernel.ids import TenantId, UserId
from shared.platform import bootstrap
from shared.platform.bootstrap import Platform
from shared.platform.identity import Caller
from shared.platform.settings import BucketSettings, KeySettings, TableSettings
from shared.recruiting.applications.store import ApplicationStore
from shared.recruiting.candidate_token import CandidateToken, UnknownToken
from shared.recruiting.contracts import Invitation, invitation_key
from shared.recruiting.flows.store import FlowStore
from shared.tenancy.contracts import TenantSettings, settings_key
from shared.tenancy.users.store import UserStore


class DecisionApiSettings(TableSettings, BucketSettings, KeySettings):
    """What the decision routes need."""


def platform() -> Platform[DecisionApiSettings]:
    """Return this process's platform."""
    return bootstrap.current(DecisionApiSettings)


@dataclass(frozen=True)
class KnownStaff:
    """``shared.decision.panel.ports.Staff`` over the tenant's users."""

    users: UserStore

    def known(self, user_ids: Iterable[str]) -> Mapping[str, Colleague]:
        """Return those of ``user_ids`` who have a row."""
        found = [self.users.user(UserId(user_id)) for user_id in dict.fromkeys(user_ids)]
        return {
            user.user_id: Colleague(
                user_id=user.user_id,
                name=user.name,
                email=user.email,
                language="zh",
                roles=frozenset(user.rights.roles),
                departments=frozenset(user.rights.departments),
                active=user.active,
            )
            for user in found
            if user is not None
        }


@dataclass(frozen=True)
class HeldRubrics:
    """``shared.decision.panel.ports.Rubrics``: the position's words, the tenant's own rubrics, the catalogue's."""

    own: OwnRubrics

    def of(self, plan: InterviewPlan) -> tuple[Rubric, ...]:
        """Return the rubrics that hold for a plan."""
        unworded = any(competency.rubric is None for competency in plan.competencies)
        return rubrics_for(plan, self.own.all() if unworded else ())


@dataclass(frozen=True)
class KnownPlaces:
    """``shared.decision.outcomes.desk.Places`` over applications and their flows."""

    applications: ApplicationStore
    flows: FlowStore

    def of(self, plan: InterviewPlan) -> Place | None:
        """Return where the interview's application is."""
        if plan.application_id is None:
            return None
        application = self.applications.application(plan.application_id)
        if application is None:
            return None
        flow = self.flows.version(application.flow_id, application.flow_version)
        kinds = {node.node_id: str(node.kind) for node in flow.draft.nodes}
        return Place(node=application.node, kinds=kinds, status=application.status)


def panel_desk(who: Caller) -> PanelDesk:
    """Return what use cases of panels work with."""
    here, tenant = platform(), who.tenant_id
    table, trail = here.table(tenant), here.audit(tenant)
    panels = PanelStore(table, trail, here.sealer(tenant))
    return PanelDesk(
        who=who,
        panels=panels,
        interviews=KnownInterviews(tenant, here.bucket(tenant), panels),
        staff=KnownStaff(UserStore(table, trail)),
        rubrics=HeldRubrics(OwnRubrics(table)),
        trail=trail,
        clock=here.clock,
    )


def decision_desk(who: Caller) -> DecisionDesk:
    """Return what use cases of decisions work with."""
    here, tenant = platform(), who.tenant_id
    table, trail = here.table(tenant), here.audit(tenant)
    return DecisionDesk(
        panel=panel_desk(who),
        decisions=DecisionStore(table, trail, here.sealer(tenant)),
        places=KnownPlaces(ApplicationStore(table, trail, here.sealer(tenant)), FlowStore(table, trail)),
    )


def request_desk(who: Caller) -> RequestDesk:
    """Return what staff answers requests with."""
    here, tenant = platform(), who.tenant_id
    table, trail, sealer = here.table(tenant), here.audit(tenant), here.sealer(tenant)
    return RequestDesk(
        panel=panel_desk(who),
        requests=RequestStore(table, trail, sealer),
        decisions=DecisionStore(table, trail, sealer),
    )


def oversight_desk(who: Caller) -> OversightDesk:
    """Return what the oversight is looked at with."""
    here = platform()
    return OversightDesk(
        who=who,
        oversight=OversightStore(here.table(who.tenant_id)),
        trail=here.audit(who.tenant_id),
        clock=here.clock,
    )


def candidate_desk(token: CandidateToken) -> CandidateDesk:
    """Return the desk of the candidate whom ``token`` proves.

    Raises:
        UnknownToken: whatever part of the token is wrong.
        SuspendedForCandidates: the tenant is out of use.
    """
    here, tenant = platform(), token.tenant_id
    invitation = _admitted(token, here)
    here.usage(tenant).plan().admit_candidate(begun=True)
    table, trail, sealer, bucket = here.table(tenant), here.audit(tenant), here.sealer(tenant), here.bucket(tenant)
    return CandidateDesk(
        invitation=invitation,
        settings=bucket.get_document(settings_key(tenant), TenantSettings),
        requests=RequestStore(table, trail, sealer),
        decisions=DecisionStore(table, trail, sealer),
        interviews=KnownInterviews(tenant, bucket, PanelStore(table, trail, sealer)),
        trail=trail,
        clock=here.clock,
    )


def _admitted(token: CandidateToken, here: Platform[DecisionApiSettings]) -> Invitation:
    key = invitation_key(TenantId(token.tenant_id), token.invitation_id)
    try:
        invitation = here.bucket(token.tenant_id).get_document(key, Invitation)
    except NotFound as error:
        raise UnknownToken from error
    token.open(invitation)
    return invitation
