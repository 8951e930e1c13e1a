"""A process starts with settings that are complete, or says which one is not."""

import pytest

from shared.platform.settings import BucketSettings, EngineSettings, SettingsError, TableSettings, UploadSettings, load


class ReaderSettings(TableSettings, UploadSettings):
    """What some function needs."""


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOLE_STAGE", "dev")
    monkeypatch.setenv("BOLE_TABLE", "bole")
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)


def test_a_function_reads_what_its_parts_need() -> None:
    settings = load(ReaderSettings)
    assert (settings.stage, settings.table, settings.upload_url_seconds) == ("dev", "bole", 900)


def test_a_missing_setting_is_named() -> None:
    with pytest.raises(SettingsError, match="BOLE_MEDIA_BUCKET: Field required"):
        load(BucketSettings)


def test_a_malformed_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOLE_MAX_RECORDING_SECONDS", "half an hour")
    with pytest.raises(SettingsError, match="BOLE_MAX_RECORDING_SECONDS"):
        load(ReaderSettings)


def test_a_misspelt_setting_does_not_pass_in_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOLE_TABEL", "bole")
    with pytest.raises(SettingsError, match="Unknown setting BOLE_TABEL"):
        load(TableSettings)


def test_a_setting_that_is_for_another_function_does_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOLE_BUS", "bole")
    assert load(TableSettings).table == "bole"


def test_an_address_is_never_signed_for_longer_than_its_credentials_live(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOLE_UPLOAD_URL_SECONDS", "7200")
    with pytest.raises(SettingsError, match="BOLE_UPLOAD_URL_SECONDS"):
        load(ReaderSettings)


def test_the_emulators_address_is_known_by_the_name_that_aws_gave_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:4566")
    assert load(TableSettings).aws_endpoint_url == "http://127.0.0.1:4566"


def test_an_engine_without_any_setting_of_its_own_runs_on_the_cpu_defaults() -> None:
    assert (load(EngineSettings).whisper_model, load(EngineSettings).compute_type) == ("whisper-base", "int8")
