"""One archive of everything of a person: JSON a stage, pages to read in both languages, files, and a manifest.

::

    manifest.json              name, size and SHA-256 of every other member
    README.txt                 what is what, in both languages
    <stage>.json               machine-readable: sections with the name of their form (GDPR 20(1), PIPL 45)
    overview.zh.html, .en.html the same to read
    media/, resumes/, reports/, offers/  files as they are
"""

import hashlib
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from shared.kernel.language import Language
from shared.platform.bucket import TenantBucket
from shared.platform.personal_rows import Pseudonyms
from shared.tenancy.contracts import TenantSettings
from shared.tenancy.rights.export import MOST_IN_ARCHIVE, Export, MediaFile
from shared.tenancy.rights.overview import overview_of
from shared.tenancy.rights.parts import FileOf, StagePart

BLOCK = 1024 * 1024
README = """个人信息副本 / A copy of your personal data

{company}
{export_id}, {when}

*.json          机器可读 / machine-readable; "schema_name" 为数据格式的名称 / is the name of the form
overview.*.html 可阅读版本 / to be read
media/          录音录像 / recordings
resumes/        简历 / résumés
reports/        报告页面 / reports as pages
offers/         录用通知书与接受记录 / letters of offers, and what was agreed
manifest.json   各文件的 SHA-256 / the SHA-256 of every file

评审人员的姓名以 reviewer-N 代替,其意见原文在内(GDPR 第15(4)条)。
Reviewers stand as reviewer-N; what they wrote about you is in here as it was written (GDPR Art. 15(4)).
过大的文件不在本压缩包内,可在申请页面单独下载,见 manifest.json 中的 "outside"。
Files that are too large are fetched from the page where you asked for this: "outside" in manifest.json.
"""


def write_archive(
    path: Path, export: Export, parts: Sequence[StagePart], settings: TenantSettings, bucket: TenantBucket, folder: Path
) -> tuple[MediaFile, ...]:
    """Write the archive to ``path``; ``folder`` is for files on their way. Return the files that are too large for it.

    Raises ``Unavailable``. A file that went in the meantime is left out.
    """
    names = Pseudonyms()
    cleaned = [part.model_copy(update={"sections": tuple(_cleaned(part, names))}) for part in parts]
    media = list(_sized([file for part in parts for file in part.files], bucket))
    manifest: list[dict[str, Any]] = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        when = export.requested_at.strftime("%Y-%m-%d %H:%M UTC")
        readme = README.format(company=settings.company, export_id=export.export_id, when=when)
        _add(archive, "README.txt", readme.encode(), manifest)
        for part in cleaned:
            body = {"stage": part.stage, "sections": [section.model_dump(mode="json") for section in part.sections]}
            text = json.dumps(body, ensure_ascii=False, indent=1)
            _add(archive, f"{part.stage}.json", text.encode(), manifest)
        languages: tuple[Language, ...] = ("zh", "en")
        for language in languages:
            page = overview_of(cleaned, media, export, settings, language)
            _add(archive, f"overview.{language}.html", page.encode(), manifest)
        for file in media:
            if file.inside:
                _copy(archive, file, bucket, folder, manifest)
        outside = [{"name": file.name, "size_bytes": file.size_bytes} for file in media if not file.inside]
        told = {"export_id": export.export_id, "members": manifest, "outside": outside}
        archive.writestr("manifest.json", json.dumps(told, ensure_ascii=False, indent=1))
    return tuple(file for file in media if not file.inside)


def _cleaned(part: StagePart, names: Pseudonyms) -> list[Any]:
    return [section.model_copy(update={"items": names.cleaned(section.items)}) for section in part.sections]


def _sized(files: Sequence[FileOf], bucket: TenantBucket) -> list[MediaFile]:
    """Return the files that are there, the smaller ones inside as long as there is room."""
    found, room = [], MOST_IN_ARCHIVE
    heads = [(file, head) for file in files if (head := bucket.head(file.key)) is not None]
    for file, head in sorted(heads, key=lambda each: each[1].size_bytes):
        inside = head.size_bytes <= room
        room -= head.size_bytes if inside else 0
        found.append(MediaFile(key=file.key, name=file.name, size_bytes=head.size_bytes, inside=inside))
    return found


def _add(archive: zipfile.ZipFile, name: str, body: bytes, manifest: list[dict[str, Any]]) -> None:
    archive.writestr(name, body)
    manifest.append({"name": name, "size_bytes": len(body), "sha256": hashlib.sha256(body).hexdigest()})


def _copy(
    archive: zipfile.ZipFile, file: MediaFile, bucket: TenantBucket, folder: Path, manifest: list[dict[str, Any]]
) -> None:
    there = bucket.download(file.key, folder / "member")
    digest = hashlib.sha256()
    # Recordings are compressed already.
    with there.open("rb") as source, archive.open(zipfile.ZipInfo(file.name), "w", force_zip64=True) as target:
        while block := source.read(BLOCK):
            digest.update(block)
            target.write(block)
    there.unlink()
    manifest.append({"name": file.name, "size_bytes": file.size_bytes, "sha256": digest.hexdigest()})
