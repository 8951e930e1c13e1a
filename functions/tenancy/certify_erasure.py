"""Certifies an erasure: the last step of ``erase_candidate``, when everything was looked for again."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.platform import bootstrap
from shared.platform.observability import count, observed
from shared.tenancy.rights.certificate import certify
from shared.tenancy.rights.orders import ErasureOrder
from shared.whole_person import RightsSettings, erasing_desk, settings


@observed("tenancy")
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Write the certificate, once, and return where it lies. Raises ``NoErasure``, ``Overtaken``, ``Unavailable``."""
    here = bootstrap.current(RightsSettings)
    order = ErasureOrder.model_validate(event)
    desk = erasing_desk(here, order.tenant_id, lambda: True)
    erasure = certify(order.candidate_id, settings(here, order.tenant_id), desk)
    count("tenancy", "ErasuresCertified")
    certificate = erasure.certificate.model_dump(mode="json") if erasure.certificate else None
    return {"state": erasure.state, "certificate": certificate, "rows": erasure.rows, "objects": erasure.objects}
