"""A process has one platform; tests put theirs in its place."""

from collections.abc import Iterator

import pytest

from shared.platform import bootstrap
from shared.platform.settings import BucketSettings, BusSettings, SettingsError, TableSettings
from tests.builders.aws import every_setting


@pytest.fixture(autouse=True)
def _forgotten(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("BOLE_STAGE", "dev")
    monkeypatch.setenv("BOLE_TABLE", "bole")
    bootstrap.use(None)
    yield
    bootstrap.use(None)


def test_the_platform_is_built_once() -> None:
    assert bootstrap.current(TableSettings) is bootstrap.current(TableSettings)


def test_a_platform_that_was_put_in_place_is_the_current_one() -> None:
    mine = bootstrap.build(every_setting())
    bootstrap.use(mine)
    assert bootstrap.current(TableSettings) is mine


def test_a_platform_that_lacks_a_setting_says_which() -> None:
    bootstrap.use(bootstrap.build(TableSettings(stage="dev", table="bole")))
    with pytest.raises(SettingsError, match="bus"):
        bootstrap.current(BusSettings)


def test_an_environment_that_lacks_a_setting_says_which() -> None:
    bootstrap.current(TableSettings)
    with pytest.raises(SettingsError, match="BOLE_BUS"):
        bootstrap.current(BusSettings)


def test_routes_that_know_other_settings_share_the_clients_of_their_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOLE_MEDIA_BUCKET", "media")
    first, second = bootstrap.current(TableSettings), bootstrap.current(BucketSettings)
    assert second.settings.media_bucket == "media"
    assert second.wiring.tenants is first.wiring.tenants


def test_an_adapter_whose_settings_were_left_out_says_which_to_include() -> None:
    with pytest.raises(SettingsError, match="BusSettings"):
        _ = bootstrap.current(TableSettings).bus
