"""Files: the same voucher is the same file, in the bucket and on a server whose host key is pinned."""

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import boto3
import openpyxl
import pytest
from moto import mock_aws

from shared.finance.connectors.addresses import AddressRule
from shared.finance.connectors.errors import (
    AuxiliaryMissing,
    Busy,
    LoginFailed,
    NotConfigured,
    Unreachable,
    UntrustedServer,
)
from shared.finance.connectors.files.connector import FilesConnector
from shared.finance.connectors.port import Notice
from shared.finance.connectors.registry import Reach, TenantFiles, open_connector, open_messenger
from shared.finance.connectors.settings import SETTINGS
from shared.platform.bucket import TenantBucket
from tests.builders.vouchers import TENANT, a_payment, a_voucher
from tests.fake_erp.sftp import PASSWORD, USER, FakeSftp, a_key, sftp_server

BUCKET = "media"


@pytest.fixture
def bucket() -> Iterator[TenantBucket]:
    with mock_aws():
        client = boto3.client("s3", region_name="us-east-1")
        client.create_bucket(Bucket=BUCKET)
        yield TenantBucket(client, BUCKET, TENANT)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[FakeSftp]:
    with sftp_server(tmp_path) as running:
        yield running


def a_connector(bucket: TenantBucket, secrets: dict[str, str] | None = None, **more: Any) -> FilesConnector:
    settings = SETTINGS.validate_python({"kind": "files", "name": "erp", **more})
    made = open_connector(settings, reach(bucket, secrets))
    assert isinstance(made, FilesConnector)
    return made


def reach(bucket: TenantBucket, secrets: dict[str, str] | None = None) -> Reach:
    given = {"sftp_password": PASSWORD} if secrets is None else secrets
    return Reach(secret=given.get, files=TenantFiles(bucket, TENANT), addresses=AddressRule(private=True))


def sftp(server: FakeSftp, **more: Any) -> dict[str, Any]:
    return {"host": "127.0.0.1", "port": server.port, "user": USER, "host_key": server.host_key, **more}


def files(bucket: TenantBucket) -> dict[str, bytes]:
    keys = bucket.every_key(f"finance/{TENANT}/files/erp/")
    return {key.rsplit("/", 1)[1]: bucket.get_bytes(key) for key in keys}


