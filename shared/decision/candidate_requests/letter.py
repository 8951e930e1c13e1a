"""The letter that reminds of requests that are due. It names no candidate and no wish: mail is read by others, too."""

from datetime import datetime
from html import escape

from shared.decision.candidate_requests.contracts import RequestKind
from shared.kernel.language import Language
from shared.platform.mail import Letter

KINDS: dict[Language, dict[RequestKind, str]] = {
    "zh": {"explanation": "解释说明", "correction": "更正转写", "human_review": "人工复核"},
    "en": {"explanation": "explanation", "correction": "correction of a transcript", "human_review": "human review"},
}
SUBJECT: dict[Language, str] = {"zh": "候选人申请待答复（{count} 件）", "en": "Candidates' requests to answer: {count}"}
LINE: dict[Language, str] = {
    "zh": "{due} 到期{late}：{kind}（编号 {request_id}）",
    "en": "due {due}{late}: {kind} ({request_id})",
}
LATE: dict[Language, str] = {"zh": "，已逾期", "en": ", overdue"}
END: dict[Language, str] = {
    "zh": "请在控制台“候选人申请”中处理。逾期未答复可能违反法律规定的答复期限。",
    "en": "Please answer them in the console under Candidates' requests. An answer that comes late may break the law.",
}


def reminder(to: str, requests: list[tuple[str, RequestKind, datetime]], language: Language, now: datetime) -> Letter:
    """Return the letter to one person; ``requests`` are id, kind and when each is due."""
    lines = [
        LINE[language].format(
            due=due.strftime("%Y-%m-%d"),
            late=LATE[language] if due < now else "",
            kind=KINDS[language][kind],
            request_id=request_id,
        )
        for request_id, kind, due in requests
    ]
    text = "\n".join([*lines, END[language]])
    html = "".join(f"<p>{escape(line)}</p>" for line in text.splitlines())
    return Letter(to=to, subject=SUBJECT[language].format(count=len(requests)), text=text, html=html)
