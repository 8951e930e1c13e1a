"""What the routes of candidates work with: a tenant's sealed rows, notes, résumés and timeline."""

from functions.recruiting.routes.desk import platform
from shared.platform.identity import Caller
from shared.recruiting.candidates.assembly import Assembly
from shared.recruiting.candidates.duplicates.merge_service import MergeDesk
from shared.recruiting.candidates.duplicates.store import SuspicionStore
from shared.recruiting.candidates.imports.service import ImportDesk
from shared.recruiting.candidates.links.service import LinkDesk
from shared.recruiting.candidates.resumes import ResumeShelf
from shared.recruiting.candidates.service import CandidateDesk


def candidate_desk(who: Caller) -> CandidateDesk:
    """Return what use cases of candidates work with. Raises ``Forbidden`` where the tenant does not exist."""
    return Assembly(platform(), who).desk()


def suspicion_store(who: Caller) -> SuspicionStore:
    """Return the tenant's suspicions of duplicates."""
    return Assembly(platform(), who).suspicions()


def merge_desk(who: Caller) -> MergeDesk:
    """Return what use cases of merging work with."""
    return Assembly(platform(), who).merge_desk()


def import_desk(who: Caller) -> ImportDesk:
    """Return what use cases of imports work with."""
    return Assembly(platform(), who).import_desk()


def link_desk(who: Caller) -> LinkDesk:
    """Return what use cases of public application links work with."""
    return Assembly(platform(), who).link_desk()


def resume_shelf(who: Caller) -> ResumeShelf:
    """Return the tenant's résumés."""
    return Assembly(platform(), who).resumes()
