"""What a column of a table of candidates can mean, and one row → a candidate with a note. Pure."""

import re
from datetime import date

from shared.kernel.frozen import Frozen
from shared.platform.tabular.mapping import ColumnMap, Field
from shared.platform.tabular.model import words
from shared.platform.tabular.rows import Fields
from shared.recruiting.applications.contracts import Source
from shared.recruiting.candidates.contacts import NotReachable, mail_address, phone_number
from shared.recruiting.candidates.model import CandidateDraft, Education, Fault, PersonName, Profile, faults_of

FIELDS: tuple[Field, ...] = (
    Field("name", words("姓名", "Name"), ("候选人", "候选人姓名", "应聘者", "full name", "candidate")),
    Field("family_name", words("姓", "Family name"), ("姓氏", "last name", "surname")),
    Field("given_name", words("名", "Given name"), ("名字", "first name", "forename")),
    Field("other_name", words("其他姓名", "Other name"), ("英文名", "曾用名", "别名", "english name", "alias")),
    Field("phone", words("手机", "Phone"), ("电话", "手机号", "联系电话", "联系方式", "mobile", "tel")),
    Field("phone_2", words("备用电话", "Second phone"), ("其他电话", "手机2", "电话2", "phone 2", "mobile 2")),
    Field("email", words("邮箱", "E-mail"), ("电子邮箱", "电子邮件", "邮件", "mail")),
    Field("email_2", words("备用邮箱", "Second e-mail"), ("邮箱2", "其他邮箱", "email 2")),
    Field("birth_date", words("出生日期", "Birth date"), ("生日", "出生年月日", "date of birth", "birthday", "dob")),
    Field("company", words("当前公司", "Current company"), ("公司", "现公司", "所在公司", "任职公司", "employer")),
    Field("title", words("当前职位", "Current title"), ("现任职位", "现职位", "job title", "current position")),
    Field("school", words("学校", "School"), ("毕业院校", "毕业学校", "院校", "university", "college")),
    Field("degree", words("学历", "Degree"), ("学位", "最高学历", "education")),
    Field("subject", words("专业", "Subject"), ("所学专业", "major")),
    Field("graduated", words("毕业年份", "Year of graduation"), ("毕业时间", "毕业年", "graduation year")),
    Field("languages", words("语言", "Languages"), ("语言能力", "外语", "language")),
    Field("tags", words("标签", "Tags"), ("标记", "labels")),
    Field("source_detail", words("来源", "Source"), ("渠道", "来源渠道", "招聘渠道", "channel")),
    Field("note", words("备注", "Note"), ("说明", "评语", "remarks", "comment")),
)
NAMES = ("name", "family_name", "given_name")
SEVERAL = re.compile(r"[,，;；、|\n]+")
APART = re.compile(r"[/,，;；、|\n]+")


class ImportedRow(Frozen):
    """What a row means."""

    profile: Profile
    note: str | None = None


def missing_in(columns: ColumnMap) -> tuple[str, ...]:
    """Return the fields without which no candidate can be entered and that no column means."""
    return () if any(columns.column_of(name) for name in NAMES) else ("name",)


def row_of(fields: Fields, region: str | None, today: date, source: Source = "imported") -> ImportedRow | None:
    """Return what a row means. Every fault of it is noted in ``fields``; then the row makes nobody."""
    name = _name(fields)
    other = fields.text("other_name", longest=80)
    draft = {
        "variants": (other,) if other else (),
        "birth_date": fields.day("birth_date"),
        "company": fields.text("company"),
        "title": fields.text("title"),
        "education": _education(fields),
        "languages": _several(fields, "languages", 20),
        "tags": _several(fields, "tags", 20),
        "source": source,
        "source_detail": fields.text("source_detail"),
    }
    phones = _numbers(fields, region)
    emails = _addresses(fields)
    note = fields.text("note", longest=4000)
    if name is None or fields.errors:
        return None
    made = CandidateDraft.model_validate({**draft, "name": name})
    for fault in faults_of(made, today):
        _reject(fields, fault)
    kept = made.model_dump(exclude={"phones", "emails"})
    return ImportedRow(profile=Profile(**kept, phones=phones, emails=emails), note=note)


def _name(fields: Fields) -> PersonName | None:
    full = fields.text("name", longest=80)
    family, given = fields.text("family_name", longest=80), fields.text("given_name", longest=80)
    if full:
        return PersonName(full=full)
    if family or given:
        return PersonName(family=family, given=given)
    fields.reject("name", words("没有姓名。", "There is no name."), words("请补充姓名。", "Fill the name in."))
    return None


def _numbers(fields: Fields, region: str | None) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for field in ("phone", "phone_2"):
        for text in APART.split(fields.identifier(field) or ""):
            if not (plain := text.strip().lstrip("'’")):
                continue
            try:
                found[phone_number(plain, region)] = None
            except NotReachable as error:
                fields.reject(field, words(error.zh, error.en), words("请更正该号码。", "Correct the number."))
    return tuple(found)


def _addresses(fields: Fields) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for field in ("email", "email_2"):
        for text in APART.split(fields.text(field, longest=600) or ""):
            if not text.strip():
                continue
            try:
                found[mail_address(text)] = None
            except NotReachable as error:
                fields.reject(field, words(error.zh, error.en), words("请更正该邮箱。", "Correct the address."))
    return tuple(found)


def _education(fields: Fields) -> tuple[Education, ...]:
    school = fields.text("school", longest=80)
    degree, subject = fields.text("degree", longest=80), fields.text("subject", longest=80)
    until = _year(fields)
    return (Education(school=school, degree=degree, subject=subject, until=until),) if school else ()


def _year(fields: Fields) -> int | None:
    text = fields.text("graduated", longest=40)
    if text is None:
        return None
    found = re.match(r"(19[3-9]\d|20\d\d)(?!\d)", text)
    if found is None:
        fields.reject(
            "graduated", words("无法识别年份。", "This is no year."), words("请填写四位年份。", "Write it as 2014.")
        )
        return None
    return int(found[1])


def _several(fields: Fields, name: str, most: int) -> tuple[str, ...]:
    found = [part.strip() for part in SEVERAL.split(fields.text(name, longest=800) or "") if part.strip()]
    if len(found) > most or any(len(part) > 40 for part in found):
        fields.reject(
            name,
            words(f"最多 {most} 项，每项最多 40 个字符。", f"At most {most} of 40 characters each."),
            words("请缩短，并用逗号分隔。", "Shorten it, and separate them by commas."),
        )
        return ()
    return tuple(dict.fromkeys(found))


def _reject(fields: Fields, fault: Fault) -> None:
    fields.reject(fault.field, words(fault.zh, fault.en), words("请更正。", "Correct it."))
