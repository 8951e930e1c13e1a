"""Write receipts: a hash of each thing that the scores of an answer depend on."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from shared.assessment.model.receipt import Receipt
from shared.assessment.model.score import Feature
from shared.assessment.model.transcript import Transcript
from shared.assessment.rubrics.model import Rubric


def receipt_of(
    transcript: Transcript,
    features: Sequence[Feature],
    rubrics: Sequence[Rubric],
    weights: BaseModel,
    weights_version: str,
    models: Mapping[str, str],
    prompts: Mapping[str, str],
) -> Receipt:
    """Return the receipt of one answer's scores.

    ``features`` count in their order. ``models`` maps a purpose to name and version, ``prompts`` a prompt's version to
    its hash; both are kept as they are. Raises ``ValueError`` for a figure that is no number (``nan``, ``inf``).
    """
    return Receipt(
        transcript=digest(transcript),
        features=digest(list(features)),
        rubrics={rubric.competency: digest(rubric) for rubric in rubrics},
        weights=digest(weights),
        weights_version=weights_version,
        models=dict(models),
        prompts=dict(prompts),
    )


def digest(value: BaseModel | Sequence[BaseModel]) -> str:
    """Return the SHA-256 (hex) of the value's canonical JSON."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def canonical(value: BaseModel | Sequence[BaseModel]) -> str:
    """Return the one JSON text of a value: keys sorted, no spaces, the shortest digits that give each float again.

    Null, ``[]`` and ``{}`` are left out wherever they are the value of a key: they say nothing, and so a field that
    is added to a contract later does not change the hash of what was written before. Anybody can make the same text
    from the stored document, without this code.
    """
    tree = value.model_dump(mode="json") if isinstance(value, BaseModel) else [v.model_dump(mode="json") for v in value]
    return json.dumps(
        _without_silence(tree), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def _without_silence(tree: Any) -> Any:
    if isinstance(tree, dict):
        kept = ((name, _without_silence(value)) for name, value in tree.items())
        return {name: value for name, value in kept if value is not None and value != [] and value != {}}
    return [_without_silence(value) for value in tree] if isinstance(tree, list) else tree
