"""Puts a model together from installed packages (or a mirror, or a hub), checks it, and only then moves it in place."""

import json
import shutil
import tempfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from containers.modelstore import inputs
from containers.modelstore.locate import folder_of
from containers.modelstore.manifest import Manifest, Model, ModelFile, Variant, load
from containers.modelstore.verify import RECORD, sha256_of, verify_model, wrong_in
from shared.kernel.errors import BoleError

_BLOCK = 1024 * 1024


class WrongModel(BoleError):
    """The bytes are not the ones that the manifest pins: a package has changed, or a download broke."""

    code = "wrong_model"


def assemble(
    name: str,
    directory: Path,
    *,
    manifest: Manifest | None = None,
    mirror: Path | None = None,
    network: bool = False,
) -> Path:
    """Make sure that a model is under ``directory`` and right; return its folder.

    A model that is already right is left alone. Otherwise ``mirror`` (a directory laid out like ``directory``) is
    tried first, then the variants in the manifest's order. ``network`` allows the hub, for image builds.

    Raises:
        NotFound: the manifest has no such model.
        InputMissing: no variant's inputs are here; the remedy names what to install.
        WrongModel: an input or the result has another sha256 than the manifest's.
    """
    model = (manifest or load()).model(name)
    state = verify_model(model, directory)
    if state.right and state.folder:
        return Path(state.folder)
    if mirror is not None and (mirror / name).is_dir():
        return _from_mirror(model, mirror / name, directory)
    missing: list[str] = []
    for variant in model.variants:
        absent = _absent(variant, network)
        if not absent:
            return _from_inputs(model, variant, directory)
        missing.append(f"{variant.name} lacks {', '.join(absent)}")
    wants = " or ".join(" ".join(variant.requires) for variant in model.variants if variant.requires)
    raise inputs.InputMissing(
        f"The model {name} cannot be assembled: {'; '.join(missing)}.",
        f"Install {wants}." if wants else "Build with --network where the model hub can be reached, or set a mirror.",
    )


def _absent(variant: Variant, network: bool) -> list[str]:
    references = [reference for file in variant.files for reference in file.inputs]
    return [one for one in references if not (network if inputs.is_remote(one) else inputs.find(one))]


def _from_mirror(model: Model, source: Path, directory: Path) -> Path:
    problems = []
    for variant in model.variants:
        problem = wrong_in(source, variant)
        if problem is None:
            with _new_folder(model, directory) as folder:
                for path in [*(file.path for file in variant.files), *([RECORD] if (source / RECORD).exists() else [])]:
                    (folder / path).parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(source / path, folder / path)
            return directory / model.name
        problems.append(f"{variant.name}: {problem}")
    raise WrongModel(
        f"The mirror's {model.name} is not the one of the manifest ({'; '.join(problems)}).",
        "Fill the mirror from a machine where the model verifies.",
    )


def _from_inputs(model: Model, variant: Variant, directory: Path) -> Path:
    if variant.in_place:
        folder = folder_of(model, variant, directory)
        problem = wrong_in(folder, variant) if folder else "not installed"
        if folder is None or problem is not None:
            raise WrongModel(
                f"{model.name} ({variant.name}): {problem}.",
                f"Reinstall {' '.join(variant.requires)} from its lock file.",
            )
        return folder
    with _new_folder(model, directory) as folder:
        record = {file.path: _make(file, variant, folder) for file in variant.files}
        text = json.dumps({"variant": variant.name, "revision": variant.revision, "files": record}, indent=1)
        (folder / RECORD).write_text(text + "\n", encoding="utf-8")
    return directory / model.name


def _make(file: ModelFile, variant: Variant, folder: Path) -> str:
    """Write one file into ``folder`` and return its sha256."""
    target = folder / file.path
    target.parent.mkdir(parents=True, exist_ok=True)
    if not file.pinned:
        raise WrongModel(
            f"{target.name} has no sha256 in the manifest.", "Pin it there: nothing unchecked is installed."
        )
    with tempfile.TemporaryDirectory(dir=folder) as place:
        sources = [_source(reference, variant, Path(place)) for reference in file.inputs]
        for source, expected in zip(sources, file.inputs_sha256, strict=False):
            _check(source, expected, variant)
        if file.convert:
            converter(file.convert)(sources[0], target)
        else:
            _join(sources, target)
    found = sha256_of(target)
    if file.sha256 and found != file.sha256:
        _refuse(target, file.sha256, found, variant)
    return found


def _source(reference: str, variant: Variant, place: Path) -> Path:
    if inputs.is_remote(reference):
        target = place / Path(reference).name
        inputs.download(reference, variant.revision, target)
        return target
    found = inputs.find(reference)
    if found is None:
        raise inputs.InputMissing(f"{reference} is not installed.", f"Install {' '.join(variant.requires)}.")
    return found


def _join(sources: list[Path], target: Path) -> None:
    with target.open("wb") as out:
        for source in sources:
            with source.open("rb") as part:
                shutil.copyfileobj(part, out, _BLOCK)


def converter(kind: str) -> Callable[[Path, Path], object]:
    """Return ``containers.modelstore.<kind>_to_onnx.convert``; its libraries are imported only when it is needed."""
    convert: Callable[[Path, Path], object] = import_module(f"containers.modelstore.{kind}_to_onnx").convert
    return convert


def _check(path: Path, expected: str, variant: Variant) -> None:
    found = sha256_of(path) if expected else ""
    if found != expected:
        _refuse(path, expected, found, variant)


def _refuse(path: Path, expected: str, found: str, variant: Variant) -> None:
    raise WrongModel(
        f"{path.name} of {variant.name} {variant.revision} has sha256 {found}, not {expected}.",
        f"Reinstall {' '.join(variant.requires) or 'it'} from its lock file; if it stays so, do not use it.",
    )


class _new_folder:  # noqa: N801  # reads as a statement
    """A folder that takes the model's place when the block ends well, and vanishes when it does not."""

    def __init__(self, model: Model, directory: Path) -> None:
        self.final = directory / model.name
        directory.mkdir(parents=True, exist_ok=True)
        self.folder = Path(tempfile.mkdtemp(prefix=f".{model.name}-", dir=directory))

    def __enter__(self) -> Path:
        return self.folder

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is not None:
            shutil.rmtree(self.folder, ignore_errors=True)
            return
        self.folder.chmod(0o755)
        if self.final.exists():
            shutil.rmtree(self.final)
        self.folder.rename(self.final)
