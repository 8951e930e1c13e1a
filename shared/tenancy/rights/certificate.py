"""The certificate of an erasure: what went, when, by which article, with a list of digests. It names nobody.

It is proved by the audit log: the entry ``erasure_certified`` holds its SHA-256, and the log is chained and anchored.
"""

import json
from html import escape

from shared.kernel.documents import DocumentRef
from shared.kernel.ids import CandidateId
from shared.kernel.language import Language
from shared.kernel.localized import LocalizedText
from shared.platform.person_places import digest
from shared.tenancy.contracts import TenantSettings
from shared.tenancy.jurisdictions.loader import rules_of
from shared.tenancy.rights.contracts import CertifiedStep, ErasureCertificate, certificate_folder
from shared.tenancy.rights.erasing import ErasingDesk
from shared.tenancy.rights.errors import NoErasure, Overtaken
from shared.tenancy.rights.model import STAGES, Erasure, certified

REMAINING = (
    LocalizedText(
        zh="审计日志:仅含编号、时间和代码,不含姓名和内容;只能追加,不可改动(哈希链)。",
        en="The audit log: ids, times and codes, no name and no content; it can only be added to (a chain of hashes).",
    ),
    LocalizedText(
        zh="墓碑行:编号和时间,用于丢弃迟到的数据。",
        en="Stones: ids and times, by which what arrives late is thrown away.",
    ),
    LocalizedText(
        zh="数据库备份(35天)中的加密内容:密钥已销毁,无法解密;其余为编号、时间和代码。",
        en="Sealed rows in backups of the database (35 days): the key is destroyed; the rest is ids, times and codes.",
    ),
    LocalizedText(
        zh="统计数据:比较组中的匿名分数、人格测验的无名作答、招聘漏斗计数,均不指向任何人。",
        en="Statistics: nameless scores in comparison groups, nameless answers of personality tests and counts of the "
        "funnel; none leads to anybody.",
    ),
)


def certify(candidate_id: CandidateId, settings: TenantSettings, desk: ErasingDesk) -> Erasure:
    """Write the certificate, in JSON and as pages in both languages, and enter its hash into the audit log. Once.

    Raises:
        NoErasure: nothing was erased yet.
        Overtaken: another execution was quicker; run again.
    """
    erasure = desk.erasure(candidate_id)
    if erasure.state == "certified":
        return erasure
    if erasure.key_forgotten_at is None or erasure.begun_at is None:
        raise NoErasure
    folder, now = certificate_folder(erasure.tenant_id, erasure.erasure_id), desk.clock.now()
    digests = _digests(folder, desk)
    listed = desk.bucket.put_bytes(f"{folder}/erased.json", json.dumps(digests).encode(), "application/json")
    rules = rules_of(settings)
    certificate = ErasureCertificate(
        erasure_id=erasure.erasure_id,
        tenant_id=erasure.tenant_id,
        company=settings.company,
        jurisdiction=rules.name,
        subject_sha256=subject_digest(erasure),
        basis=erasure.basis,
        requested_at=erasure.requested_at,
        due_at=erasure.due_at,
        in_time=erasure.restricted_until is not None or erasure.key_forgotten_at <= erasure.due_at,
        article=erasure.article,
        restricted_until=erasure.restricted_until,
        begun_at=erasure.begun_at,
        key_forgotten_at=erasure.key_forgotten_at,
        looked_again_at=now,
        records=len(erasure.person.candidate_ids),
        steps=tuple(
            CertifiedStep(stage=stage, rows=step.rows, objects=step.objects)
            for stage in STAGES
            if (step := erasure.steps.get(stage)) is not None
        ),
        rows=erasure.rows,
        objects=erasure.objects,
        list_sha256=listed.sha256,
        entries=len(digests),
        remaining=REMAINING,
    )
    document = desk.bucket.put_document(f"{folder}/certificate.json", certificate)
    languages: tuple[Language, ...] = ("zh", "en")
    for language in languages:
        page = page_of(certificate, document, language).encode()
        desk.bucket.put_bytes(f"{folder}/certificate.{language}.html", page, "text/html; charset=utf-8")
    detail = {"erasure": erasure.erasure_id, "certificate": document.sha256, "list": listed.sha256}
    entry = desk.trail.entry(
        "system:certify_erasure", "erasure_certified", candidate_id, candidate_id=candidate_id, detail=detail
    )
    changed = certified(erasure, document, now)
    if not desk.store.save(changed, entry):
        raise Overtaken
    return changed


def subject_digest(erasure: Erasure) -> str:
    """Return what stands for the person in a certificate."""
    return digest("candidate", str(erasure.tenant_id), str(erasure.person.candidate_id))


