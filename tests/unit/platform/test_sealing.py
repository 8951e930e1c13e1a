"""What is sealed for a person opens for that person alone, and never again once the key is destroyed."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from shared.kernel.frozen import Frozen
from shared.kernel.ids import TenantId
from shared.platform.keys import DamagedKey, DataKeys, KeyWrapping, Shredded
from shared.platform.sealing import Sealer, Tampered
from shared.platform.table import ConditionFailed, TenantTable
from tests.builders.aws import DATA_KEY, KEY_TABLE, Deployment, deployed

ACME, GLOBEX = TenantId("acme"), TenantId("globex")


class Told(Frozen):
    name: str


@pytest.fixture
def deployment() -> Iterator[Deployment]:
    with deployed() as made:
        yield made


@pytest.fixture
def sealer(deployment: Deployment) -> Sealer:
    return deployment.platform.sealer(ACME)


def key_rows(deployment: Deployment) -> list[str]:
    return [item["PK"]["S"] for item in deployment.client("dynamodb").scan(TableName=KEY_TABLE)["Items"]]


def test_what_is_sealed_shows_nothing_and_opens_as_it_was(sealer: Sealer) -> None:
    sealed = sealer.seal("cnd_1", Told(name="李雷"))
    assert "李雷" not in sealed
    assert sealer.open_as("cnd_1", sealed, Told) == Told(name="李雷")


def test_the_same_words_are_sealed_differently_each_time(sealer: Sealer) -> None:
    assert sealer.seal("cnd_1", b"same") != sealer.seal("cnd_1", b"same")


def test_each_person_has_one_key_and_it_is_wrapped(deployment: Deployment, sealer: Sealer) -> None:
    sealer.seal("cnd_1", b"a")
    sealer.seal("cnd_1", b"b")
    sealer.seal("cnd_2", b"c")
    assert sorted(key_rows(deployment)) == ["TENANT#acme#KEY#cnd_1", "TENANT#acme#KEY#cnd_2"]


def test_a_sealed_text_does_not_open_for_somebody_else_or_for_another_purpose(sealer: Sealer) -> None:
    sealed = sealer.seal("cnd_1", b"mine", "profile")
    sealer.seal("cnd_2", b"theirs")
    with pytest.raises(Tampered):
        sealer.open("cnd_2", sealed, "profile")
    with pytest.raises(Tampered):
        sealer.open("cnd_1", sealed, "note")


def test_a_changed_text_does_not_open(sealer: Sealer) -> None:
    sealed = sealer.seal("cnd_1", b"mine")
    with pytest.raises(Tampered):
        sealer.open("cnd_1", sealed[:-6] + "AAAAA=")


def test_after_forgetting_nothing_opens_and_nothing_can_be_sealed_again(sealer: Sealer) -> None:
    sealed = sealer.seal("cnd_1", b"mine")
    sealer.forget("cnd_1")
    with pytest.raises(Shredded) as told:
        sealer.open("cnd_1", sealed)
    assert (told.value.status, told.value.code) == (410, "shredded")
    with pytest.raises(Shredded):
        sealer.seal("cnd_1", b"more")


def test_a_row_that_comes_back_from_a_backup_is_noise(deployment: Deployment, sealer: Sealer) -> None:
    table = deployment.platform.table(ACME)
    row = {"PK": table.pk("CANDIDATE#cnd_1"), "SK": "CANDIDATE", "sealed": sealer.seal("cnd_1", b"mine")}
    table.put(row)
    sealer.forget("cnd_1")
    table.delete(row["PK"], row["SK"])
    table.put(row)  # restored
    with pytest.raises(Shredded):
        sealer.open("cnd_1", row["sealed"])


def test_forgetting_one_person_leaves_the_others(sealer: Sealer) -> None:
    kept = sealer.seal("cnd_2", b"theirs")
    sealer.seal("cnd_1", b"mine")
    sealer.forget("cnd_1")
    assert sealer.open("cnd_2", kept) == b"theirs"


def test_a_key_of_another_tenant_does_not_open(deployment: Deployment, sealer: Sealer) -> None:
    sealed = sealer.seal("cnd_1", b"mine")
    with pytest.raises(Shredded):
        deployment.platform.sealer(GLOBEX).open("cnd_1", sealed)


def test_a_wrapped_key_that_is_copied_to_another_person_unwraps_nothing(deployment: Deployment, sealer: Sealer) -> None:
    sealed = sealer.seal("cnd_1", b"mine")
    client = deployment.client("dynamodb")
    row = client.get_item(TableName=KEY_TABLE, Key={"PK": {"S": "TENANT#acme#KEY#cnd_1"}, "SK": {"S": "KEY"}})["Item"]
    client.put_item(TableName=KEY_TABLE, Item={**row, "PK": {"S": "TENANT#acme#KEY#cnd_2"}})
    with pytest.raises(DamagedKey):
        deployment.platform.sealer(ACME).open("cnd_2", sealed)


def test_a_process_asks_for_a_key_again_after_minutes(deployment: Deployment, sealer: Sealer) -> None:
    sealed = sealer.seal("cnd_1", b"mine")
    rows = TenantTable(deployment.client("dynamodb"), KEY_TABLE, ACME)
    other = DataKeys(rows, KeyWrapping(deployment.client("kms"), ACME, DATA_KEY), deployment.clock)
    other.forget("cnd_1")  # another process
    assert sealer.open("cnd_1", sealed) == b"mine"
    deployment.clock.instant += timedelta(minutes=6)
    with pytest.raises(Shredded):
        sealer.open("cnd_1", sealed)


def test_whoever_must_not_read_can_still_seal_for_somebody_new(sealer: Sealer) -> None:
    sealed = sealer.seal_new("cnd_9", b"new")
    assert sealer.open("cnd_9", sealed) == b"new"
    with pytest.raises(ConditionFailed):
        sealer.seal_new("cnd_9", b"again")


def test_a_tenants_own_key_wraps_as_soon_as_there_is_one(deployment: Deployment, sealer: Sealer) -> None:
    kms = deployment.client("kms")
    old = sealer.seal("cnd_1", b"old")
    own = kms.create_key(Description="acme")["KeyMetadata"]["KeyId"]
    kms.create_alias(AliasName="alias/bole-tenant-acme", TargetKeyId=own)
    new = sealer.seal("cnd_2", b"new")
    deployment.clock.instant += timedelta(minutes=6)
    assert (sealer.open("cnd_1", old), sealer.open("cnd_2", new)) == (b"old", b"new")
    kms.disable_key(KeyId=own)
    deployment.clock.instant += timedelta(minutes=6)
    assert sealer.open("cnd_1", old) == b"old"


def test_a_blind_digest_is_the_same_for_a_tenant_and_another_for_the_next(deployment: Deployment) -> None:
    acme, globex = (deployment.platform.blind_index(tenant) for tenant in (ACME, GLOBEX))
    assert acme.digest("phone", "+8613800138000") == acme.digest("phone", "+8613800138000")
    assert acme.digest("phone", "+8613800138000") != acme.digest("email", "+8613800138000")
    assert acme.digest("phone", "+8613800138000") != globex.digest("phone", "+8613800138000")
