"""The manifest of models, ``containers/models.toml``, read into types. The file itself explains its fields."""

import tomllib
from pathlib import Path
from typing import Literal

from pydantic import Field

from shared.kernel.errors import NotFound
from shared.kernel.frozen import Frozen

MANIFEST = Path(__file__).resolve().parents[1] / "models.toml"

Hardware = Literal["cpu", "gpu"]
SHA256 = r"^([0-9a-f]{64})?$"


class ModelFile(Frozen):
    """One file of a variant. ``sha256`` is empty for the result of a conversion, whose inputs are pinned instead."""

    path: str = Field(pattern=r"^[\w.-]+(/[\w.-]+)*$")
    sha256: str = Field(default="", pattern=SHA256)
    size_bytes: int = 0
    inputs: tuple[str, ...] = Field(alias="from")
    inputs_sha256: tuple[str, ...] = Field(default=(), alias="from_sha256")
    convert: Literal["", "tflite", "tfjs"] = ""

    @property
    def pinned(self) -> bool:
        """Whether the manifest itself can tell a right file from a wrong one."""
        return bool(self.sha256) or (len(self.inputs_sha256) == len(self.inputs) and all(self.inputs_sha256))


class Variant(Frozen):
    """One way to get a model. ``in_place``: it stays where its package put it."""

    name: str
    revision: str
    requires: tuple[str, ...] = ()
    in_place: bool = False
    files: tuple[ModelFile, ...]


class Model(Frozen):
    """A model and the ways to get it, in order of preference."""

    name: str
    purpose: str
    licence: str
    source: str
    default_on: tuple[Hardware, ...] = ()
    variants: tuple[Variant, ...]


class Manifest(Frozen):
    """All models there are."""

    models: tuple[Model, ...]

    def model(self, name: str) -> Model:
        """Return one model; raises ``NotFound`` with the names there are."""
        for model in self.models:
            if model.name == name:
                return model
        known = ", ".join(model.name for model in self.models)
        raise NotFound(f"There is no model {name} in the manifest.", f"Choose one of: {known}.")

    def defaults(self, hardware: Hardware) -> tuple[Model, ...]:
        """Return the models that a deployment on this hardware uses unless a setting says otherwise."""
        return tuple(model for model in self.models if hardware in model.default_on)


def load(path: Path = MANIFEST) -> Manifest:
    """Read the manifest; raises ``pydantic.ValidationError`` naming the field that is wrong."""
    with path.open("rb") as file:
        return Manifest.model_validate(tomllib.load(file))
