"""Makes one archive of the stages' parts: the last step of ``export_candidate``."""

import tempfile
from pathlib import Path
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.kernel.documents import DocumentRef
from shared.platform import bootstrap
from shared.platform.observability import count, observed
from shared.tenancy.rights.archive import write_archive
from shared.tenancy.rights.contracts import export_folder
from shared.tenancy.rights.errors import NoExport, Overtaken
from shared.tenancy.rights.export import ready
from shared.tenancy.rights.model import Stage
from shared.tenancy.rights.orders import ExportOrder
from shared.tenancy.rights.parts import StagePart
from shared.whole_person import RightsSettings, file_digest, part_key, rights_store, settings

OF: tuple[Stage, ...] = ("recruiting", "interview", "assessment", "decision", "offer")


@observed("tenancy")
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Write the archive and note that it is ready. Again, it is the same. Raises ``NoExport``, ``Unavailable``."""
    here = bootstrap.current(RightsSettings)
    order = ExportOrder.model_validate(event)
    store, bucket = rights_store(here, order.tenant_id), here.bucket(order.tenant_id)
    export = store.export(order.candidate_id, order.export_id)
    if export is None:
        raise NoExport
    if export.state == "ready":
        return {"state": export.state, "size_bytes": export.size_bytes}
    parts = [bucket.get_document(part_key(export, stage), StagePart) for stage in OF]
    with tempfile.TemporaryDirectory(prefix="bole-export-") as folder:
        path = Path(folder) / "archive.zip"
        outside = write_archive(path, export, parts, settings(here, order.tenant_id), bucket, Path(folder))
        size, sha256 = path.stat().st_size, file_digest(path)
        key = f"{export_folder(order.tenant_id, export.person.candidate_id)}{export.export_id}/archive.zip"
        bucket.upload(path, key, "application/zip")
    done = ready(export, DocumentRef(key=key, sha256=sha256), size, outside, here.clock.now())
    if not store.save_export(done, None):
        raise Overtaken
    count("tenancy", "PersonsExported")
    return {"state": done.state, "size_bytes": size}
