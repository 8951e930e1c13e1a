"""The weights that a tenant has calibrated, kept under their version as long as the tenant: for whoever replays."""

import re

from shared.assessment.keys import weights_key
from shared.assessment.local_judge import Weights
from shared.assessment.service.scope import Documents, Scope
from shared.kernel.errors import NotFound
from shared.kernel.ids import TenantId

_VERSION = re.compile(r"[\w.-]+\+cal-[0-9a-f]+")
"""As ``Weights.with_calibrated`` names them: a version that a document names must lead to no other key."""


def keep_weights(scope: Scope, chosen: Weights) -> None:
    """Keep ``chosen`` under its version unless it is there already. Raises ``Unavailable``.

    The same version is always the same weights: its name is made from the weights of each competency, and those
    names are hashes. So the first document stands, and no later one takes its place.
    """
    key = weights_key(scope.tenant_id, chosen.version)
    if scope.documents.head(key) is None:
        scope.documents.put_document(key, chosen)


def kept_weights(documents: Documents, tenant_id: TenantId, version: str) -> Weights:
    """Return the weights that the tenant's answers were judged by under ``version``.

    Raises ``NotFound`` where they were never kept, ``Unavailable``.
    """
    if not _VERSION.fullmatch(version):
        raise NotFound(f"{version[:60]!r} names no calibrated weights.", "Look at the version in the answer's receipt.")
    return documents.get_document(weights_key(tenant_id, version), Weights)
