"""The archive to be read: one page a language, everything that is in the JSON, with headings in words."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from shared.kernel.language import Language
from shared.tenancy.contracts import TenantSettings
from shared.tenancy.jurisdictions.loader import rules_of
from shared.tenancy.rights.export import Export, MediaFile
from shared.tenancy.rights.parts import StagePart

TITLES: dict[Language, dict[str, str]] = {
    "zh": {
        "title": "您的个人信息",
        "rights": "您的权利",
        "files": "文件",
        "outside": "(文件过大,请在申请页面单独下载)",
        "recruiting": "招聘",
        "interview": "面试",
        "assessment": "评估",
        "decision": "决定",
        "offer": "录用",
        "tenancy": "企业",
        "profile": "基本资料",
        "notes": "关于您的备注",
        "resumes": "简历",
        "timeline": "时间线",
        "applications": "应聘记录",
        "application_log": "流程记录",
        "invitations": "面试邀请",
        "session": "面试安排与授权",
        "consents": "授权记录",
        "moments": "暂停与继续",
        "answers": "作答记录",
        "device_checks": "设备检测",
        "accommodation": "便利安排",
        "accommodation_reason": "便利申请理由",
        "personality_test": "人格测验",
        "personality_answers": "测验作答",
        "personality_result": "测验结果",
        "assessment_state": "评估进度",
        "assessed_answers": "各题进度",
        "transcripts": "转写文本",
        "picture_measures": "画面测量",
        "recordings": "录制文件信息",
        "scores": "评分与依据",
        "reports": "面试报告",
        "decisions": "决定与理由",
        "ratings": "评审人员评分",
        "requests": "您提出的申请",
        "corrections": "文字更正",
        "fairness_facts": "公平性统计记录",
        "self_identification": "自愿自我识别",
        "offers": "录用通知",
        "grade_proposals": "职级建议与依据",
        "letters": "录用通知书",
        "questions": "您的提问与答复",
        "acceptances": "接受记录",
        "history": "录用流程记录",
        "mails": "邮件发送记录",
    },
    "en": {
        "title": "Your personal data",
        "rights": "Your rights",
        "files": "Files",
        "outside": "(too large: fetch it from the page where you asked)",
        "recruiting": "Recruiting",
        "interview": "Interview",
        "assessment": "Assessment",
        "decision": "Decision",
        "offer": "Offer",
        "tenancy": "Company",
    },
}
STYLE = (
    "body{font:15px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}dl{margin:.2rem 0 .8rem}"
    "dt{color:#555}dd{margin:0 0 .2rem 1.2rem;overflow-wrap:anywhere}section{border-top:1px solid #ddd}"
)


def overview_of(
    parts: Sequence[StagePart], files: Sequence[MediaFile], export: Export, settings: TenantSettings, language: Language
) -> str:
    """Return the page. Nothing is fetched from anywhere: it can be read without a network."""
    words = TITLES[language]
    body = [f"<h1>{escape(words['title'])}</h1><p>{escape(settings.company)} · {export.export_id}</p>"]
    body.append(f"<h2>{escape(words['rights'])}</h2><p>{escape(rules_of(settings).candidates.read_in(language))}</p>")
    for part in parts:
        body.append(f"<h2>{escape(words[part.stage])}</h2>")
        for section in part.sections:
            title = words.get(section.name, section.name.replace("_", " ").capitalize())
            items = "".join(_shown(item) for item in section.items)
            body.append(f"<section><h3>{escape(title)} ({len(section.items)})</h3>{items}</section>")
    listed = "".join(
        f"<li>{escape(file.name)} · {file.size_bytes:,} B{'' if file.inside else ' ' + escape(words['outside'])}</li>"
        for file in files
    )
    body.append(f"<h2>{escape(words['files'])}</h2><ul>{listed}</ul>")
    return (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8"><title>{escape(words["title"])}</title>'
        f"<style>{STYLE}</style>{''.join(body)}</html>"
    )


def _shown(value: Any) -> str:
    if isinstance(value, Mapping):
        rows = "".join(
            f"<dt>{escape(str(name).replace('_', ' '))}</dt><dd>{_shown(inner)}</dd>"
            for name, inner in value.items()
            if inner not in (None, "", [], {})
        )
        return f"<dl>{rows}</dl>"
    if isinstance(value, list | tuple):
        return "".join(_shown(inner) if isinstance(inner, Mapping) else f"<p>{_shown(inner)}</p>" for inner in value)
    return escape(str(value))
