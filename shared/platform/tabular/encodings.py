"""Bytes of a text file → text. Own order instead of a statistical guess: it can be explained, and is right on one line.

A byte-order mark decides. Else UTF-8, which hardly any other text is by chance. Else the two Chinese encodings are
tried, and the one is taken whose characters are the common ones: both standards put those into a first level (GB 2312
rows 16–55; Big5 A440–C67E), and text read in the wrong one scatters. Else Western European.
"""

import codecs
import unicodedata
from typing import NamedTuple

from shared.kernel.errors import Invalid
from shared.kernel.localized import LocalizedText
from shared.platform.tabular.model import words

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
COMMON_ENOUGH = 0.6
"""Share of Chinese characters of the first level: running text has over 0.9, text in the wrong encoding under 0.5."""
SAMPLE = 20_000
"""Characters that are looked at."""
BINARY = frozenset("\x00\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f")


class Decoded(NamedTuple):
    """The text, and how it was read."""

    text: str
    encoding: str
    note: LocalizedText


def decoded(body: bytes, encoding: str | None = None) -> Decoded:
    """Return the text of ``body``; ``encoding`` names it where the guess was wrong.

    Raises:
        Invalid: it is no text, or not in that encoding.
    """
    if encoding:
        return _as_told(body, encoding)
    for mark, codec, name in MARKS:
        if body.startswith(mark):
            return _checked(_strict(body, codec, name), name, "文件开头有编码标记", "the file begins with its mark")
    if side := _silent_utf16(body):
        return _checked(_strict(body, side, "UTF-16"), "UTF-16", "字节排列符合该编码", "its bytes are arranged so")
    if (text := _try(body, "utf-8")) is not None:
        return _checked(text, "UTF-8", "全部字节都符合该编码", "every byte fits it")
    return _older(body)


def _older(body: bytes) -> Decoded:
    chinese = [
        (_common(text, codec, rows), name, text)
        for codec, rows, name in (("gb18030", range(0xB0, 0xD8), "GB18030"), ("big5hkscs", range(0xA4, 0xC7), "Big5"))
        if (text := _try(body, codec)) is not None
    ]
    share, name, text = max(chinese, default=(0.0, "", ""), key=lambda found: found[0])
    if share >= COMMON_ENOUGH:
        return _checked(text, name, "按此解码后多为常用汉字", "read so, its characters are the common ones")
    western = _try(body, "cp1252")
    if western is not None and all(_western(letter) for letter in western if ord(letter) > 127):
        return _checked(western, "Windows-1252", "不是中文编码", "it is in no Chinese encoding")
    if share > 0:
        return _checked(text, name, "其他编码均不符合", "no other encoding fits")
    raise Invalid(
        "The file is in no encoding that is known here. 无法识别文件编码。",
        "Save it as CSV UTF-8, or as XLSX. 请另存为“CSV UTF-8”或 XLSX 格式。",
    )


def _common(text: str, codec: str, rows: range) -> float:
    """Return the share of the first level among all that is not ASCII; in GB, only what GB 2312 has counts."""
    strange = [letter for letter in text[:SAMPLE] if ord(letter) > 127]
    common = 0
    for letter in strange:
        spelled = letter.encode("gb2312" if codec == "gb18030" else codec, "ignore")
        punctuation = unicodedata.category(letter)[0] in "PZ" or "\uff00" <= letter <= "\uffef"
        common += punctuation or (len(spelled) == 2 and spelled[0] in rows)
    return common / len(strange) if strange else 0.0


def _silent_utf16(body: bytes) -> str | None:
    """UTF-16 without a mark has a zero beside every ASCII letter, always on the same side."""
    sample = body[:4000]
    if len(sample) < 4:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) < len(sample) / 20 or min(even, odd) > max(even, odd) / 10:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _western(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "LPSZ"


def _try(body: bytes, codec: str) -> str | None:
    try:
        return body.decode(codec)
    except (UnicodeDecodeError, LookupError):
        return None


def _strict(body: bytes, codec: str, name: str) -> str:
    text = _try(body, codec)
    if text is None:
        raise Invalid(
            f"The file says that it is {name}, and is not. 文件标明为 {name} 编码，但内容不符，可能已损坏。",
            "Save it anew as CSV UTF-8, or as XLSX. 请重新另存为“CSV UTF-8”或 XLSX 格式。",
        )
    return text


def _as_told(body: bytes, encoding: str) -> Decoded:
    try:
        codec = codecs.lookup(encoding)
    except LookupError:
        codec = None
    text = _try(body, codec.name) if codec and codec.name not in ("base64", "hex", "rot13", "zlib", "bz2") else None
    if text is None:
        raise Invalid(
            f"The file is not in the encoding {encoding[:40]!r}. 文件不是 {encoding[:40]} 编码。",
            "Leave the encoding out to have it found, or save the file as CSV UTF-8. "
            "请不指定编码由系统识别，或另存为“CSV UTF-8”。",
        )
    return _checked(text.removeprefix("\ufeff"), encoding, "由您指定", "you said so")


def _checked(text: str, name: str, why_zh: str, why_en: str) -> Decoded:
    if BINARY & set(text[:SAMPLE]):
        raise Invalid("This is no text file. 该文件不是文本文件。", "Upload CSV or XLSX. 请上传 CSV 或 XLSX 文件。")
    return Decoded(text, name, words(f"文件编码：{name}（{why_zh}）。", f"Encoding: {name} ({why_en})."))
