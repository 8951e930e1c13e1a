"""Templates of what is written to people: words with blanks. Pure rules."""

import re
from datetime import datetime
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, StringConstraints, model_validator

from shared.kernel.frozen import Frozen
from shared.kernel.language import Language

Kind = Literal[
    "invitation",
    "reminder_1",
    "reminder_2",
    "reminder_last",
    "result_available",
    "appointment",
    "cancelled",
    "report_waiting",
    "decision_overdue",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
STAFF: frozenset[Kind] = frozenset({"report_waiting", "decision_overdue"})
"""What staff are written, by mail alone."""
Channel = Literal["email", "sms"]

BLANK = re.compile(r"\{([a-z_]+)\}")
_LINK = frozenset({"name", "company", "position", "deadline", "link", "contact"})
_PERSON = frozenset({"name", "company", "position", "contact"})
_LIST = frozenset({"company", "count", "lines"})
BLANKS: dict[Kind, frozenset[str]] = {
    "invitation": _LINK,
    "reminder_1": _LINK,
    "reminder_2": _LINK,
    "reminder_last": _LINK,
    "result_available": _PERSON | {"link"},
    "appointment": _PERSON | {"when", "where", "note"},
    "cancelled": _PERSON,
    "report_waiting": _LIST,
    "decision_overdue": _LIST,
}
"""The blanks that a kind of message may have."""
NEEDED: dict[Kind, frozenset[str]] = {
    "invitation": frozenset({"link", "deadline"}),
    "reminder_1": frozenset({"link", "deadline"}),
    "reminder_2": frozenset({"link", "deadline"}),
    "reminder_last": frozenset({"link", "deadline"}),
    "result_available": frozenset({"link"}),
    "appointment": frozenset({"when", "where"}),
    "cancelled": frozenset({"position"}),
    "report_waiting": frozenset({"lines"}),
    "decision_overdue": frozenset({"lines"}),
}
"""Those that its words must have: who gets it could do nothing without them."""
MOST_SEGMENTS = 6


class Template(Frozen):
    """Words with blanks ``{name}``. ``sms`` is null where the kind is written by mail alone."""

    subject: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=5000)]
    sms: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)] | None = None

    @model_validator(mode="after")
    def _one_line(self) -> Self:
        if any(ord(sign) < 32 for sign in self.subject):
            raise ValueError("the subject is one line 主题只能有一行")
        return self


class TemplateVersion(Frozen):
    """One version of a company's own words. ``retired``: the standard words hold again."""

    kind: Kind
    language: Language
    number: int = Field(ge=1)
    template: Template
    retired: bool = False
    by: str
    at: datetime


def faults_of(kind: Kind, template: Template) -> tuple[str, ...]:
    """Return what keeps a template from being used, in words of both languages."""
    found = [*_faults("subject", kind, template.subject, frozenset())]
    found += _faults("text", kind, template.text, NEEDED[kind])
    if kind in STAFF and template.sms is not None:
        found.append("sms: staff are written by mail alone 员工提醒仅通过邮件发送")
    if kind not in STAFF:
        if template.sms is None:
            found.append("sms: is missing 缺少短信文本")
        else:
            found += _faults("sms", kind, template.sms, NEEDED[kind])
    return tuple(found)


def _faults(field: str, kind: Kind, words: str, needed: frozenset[str]) -> list[str]:
    blanks = set(BLANK.findall(words))
    found = [f"{field}: there is no {{{blank}}} here 不支持的占位符" for blank in sorted(blanks - BLANKS[kind])]
    found += [f"{field}: {{{blank}}} must stay 不能删除该占位符" for blank in sorted(needed - blanks)]
    if re.search(r"[{}]", BLANK.sub("", words)):
        found.append(f"{field}: a brace that belongs to no blank 存在多余的花括号")
    return found
