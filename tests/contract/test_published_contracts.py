"""What stages publish is what the files in ``events/`` say, and yesterday's reader can read today's writer."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from local.contracts import files, name_of, text_of
from shared.catalogue import CONTRACTS
from shared.kernel.frozen import Published

EVENTS = Path(__file__).parents[2] / "events"
IDS = [f"{stage}-{name}" for stage, name, _ in map(name_of, CONTRACTS)]


def example_of(contract: type[Published]) -> dict[str, Any]:
    stage, name, version = name_of(contract)
    return json.loads((EVENTS / stage / f"{name}.v{version}.example.json").read_text("utf-8"))  # type: ignore[no-any-return]


def released_schema_of(contract: type[Published]) -> dict[str, Any]:
    stage, name, version = name_of(contract)
    path = EVENTS / "released" / stage / f"{name}.v{version}.schema.json"
    return json.loads(path.read_text("utf-8"))  # type: ignore[no-any-return]


@pytest.mark.parametrize("path", sorted(files()))
def test_the_file_is_what_the_catalogue_says(path: str) -> None:
    """`bole contracts` writes them; a change of a contract is then a change that a reviewer sees."""
    assert (EVENTS / path).read_text("utf-8") == text_of(files()[path])


@pytest.mark.parametrize("contract", CONTRACTS, ids=IDS)
def test_the_example_is_valid_and_read_without_loss(contract: type[Published]) -> None:
    example = example_of(contract)
    jsonschema.validate(example, files()["{}/{}.v{}.schema.json".format(*name_of(contract))])
    assert contract.model_validate(example).model_dump(mode="json") == example


@pytest.mark.parametrize("contract", CONTRACTS, ids=IDS)
def test_a_reader_of_the_released_schema_can_read_todays_example(contract: type[Published]) -> None:
    jsonschema.validate(example_of(contract), released_schema_of(contract))


@pytest.mark.parametrize("contract", CONTRACTS, ids=IDS)
def test_a_writer_that_drops_a_released_field_is_found_out(contract: type[Published]) -> None:
    schema = released_schema_of(contract)
    example = example_of(contract)
    for name in schema["required"]:
        broken = {key: value for key, value in example.items() if key != name}
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(broken, schema)


@pytest.mark.parametrize("contract", CONTRACTS, ids=IDS)
def test_todays_reader_ignores_what_a_newer_writer_adds(contract: type[Published]) -> None:
    example = example_of(contract)
    assert contract.model_validate({**example, "added_later": 1}) == contract.model_validate(example)


def test_no_file_in_events_is_left_over() -> None:
    expected = {EVENTS / path for path in files()}
    for contract in CONTRACTS:
        stage, name, version = name_of(contract)
        expected |= {
            EVENTS / stage / f"{name}.v{version}.example.json",
            EVENTS / "released" / stage / f"{name}.v{version}.schema.json",
        }
    assert {path for path in EVENTS.rglob("*") if path.is_file()} == expected
