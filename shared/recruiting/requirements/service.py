"""Use cases: analyse the history of a job, and make an analysis the standard of a position."""

from dataclasses import dataclass

from shared.kernel.ids import PositionId, new_id
from shared.kernel.request import Request
from shared.platform.audit import AuditTrail
from shared.platform.etag import expect
from shared.platform.tabular.model import words
from shared.recruiting.positions.service import PositionDesk, set_standard
from shared.recruiting.requirements.contracts import (
    AnalysisOrder,
    HistorySource,
    PositionStandard,
    RequirementAnalysis,
)
from shared.recruiting.requirements.errors import NoHistory, NoSuchAnalysis, NoSuchImport, NothingFound, ThinEvidence
from shared.recruiting.requirements.history import HistoryImport, newest_of_each
from shared.recruiting.requirements.history_service import HistoryDesk
from shared.recruiting.requirements.standard import Proposal, proposal_of
from shared.recruiting.requirements.store import RequirementStore


@dataclass(frozen=True)
class RequirementDesk:
    """What the use cases work with."""

    history: HistoryDesk
    store: RequirementStore
    positions: PositionDesk

    @property
    def trail(self) -> AuditTrail:
        """The audit log."""
        return self.history.trail

    def found(self, analysis_id: str) -> RequirementAnalysis:
        """Return an analysis. Raises ``NoSuchAnalysis``."""
        summary = self.store.summary(analysis_id)
        if summary is None:
            raise NoSuchAnalysis(analysis_id)
        return self.store.analysis(summary)


def analyse_history(order: AnalysisOrder, *, request: Request | None, desk: RequirementDesk) -> RequirementAnalysis:
    """Analyse the history of a job and keep the result. The same request again returns the same analysis.

    Raises:
        NoHistory, NoSuchImport: there is nothing to analyse.
        Invalid: nobody was hired for the job, or no score is known.
        KeyReused, Unavailable: nothing was kept.
    """
    from shared.recruiting.requirements.analysis import analyse  # NumPy and SciPy: only whoever analyses loads them

    if request is not None and (known := desk.store.remembered(request)):
        return desk.found(known)
    imports = _imports(order, desk)
    records = [record for made in imports for record in desk.history.store.records(made.import_id)]
    result = analyse(newest_of_each(records), order, desk.history.competencies)
    analysis = RequirementAnalysis(
        tenant_id=desk.store.tenant_id,
        analysis_id=new_id("ana"),
        order=order,
        made_by=desk.history.who.user_id,
        made_at=desk.history.clock.now(),
        sources=tuple(
            HistorySource(import_id=made.import_id, digest=made.digest, records=made.records, as_of=made.as_of)
            for made in imports
        ),
        applicants=result.applicants,
        hires=result.hires,
        titles={
            one.competency: desk.history.competencies.get(one.competency)
            or words(one.competency, one.competency.replace("_", " "))
            for one in result.ranges
        },
        outcomes=result.outcomes,
        ranges=result.ranges,
        commonalities=result.commonalities,
        findings=result.findings,
        tests=result.tests,
        cuts=result.cuts,
        permutations=result.permutations,
        seed=result.seed,
        notes=result.notes,
    )
    detail = {"hires": result.hires, "tests": result.tests}
    entry = desk.trail.entry(desk.history.who, "analyse_requirements", analysis.analysis_id, detail=detail)
    if not desk.store.add(analysis, request, entry) and request is not None:
        return desk.found(desk.store.remembered(request) or "")
    return analysis


def propose_standard(position_id: PositionId, analysis_id: str, desk: RequirementDesk) -> Proposal:
    """Return what an analysis would make of a position; nothing is changed. Raises ``NoSuchAnalysis``."""
    snapshot = desk.positions.found(position_id).snapshot
    titles = [title for title in (snapshot.title.zh, snapshot.title.en) if title]
    return proposal_of(desk.found(analysis_id), snapshot.competencies, titles)


def make_standard(
    position_id: PositionId,
    analysis_id: str,
    *,
    confirmed_because: str | None,
    named: frozenset[str] | None,
    desk: RequirementDesk,
) -> tuple[PositionStandard, int]:
    """Make an analysis the standard of a position; return the document that justifies it, and the new revision.

    Raises:
        NothingFound: the analysis says nothing about the position's competencies, so there is nothing to confirm.
        ThinEvidence: it is too thin, and nobody confirmed it with a reason.
        NoSuchAnalysis, NoSuchPosition, PreconditionRequired, PreconditionFailed: as they say; nothing was changed.
    """
    position = desk.positions.found(position_id)
    expect(named, position.revision)
    summary = desk.store.summary(analysis_id)
    if summary is None:
        raise NoSuchAnalysis(analysis_id)
    proposal = propose_standard(position_id, analysis_id, desk)
    if not proposal.usable:
        raise NothingFound
    if proposal.thin and confirmed_because is None:
        raise ThinEvidence(proposal.thin)
    standard = PositionStandard(
        tenant_id=desk.store.tenant_id,
        standard_id=new_id("std"),
        position_id=position_id,
        revision_before=position.revision,
        analysis_id=analysis_id,
        analysis=summary.document,
        competencies=proposal.competencies,
        not_in_position=proposal.not_in_position,
        thin=proposal.thin,
        confirmed_because=confirmed_because if proposal.thin else None,
        set_by=desk.history.who.user_id,
        set_at=desk.history.clock.now(),
    )
    justification = desk.store.put_standard(standard)
    competencies = proposal.applied_to(position.snapshot.competencies)
    changed = set_standard(position_id, competencies, justification, named, desk.positions)
    return standard, changed.revision


def _imports(order: AnalysisOrder, desk: RequirementDesk) -> list[HistoryImport]:
    there = desk.history.store.all()
    if not there:
        raise NoHistory
    if not order.imports:
        return there
    by_id = {made.import_id: made for made in there}
    for import_id in order.imports:
        if import_id not in by_id:
            raise NoSuchImport(import_id)
    return [made for made in there if made.import_id in order.imports]
