"""Documents of an offer become documents of the employment: copies in the employee's own folder.

What a candidate may have erased, the offer's folder with it, is not what an employer must keep: the agreement, its
letter and its acceptance are what the labour contract rests on.
"""

from shared.kernel.documents import DocumentRef
from shared.kernel.errors import NotFound
from shared.kernel.ids import EmployeeId
from shared.offer.contracts import AcceptedOffer
from shared.people.employees.model import CarriedDocument
from shared.platform.bucket import TenantBucket

KINDS = {"json": "application/json", "pdf": "application/pdf"}


def keep_documents(
    offer: AcceptedOffer, where: DocumentRef, employee_id: EmployeeId, bucket: TenantBucket
) -> tuple[CarriedDocument, ...]:
    """Copy what was agreed, the letter and the acceptance; return where the copies lie. Again, it is the same.

    One that is gone already keeps its name: what stood there is told by its hash.

    Raises ``DamagedDocument`` where one is not what was agreed to, ``Unavailable``.
    """
    return (
        CarriedDocument(kind="accepted_offer", document=_copied(where, employee_id, bucket)),
        CarriedDocument(kind="offer_letter", document=_copied(offer.letter, employee_id, bucket)),
        CarriedDocument(kind="acceptance", document=_copied(offer.acceptance, employee_id, bucket)),
    )


def _copied(where: DocumentRef, employee_id: EmployeeId, bucket: TenantBucket) -> DocumentRef:
    try:
        body = bucket.get_bytes(where)
    except NotFound:
        return where
    name = where.key.rpartition("/")[2]
    key = f"people/{bucket.tenant_id}/{employee_id}/documents/{where.sha256[:16]}-{name}"
    return bucket.put_bytes(key, body, KINDS.get(name.rpartition(".")[2], "application/octet-stream"))