def _digests(folder: str, desk: ErasingDesk) -> list[str]:
    found: set[str] = set()
    for key in desk.bucket.every_key(f"{folder}/parts/"):
        found.update(json.loads(desk.bucket.get_bytes(key)))
    return sorted(found)


WORDS: dict[Language, dict[str, str]] = {
    "zh": {
        "title": "个人信息删除证明",
        "said": "兹证明:下列编号所指人员在本系统中的全部个人信息已删除,其数据密钥已销毁,备份中的加密内容无法再被解密。",
        "company": "企业",
        "law": "适用法域",
        "id": "删除编号",
        "subject": "人员标识(SHA-256)",
        "basis": "依据",
        "requested": "申请时间",
        "due": "法定期限",
        "article": "期限出处",
        "restricted": "依法限制处理至",
        "begun": "开始删除",
        "key": "密钥销毁",
        "again": "复查完成",
        "in_time": "按期完成",
        "yes": "是",
        "no": "否",
        "stage": "环节",
        "rows": "数据行",
        "objects": "文件版本",
        "total": "合计",
        "list": "清单(SHA-256)",
        "remaining": "仍保留的内容",
        "proof": "本证明的 SHA-256 已写入审计日志(erasure_certified)",
        "candidate": "本人申请",
        "staff": "企业申请",
        "retention": "保存期限届满",
    },
    "en": {
        "title": "Certificate of erasure",
        "said": "All personal data of the person behind the identifier below were erased here; the data key is "
        "destroyed, so that sealed content in backups cannot be read any more.",
        "company": "Company",
        "law": "Jurisdiction",
        "id": "Erasure",
        "subject": "Person (SHA-256)",
        "basis": "Basis",
        "requested": "Requested",
        "due": "Deadline",
        "article": "Source of the deadline",
        "restricted": "Restricted by law until",
        "begun": "Begun",
        "key": "Key destroyed",
        "again": "Looked for again",
        "in_time": "Within the deadline",
        "yes": "yes",
        "no": "no",
        "stage": "Stage",
        "rows": "Rows",
        "objects": "Versions of files",
        "total": "Total",
        "list": "List (SHA-256)",
        "remaining": "What remains",
        "proof": "The SHA-256 of this certificate is in the audit log (erasure_certified)",
        "candidate": "the person's own request",
        "staff": "the company's request",
        "retention": "the retention period ended",
    },
}


def page_of(certificate: ErasureCertificate, document: DocumentRef, language: Language) -> str:
    """Return the certificate as a page that can be printed."""
    words = WORDS[language]
    lines = [
        (words["company"], certificate.company),
        (words["law"], certificate.jurisdiction.read_in(language)),
        (words["id"], certificate.erasure_id),
        (words["subject"], certificate.subject_sha256),
        (words["basis"], words[certificate.basis]),
        (words["requested"], _moment(certificate.requested_at.isoformat())),
        (words["due"], _moment(certificate.due_at.isoformat())),
        (words["article"], certificate.article.read_in(language)),
        *(
            [(words["restricted"], _moment(certificate.restricted_until.isoformat()))]
            if certificate.restricted_until
            else []
        ),
        (words["begun"], _moment(certificate.begun_at.isoformat())),
        (words["key"], _moment(certificate.key_forgotten_at.isoformat())),
        (words["again"], _moment(certificate.looked_again_at.isoformat())),
        (words["in_time"], words["yes" if certificate.in_time else "no"]),
        (words["list"], f"{certificate.list_sha256} ({certificate.entries})"),
        (words["proof"], document.sha256),
    ]
    steps = [(step.stage, str(step.rows), str(step.objects)) for step in certificate.steps]
    steps.append((words["total"], str(certificate.rows), str(certificate.objects)))
    grid = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in steps)
    heads = "".join(f"<th>{escape(words[name])}</th>" for name in ("stage", "rows", "objects"))
    facts = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in lines)
    left = "".join(f"<li>{escape(text.read_in(language))}</li>" for text in certificate.remaining)
    return (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8"><title>{escape(words["title"])}</title>'
        "<style>body{font:16px/1.5 sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}dt{color:#555}"
        "dd{margin:0 0 .5rem;overflow-wrap:anywhere}td,th{padding:.2rem 1rem .2rem 0;text-align:left}</style>"
        f"<h1>{escape(words['title'])}</h1><p>{escape(words['said'])}</p><dl>{facts}</dl>"
        f"<table><tr>{heads}</tr>{grid}</table><h2>{escape(words['remaining'])}</h2><ul>{left}</ul></html>"
    )


def _moment(text: str) -> str:
    return f"{text[:16].replace('T', ' ')} UTC"
