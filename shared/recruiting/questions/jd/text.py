"""The text of a job description: cleaned, checked, and parted into its sections."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from shared.kernel.language import Language
from shared.recruiting.questions.jd.errors import (
    FEWEST_HAN,
    FEWEST_WORDS,
    LONGEST,
    NoSentences,
    OtherLanguage,
    TooLong,
    TooShort,
)

Section = Literal["intro", "duties", "requirements", "aside"]

HAN = re.compile(r"[\u3400-\u9fff]")
WORD = re.compile(r"[A-Za-z][A-Za-z'’+#.-]*")
LABEL = re.compile(r"^(?:职位|岗位|招聘岗位|职位名称|岗位名称|job title|position|title)\s*[:：]\s*", re.IGNORECASE)
TAG = re.compile(r"<[^<>]{1,200}>")
BULLET = re.compile(r"^[\s\-*•·●▪■◆○–—>]+|^\s*(?:[(（]?\d{1,2}[)）.、:：]|[一二三四五六七八九十]{1,2}、|[①-⑳])\s*")
CLAUSES = re.compile(
    r"[。；;!?！？]|(?<=[a-z)])\.(?=\s|$)|(?<=\S)\s(?=\d{1,2}[、.)]\s?\D)|(?<=[\u3400-\u9fff，,])(?=\d{1,2}、)"
)
STRANGE = re.compile(r"[\u0400-\u04ff\u0590-\u06ff\u0900-\u0e7f\uac00-\ud7af\u3040-\u30ff]")
"""Cyrillic, Hebrew, Arabic, Indic, Thai, Hangul, kana."""
SMALL_WORDS = frozenset(
    ["a", "an", "and", "are", "as", "by", "for", "from", "in", "is", "of", "on", "or", "our", "the", "to", "we", "will"]
)
"""A seventh of any English prose; in bulleted notes still a twentieth."""


@dataclass(frozen=True)
class Line:
    """A clause of the description and the section that it stands in."""

    section: Section
    text: str


@dataclass(frozen=True)
class Described:
    """A job description that can be read: its clauses in their order."""

    language: Language
    text: str
    title: str | None
    lines: tuple[Line, ...]

    def of(self, *sections: Section) -> tuple[str, ...]:
        """Return the clauses of these sections."""
        return tuple(line.text for line in self.lines if line.section in sections)


def described(text: str, title: str | None = None) -> Described:
    """Return a description parted into clauses. ``title`` is the position's, where it is known.

    Raises ``TooShort``, ``TooLong``, ``NoSentences``, ``OtherLanguage``.
    """
    if len(text) > LONGEST:
        raise TooLong(len(text))
    cleaned = clean(text)
    language = _language(cleaned)
    lines = _lines(cleaned)
    if sum(_says_something(line.text) for line in lines) < 2:
        raise NoSentences
    return Described(language, cleaned, title or _title(cleaned), lines)


def clean(text: str) -> str:
    """Return the text without tags, invisible characters and forms of width, line by line."""
    plain = unicodedata.normalize("NFKC", TAG.sub("\n", text))
    seen = "".join(sign for sign in plain if sign in "\n\t" or unicodedata.category(sign)[0] != "C")
    rows = (re.sub(r"[ \t\u00a0]+", " ", row).strip() for row in seen.splitlines())
    return "\n".join(row for row in rows if row)


def _language(text: str) -> Language:
    han, words = len(HAN.findall(text)), WORD.findall(text)
    letters = sum(sign.isalpha() for sign in text)
    if len(STRANGE.findall(text)) > 0.1 * max(letters, 1):
        raise OtherLanguage
    if han >= max(FEWEST_HAN, len(words)):
        return "zh"
    if len(words) < FEWEST_WORDS:
        raise TooShort
    if sum(word.lower() in SMALL_WORDS for word in words) < 0.05 * len(words):
        raise OtherLanguage if len(text.split()) > 1 and _prose(text) else NoSentences
    return "en"


def _prose(text: str) -> bool:
    """Whether it looks written rather than listed: most words in small letters."""
    words = text.split()
    return sum(word[0].islower() for word in words) > 0.5 * len(words)


def _lines(text: str) -> tuple[Line, ...]:
    section: Section = "intro"
    found: list[Line] = []
    for row in text.splitlines():
        bare = BULLET.sub("", row).strip("【】[]《》#* ")
        heading = _heading(bare)
        if heading is not None:
            section, bare = heading
        clauses = (BULLET.sub("", piece).strip(" ,，.、") for piece in CLAUSES.split(bare))
        found += [Line(section, clause) for clause in clauses if clause]
    return tuple(found)


def _heading(row: str) -> tuple[Section, str] | None:
    """Return the section that a row opens and what stands behind its heading, or None."""
    for words, section in _headings():
        if not row.lower().startswith(words):
            continue
        rest = row[len(words) :].strip("】]* ")
        if not rest or rest[0] in ":：":
            return section, rest.lstrip(":： ")
        if len(rest.split()) <= 4 and len(rest) <= 12 + 18 * rest.isascii() and rest[-1] in ":：":
            return section, ""
    return None


@cache
def _headings() -> tuple[tuple[str, Section], ...]:
    data = tomllib.loads((files(__package__) / "lexicon" / "sections.toml").read_text(encoding="utf-8"))
    sections: tuple[Section, ...] = ("duties", "requirements", "aside")
    pairs = [(word, section) for section in sections for word in data[section]["words"]]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


def _says_something(clause: str) -> bool:
    return len(HAN.findall(clause)) >= 6 or len(WORD.findall(clause)) >= 4


def _title(text: str) -> str | None:
    first = BULLET.sub("", text.splitlines()[0]).strip("【】[]#* ")
    first = LABEL.sub("", first)
    short = len(HAN.findall(first)) <= 20 and len(first.split()) <= 9 and len(first) <= 80
    return first if first and short and _heading(first) is None and first[-1] not in "。.;；:：" else None