def test_a_voucher_is_one_file_named_by_its_number(bucket: TenantBucket) -> None:
    voucher = a_payment("vch_01JQ0000000000000000000001")
    posted = a_connector(bucket).post(voucher)
    assert list(files(bucket)) == ["voucher_2026-03_vch_01JQ0000000000000000000001.csv"]
    rows = list(csv.DictReader(io.StringIO(next(iter(files(bucket).values())).decode("utf-8-sig"))))
    assert [(row["科目编码"], row["借方金额"], row["贷方金额"]) for row in rows] == [
        ("2211", "30000.00", ""),
        ("2241", "", "4500.00"),
        ("2221", "", "555.00"),
        ("1002", "", "24945.00"),
    ]
    assert posted.total_fen == 3_000_000


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_posted_twice_it_is_the_same_file(bucket: TenantBucket, ending: str) -> None:
    voucher = a_voucher()
    first = a_connector(bucket, format=ending).post(voucher)
    before = files(bucket)
    assert a_connector(bucket, format=ending).post(voucher) == first
    assert files(bucket) == before


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_crash_between_file_and_receipt_writes_the_same_bytes_again(
    bucket: TenantBucket, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    voucher = a_voucher()
    connector = a_connector(bucket, format=ending)
    with monkeypatch.context() as broken:
        broken.setattr(bucket, "put_document", _ends)
        with pytest.raises(KeyboardInterrupt):
            connector.post(voucher)
    before = files(bucket)
    assert a_connector(bucket, format=ending).find(voucher.voucher_id) is None
    a_connector(bucket, format=ending).post(voucher)
    assert files(bucket) == before
    assert len(before) == 1


def test_a_workbook_does_not_say_when_it_was_written(bucket: TenantBucket) -> None:
    a_connector(bucket, format="xlsx").post(a_voucher())
    with zipfile.ZipFile(io.BytesIO(next(iter(files(bucket).values())))) as book:
        assert {entry.date_time[:3] for entry in book.infolist()} == {(1980, 1, 1)}
        properties = book.read("docProps/core.xml")
        assert b"modified" not in properties
        assert b"1980-01-01T00:00:00Z" in properties


def _ends(*_: Any) -> None:
    raise KeyboardInterrupt


def test_what_was_written_is_listed_by_period(bucket: TenantBucket) -> None:
    vouchers = [a_voucher() for _ in range(3)]
    for voucher in [*vouchers, a_voucher(period="2026-04")]:
        a_connector(bucket).post(voucher)
    listed = {each.voucher_id for each in a_connector(bucket).list_posted("2026-03")}
    assert listed == {voucher.voucher_id for voucher in vouchers}


def test_a_workbook_keeps_codes_as_texts(bucket: TenantBucket) -> None:
    a_connector(bucket, format="xlsx").post(a_voucher(summary="=1+1"))
    body = next(iter(files(bucket).values()))
    sheet = openpyxl.load_workbook(io.BytesIO(body)).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[1][rows[0].index("科目编码")] == "6602"
    assert rows[1][rows[0].index("摘要")] == "'=1+1"
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_a_summary_is_no_formula_in_a_table(bucket: TenantBucket) -> None:
    a_connector(bucket).post(a_voucher(summary='=HYPERLINK("https://evil.example")'))
    assert ",'=HYPERLINK" in next(iter(files(bucket).values())).decode("utf-8-sig").replace("\"'", "'")


def test_an_encoding_of_mainland_windows(bucket: TenantBucket) -> None:
    a_connector(bucket, template="kingdee_kis").post(a_voucher())
    assert "计提2026年3月工资" in next(iter(files(bucket).values())).decode("gb18030")


def test_what_no_column_is_for_is_not_left_out_silently(bucket: TenantBucket) -> None:
    voucher = a_voucher()
    line = voucher.lines[0].model_copy(update={"auxiliary": {"department": "D01", "employee": "E001"}})
    odd = voucher.model_copy(update={"lines": (line, voucher.lines[1])})
    with pytest.raises(AuxiliaryMissing):
        a_connector(bucket, template="kingdee_kis").post(odd)
    assert files(bucket) == {}


def test_an_unknown_template_is_a_setting_to_correct(bucket: TenantBucket) -> None:
    checked = a_connector(bucket, template="nothing").check()
    assert checked.problem == "not_configured"
    assert a_connector(bucket).check().ok


def test_a_file_arrives_on_the_server(bucket: TenantBucket, server: FakeSftp) -> None:
    voucher = a_voucher()
    a_connector(bucket, sftp=sftp(server)).post(voucher)
    assert [path.name for path in server.folder.iterdir()] == [f"voucher_2026-03_{voucher.voucher_id}.csv"]
    assert a_connector(bucket, sftp=sftp(server)).check().ok


@pytest.mark.parametrize("renames_over", [True, False])
def test_a_file_that_broke_off_is_whole_after_the_next_attempt(
    bucket: TenantBucket, server: FakeSftp, renames_over: bool
) -> None:
    voucher = a_voucher()
    server.renames_over, server.cut_next = renames_over, True
    with pytest.raises(Busy):
        a_connector(bucket, sftp=sftp(server)).post(voucher)
    name = f"voucher_2026-03_{voucher.voucher_id}.csv"
    assert not (server.folder / name).exists()
    (server.folder / name).write_bytes(b"an older one")
    a_connector(bucket, sftp=sftp(server)).post(voucher)
    assert (server.folder / name).read_bytes().startswith(b"\xef\xbb\xbf")
    assert [path.name for path in server.folder.iterdir()] == [name]


def test_another_server_than_the_pinned_one_is_told_no_password(bucket: TenantBucket, server: FakeSftp) -> None:
    other = f"ssh-ed25519 {a_key().get_base64()}"
    with pytest.raises(UntrustedServer):
        a_connector(bucket, sftp=sftp(server, host_key=other)).post(a_voucher())
    assert server.logins == 0
    assert list(server.folder.iterdir()) == []


def test_a_wrong_password_needs_a_person(bucket: TenantBucket, server: FakeSftp) -> None:
    with pytest.raises(LoginFailed):
        a_connector(bucket, {"sftp_password": "wrong"}, sftp=sftp(server)).post(a_voucher())


def test_a_folder_that_is_not_there(bucket: TenantBucket, server: FakeSftp) -> None:
    with pytest.raises(NotConfigured):
        a_connector(bucket, sftp=sftp(server, folder="nowhere")).post(a_voucher())


def test_a_server_that_is_down(bucket: TenantBucket, server: FakeSftp) -> None:
    with pytest.raises(Unreachable):
        a_connector(bucket, sftp=sftp(server, port=1)).post(a_voucher())


def test_a_server_in_the_house_is_not_reached_unless_the_deployment_says_so(
    bucket: TenantBucket, server: FakeSftp
) -> None:
    settings = SETTINGS.validate_python({"kind": "files", "name": "erp", "sftp": sftp(server)})
    narrow = Reach(secret={"sftp_password": PASSWORD}.get, files=TenantFiles(bucket, TENANT))
    with pytest.raises(NotConfigured):
        open_connector(settings, narrow).post(a_voucher())
    assert server.logins == 0


def test_a_notice_is_a_file(bucket: TenantBucket) -> None:
    settings = SETTINGS.validate_python({"kind": "files", "name": "erp"})
    notice = Notice("evt_1", "payroll.salary_changed", datetime(2026, 3, 1, tzinfo=UTC), {"after_fen": 100})
    for _ in range(2):
        open_messenger(settings, reach(bucket)).tell(notice)
    assert list(files(bucket)) == ["payroll_salary_changed_evt_1.json"]
