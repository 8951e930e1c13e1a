"""Calibrations: what was proposed for a competency, and which weights a tenant has accepted."""

from pydantic import AwareDatetime

from shared.assessment.calibration.proposal import CalibrationProposal
from shared.kernel.errors import Conflict, NotFound
from shared.kernel.frozen import Frozen
from shared.kernel.ids import TenantId
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, Delete, Item, Put, Write

PROPOSAL = "PROPOSAL#"
ACCEPTED = "ACCEPTED#"


def calibrations_pk(tenant_id: TenantId) -> str:
    """Return the partition of a tenant's calibrations: every proposal, and the accepted one of each competency."""
    return f"TENANT#{tenant_id}#CALIBRATIONS"


class AcceptedWeights(Frozen):
    """The weights that hold for one competency of a tenant, since when and by whom.

    ``base_version``: the standard weights that they were fitted beside. Other standard weights may come with other
    measurements, for which these are not meant.
    """

    competency: str
    proposal_id: str
    base_version: str
    weights_version: str
    weights: dict[str, float]
    accepted_by: str
    accepted_at: AwareDatetime


class Calibrations:
    """The calibrations of one tenant. Every method raises ``Unavailable`` where the table did not answer."""

    def __init__(self, table: TenantTable) -> None:
        self._table = table
        self._pk = calibrations_pk(table.tenant_id)

    def add(self, proposal: CalibrationProposal) -> None:
        """Keep a new proposal. Raises ``Conflict`` where its id is taken."""
        self._table.put(self._row(proposal), Attr("PK").not_exists())

    def get(self, proposal_id: str) -> CalibrationProposal:
        """Return a proposal. Raises ``NotFound``."""
        row = self._table.get(self._pk, f"{PROPOSAL}{proposal_id}")
        if row is None:
            raise NotFound(f"There is no calibration proposal {proposal_id}.", "List the proposals, and choose one.")
        return _proposal(row)

    def all(self, limit: int = 200) -> list[CalibrationProposal]:
        """Return up to ``limit`` proposals, the newest first."""
        rows = self._table.query(self._pk, begins=PROPOSAL, newest_first=True, limit=limit)
        return [_proposal(row) for row in rows]

    def accepted(self) -> dict[str, AcceptedWeights]:
        """Return what is accepted, by competency; empty until somebody accepts something."""
        found = (_accepted(row) for row in self._table.query(self._pk, begins=ACCEPTED))
        return {one.competency: one for one in found}

    def change(self, proposal: CalibrationProposal) -> None:
        """Keep a proposal that was only proposed before. Raises ``Conflict`` where it no longer is."""
        self._together([self._changed(proposal, "proposed")])

    def accept(
        self, proposal: CalibrationProposal, weights: AcceptedWeights, former: CalibrationProposal | None
    ) -> None:
        """Let ``weights`` hold, in place of those of ``former``, together. Raises ``Conflict`` where either moved."""
        holds = Attr("PK").not_exists() if former is None else Attr("proposal_id").eq(former.proposal_id)
        row = {"PK": self._pk, "SK": f"{ACCEPTED}{weights.competency}", **weights.model_dump(mode="json")}
        writes: list[Write] = [self._changed(proposal, "proposed"), Put(row, holds)]
        writes += [] if former is None else [self._changed(former, "accepted")]
        self._together(writes)

    def withdraw(self, proposal: CalibrationProposal) -> None:
        """Let the standard weights hold again. Raises ``Conflict`` where others were accepted in the meantime."""
        holds = Attr("proposal_id").eq(proposal.proposal_id)
        accepted = Delete(self._pk, f"{ACCEPTED}{proposal.competency}", holds)
        self._together([self._changed(proposal, "accepted"), accepted])

    def _changed(self, proposal: CalibrationProposal, before: str) -> Put:
        return Put(self._row(proposal), Attr("status").eq(before))

    def _together(self, writes: list[Write]) -> None:
        try:
            self._table.transact(writes)
        except ConditionFailed as error:
            raise Conflict(
                "Somebody else decided on this calibration in the meantime.", "Read it again, and decide anew."
            ) from error

    def _row(self, proposal: CalibrationProposal) -> Item:
        return {"PK": self._pk, "SK": f"{PROPOSAL}{proposal.proposal_id}", **proposal.model_dump(mode="json")}


def _proposal(row: Item) -> CalibrationProposal:
    return CalibrationProposal.model_validate({name: row[name] for name in CalibrationProposal.model_fields})


def _accepted(row: Item) -> AcceptedWeights:
    return AcceptedWeights.model_validate({name: row[name] for name in AcceptedWeights.model_fields})
