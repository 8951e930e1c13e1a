"""Where a model lies on this machine. Engines ask here, and load from the answer with the network out of reach."""

from pathlib import Path

from containers.modelstore import inputs
from containers.modelstore.manifest import Manifest, Model, Variant, load
from shared.kernel.errors import NotFound


class ModelMissing(NotFound):
    """The model is not on this machine yet."""

    code = "model_missing"

    def __init__(self, model: Model, directory: Path) -> None:
        wants = " or ".join(", ".join(variant.requires) or "the model hub" for variant in model.variants)
        super().__init__(
            f"The model {model.name} is not in {directory}.",
            f"Run `python -m containers.modelstore {model.name}` (it needs {wants}), or set BOLE_MODELS_DIR.",
        )


def path_of(name: str, directory: Path, manifest: Manifest | None = None) -> Path:
    """Return the folder with the model's files: its own under ``directory``, or a package's for one used in place.

    Only presence is checked here, so that a worker starts fast; ``verify`` reads every byte.

    Raises:
        NotFound: the manifest has no such model.
        ModelMissing: it is not on this machine.
    """
    model = (manifest or load()).model(name)
    for variant in model.variants:
        folder = folder_of(model, variant, directory)
        if folder is not None and all((folder / file.path).is_file() for file in variant.files):
            return folder
    raise ModelMissing(model, directory)


def folder_of(model: Model, variant: Variant, directory: Path) -> Path | None:
    """Return where a variant lies or would lie; None for one used in place whose package is not installed."""
    if not variant.in_place:
        return directory / model.name
    first = variant.files[0]
    found = inputs.find(first.inputs[0])
    if found is None:
        return None
    return found.parents[len(Path(first.path).parts) - 1]
