import hashlib
import sys
from pathlib import Path

import pytest

from containers.modelstore import assemble as assembling
from containers.modelstore import inputs
from containers.modelstore.assemble import WrongModel, assemble
from containers.modelstore.locate import ModelMissing, path_of
from containers.modelstore.manifest import Manifest, Model, ModelFile, Variant, load
from containers.modelstore.verify import RECORD, verify
from shared.kernel.errors import NotFound

PART_1, PART_2 = b"weights, first half; ", b"weights, second half"
WHOLE = PART_1 + PART_2


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of installed packages, with the two halves of a model in it."""
    site = tmp_path / "site"
    for package, data in (("half_one", PART_1), ("half_two", PART_2)):
        (site / package / "data").mkdir(parents=True)
        (site / package / "__init__.py").write_text("raise RuntimeError('a package of weights is never imported')")
        (site / package / "data" / "part").write_bytes(data)
    monkeypatch.setattr(sys, "path", [str(site), *sys.path])
    return site


def joined(digest: str = sha256(WHOLE), *sources: str, **changes: object) -> ModelFile:
    values: dict[str, object] = {
        "path": "model.bin",
        "sha256": digest,
        "from": sources or ("python:half_one/data/part", "python:half_two/data/part"),
    }
    return ModelFile.model_validate(values | changes)


def manifest(*variants: Variant) -> Manifest:
    model = Model(
        name="ears", purpose="to hear", licence="MIT", source="a test", default_on=("cpu",), variants=variants
    )
    return Manifest(models=(model,))


def variant(file: ModelFile, name: str = "packaged", *, in_place: bool = False) -> Variant:
    return Variant(name=name, revision="1.0.0", requires=("half-one==1.0.0",), in_place=in_place, files=(file,))


@pytest.mark.usefixtures("packages")
def test_parts_are_joined_checked_and_found(tmp_path: Path) -> None:
    known = manifest(variant(joined()))
    assemble("ears", tmp_path / "models", manifest=known)
    assert (path_of("ears", tmp_path / "models", known) / "model.bin").read_bytes() == WHOLE


@pytest.mark.usefixtures("packages")
def test_a_model_that_is_right_is_left_alone(tmp_path: Path) -> None:
    known = manifest(variant(joined()))
    folder = assemble("ears", tmp_path, manifest=known)
    before = (folder / "model.bin").stat().st_mtime_ns
    assemble("ears", tmp_path, manifest=known)
    assert (folder / "model.bin").stat().st_mtime_ns == before


@pytest.mark.usefixtures("packages")
def test_a_model_that_was_damaged_is_noticed_and_made_again(tmp_path: Path) -> None:
    known = manifest(variant(joined()))
    folder = assemble("ears", tmp_path, manifest=known)
    (folder / "model.bin").write_bytes(WHOLE[:-1] + b"?")
    (state,) = verify(tmp_path, known)
    assert (state.present, state.right) == (True, False)
    assert "another sha256" in (state.problem or "")
    assemble("ears", tmp_path, manifest=known)
    assert verify(tmp_path, known)[0].right


@pytest.mark.usefixtures("packages")
def test_a_package_whose_bytes_changed_is_refused_and_nothing_is_left_behind(tmp_path: Path) -> None:
    known = manifest(variant(joined(sha256(b"what it was"))))
    with pytest.raises(WrongModel, match="has sha256"):
        assemble("ears", tmp_path / "models", manifest=known)
    assert list((tmp_path / "models").iterdir()) == []


@pytest.mark.usefixtures("packages")
def test_an_unpinned_file_is_never_installed(tmp_path: Path) -> None:
    with pytest.raises(WrongModel, match="no sha256"):
        assemble("ears", tmp_path, manifest=manifest(variant(joined(""))))


@pytest.mark.usefixtures("packages")
def test_when_the_first_variant_is_not_installed_the_next_is_taken(tmp_path: Path) -> None:
    gone = variant(joined(sha256(WHOLE), "python:vanished/part"), "vanished")
    assemble("ears", tmp_path, manifest=manifest(gone, variant(joined())))
    assert verify(tmp_path, manifest(gone, variant(joined())))[0].right
    assert '"variant": "packaged"' in (tmp_path / "ears" / RECORD).read_text()


def test_what_is_missing_is_named_with_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(inputs.InputMissing) as refusal:
        assemble("ears", tmp_path, manifest=manifest(variant(joined())))
    assert "half_one/data/part" in refusal.value.problem
    assert "half-one==1.0.0" in refusal.value.remedy


def test_a_model_that_is_not_here_says_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match=r"python -m containers\.modelstore ears"):
        path_of("ears", tmp_path, manifest(variant(joined())))


def test_an_unknown_model_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="ears"):
        path_of("eyes", tmp_path, manifest(variant(joined())))


@pytest.mark.usefixtures("packages")
def test_a_mirror_is_copied_and_checked_without_any_package(tmp_path: Path) -> None:
    assemble("ears", tmp_path / "mirror", manifest=manifest(variant(joined())))
    absent = manifest(variant(joined(sha256(WHOLE), "python:vanished/part")))
    assemble("ears", tmp_path / "models", manifest=absent, mirror=tmp_path / "mirror")
    assert verify(tmp_path / "models", absent)[0].right


def test_a_mirror_with_other_bytes_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mirror" / "ears").mkdir(parents=True)
    (tmp_path / "mirror" / "ears" / "model.bin").write_bytes(b"something else")
    with pytest.raises(WrongModel, match="mirror"):
        assemble("ears", tmp_path / "models", manifest=manifest(variant(joined())), mirror=tmp_path / "mirror")


@pytest.mark.usefixtures("packages")
def test_a_model_used_in_place_is_verified_where_its_package_has_it(tmp_path: Path, packages: Path) -> None:
    file = joined(sha256(PART_1), "python:half_one/data/part", path="data/part")
    known = manifest(variant(file, in_place=True))
    assert assemble("ears", tmp_path, manifest=known) == packages / "half_one"
    assert path_of("ears", tmp_path, known) == packages / "half_one"


@pytest.mark.usefixtures("packages")
def test_a_converted_file_is_pinned_by_its_input_and_recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def shout(source: Path, target: Path) -> None:
        target.write_bytes(source.read_bytes().upper())

    monkeypatch.setattr(assembling, "converter", lambda _kind: shout)
    file = joined("", "python:half_one/data/part", convert="tflite", from_sha256=(sha256(PART_1),))
    known = manifest(variant(file))
    folder = assemble("ears", tmp_path, manifest=known)
    (state,) = verify(tmp_path, known)
    assert (state.right, state.unpinned) == (True, 1)
    assert sha256(PART_1.upper()) in (folder / RECORD).read_text()


@pytest.mark.usefixtures("packages")
def test_a_conversion_of_another_input_is_refused(tmp_path: Path) -> None:
    file = joined("", "python:half_one/data/part", convert="tflite", from_sha256=(sha256(b"other"),))
    with pytest.raises(WrongModel, match="has sha256"):
        assemble("ears", tmp_path, manifest=manifest(variant(file)))


def test_without_leave_the_network_is_not_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        pytest.fail("a download was begun")

    monkeypatch.setattr(inputs, "download", never)
    remote = manifest(variant(joined(sha256(WHOLE), "hub:someone/ears/model.bin")))
    with pytest.raises(inputs.InputMissing):
        assemble("ears", tmp_path, manifest=remote)


def test_an_image_build_downloads_at_the_pinned_revision_and_checks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, str]] = []

    def deliver(reference: str, revision: str, target: Path) -> None:
        asked.append((reference, revision))
        target.write_bytes(b"tampered")

    monkeypatch.setattr(inputs, "download", deliver)
    remote = manifest(variant(joined(sha256(WHOLE), "hub:someone/ears/model.bin")))
    with pytest.raises(WrongModel):
        assemble("ears", tmp_path, manifest=remote, network=True)
    assert asked == [("hub:someone/ears/model.bin", "1.0.0")]


def test_the_manifest_of_the_project_pins_every_model() -> None:
    unpinned = [
        f"{model.name}/{way.name}/{file.path}"
        for model in load().models
        for way in model.variants
        for file in way.files
        if not file.pinned
    ]
    assert unpinned == []


def test_every_model_has_a_free_licence_and_there_is_a_listener_for_each_hardware() -> None:
    known = load()
    assert {model.licence for model in known.models} <= {"MIT", "Apache-2.0", "BSD-3-Clause"}
    assert "whisper-base" in [model.name for model in known.defaults("cpu")]
    assert "whisper-large-v3-turbo" in [model.name for model in known.defaults("gpu")]


def test_a_misspelt_field_of_the_manifest_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "models.toml"
    path.write_text('[[models]]\nname = "x"\npurpos = "y"\n')
    with pytest.raises(ValueError, match="purpos"):
        load(path)
