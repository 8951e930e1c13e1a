"""Where a replay finds the weights that a tenant has calibrated: in the local cloud, or among copied documents."""

from pathlib import Path

from pydantic import ValidationError

from local.stores import Stores
from shared.assessment.contracts import AnswerAssessed
from shared.assessment.local_judge import Weights, weights
from shared.assessment.replay import NotReplayable
from shared.assessment.replay_judges import WeightsOf
from shared.assessment.service.kept_weights import kept_weights
from shared.kernel.errors import NotFound

FOLDER = "calibrations"
"""The last folder of the key under which weights are kept."""


def in_stores(stores: Stores) -> WeightsOf:
    """Return a finder that looks in the tree, and then at what the answer's tenant has kept."""

    def find(stored: AnswerAssessed, version: str) -> Weights:
        try:
            return weights(version)
        except NotFound:
            return kept_weights(stores.scope(stored.tenant_id).documents, stored.tenant_id, version)

    return find


def in_folder(folder: Path) -> WeightsOf:
    """Return a finder that looks in the tree, and then for ``calibrations/<version>.json`` anywhere below ``folder``.

    It raises ``NotReplayable`` where such a file holds something else.
    """
    kept = {path.stem: path for path in folder.rglob("*.json") if is_weights(path)}

    def find(_stored: AnswerAssessed, version: str) -> Weights:
        if (path := kept.get(version)) is None:
            return weights(version)
        try:
            return Weights.model_validate_json(path.read_bytes())
        except ValidationError as error:
            raise NotReplayable(f"{path.name} holds no weights.", "Copy it from the bucket again.") from error

    return find


def is_weights(path: Path) -> bool:
    """Whether a copied document is weights, and no answer, by its folder and its name."""
    return path.parent.name == FOLDER and "+cal-" in path.stem
