"""A person in offers: where offers, letters and acceptances lie, and what is given back before they are erased."""

from shared.kernel.ids import OfferId
from shared.offer.contracts import offer_folder
from shared.offer.offers.desk import OfferDesk
from shared.offer.offers.looking_after import give_back
from shared.platform.person_places import Footprint, Partition
from shared.platform.table import TenantTable
from shared.tenancy.rights.person import Person


def footprint(table: TenantTable, person: Person) -> Footprint:
    """Return where offers keep anything of a person. Reads which offers their applications had.

    The ledger of a requisition holds sums and no person: it stays.
    """
    offers = found(table, person).offers
    partitions = [Partition(pk=table.pk(f"OFFER#{offer}")) for offer in offers]
    partitions += [Partition(pk=table.pk(f"OFFER_OF#{each.application_id}")) for each in person.applications]
    folders = [offer_folder(table.tenant_id, offer) for offer in offers]
    return Footprint(partitions=tuple(partitions), folders=tuple(folders))


def found(table: TenantTable, person: Person) -> Person:
    """Return the person with the offers that rows of their applications lead to, besides those known already."""
    offers = [
        OfferId(str(item["SK"]).removeprefix("OFFER#"))
        for each in person.applications
        for item in table.query(table.pk(f"OFFER_OF#{each.application_id}"), begins="OFFER#")
    ]
    return person.and_(Person(candidate_id=person.candidate_id, offers=tuple(offers)))


def release(person: Person, desk: OfferDesk) -> int:
    """End the offers of a person that are not over, before their rows go: budget and heads are free. Return how many.

    Nothing sealed is opened: the key may be gone already. Raises ``PreconditionFailed``, ``Unavailable``: call again.
    """
    return sum(give_back(each.application_id, desk) for each in person.applications)
