"""The words of slips and cautions, from ``words.toml``."""

import tomllib
from functools import cache
from importlib.resources import files

from shared.kernel.localized import LocalizedText
from shared.kernel.money import written
from shared.payroll.month.model import Caution, CautionCode


@cache
def word(kind: str, key: str) -> LocalizedText:
    """Return a text of the table ``kind``."""
    return LocalizedText.model_validate(_words()[kind][key])


def caution(
    code: CautionCode, /, *, component: str | None = None, amount_fen: int | None = None, **told: LocalizedText | str
) -> Caution:
    """Return a caution with its words; ``amount`` in them is ``amount_fen``."""
    text = _words()["caution"][code]
    if amount_fen is not None:
        told["amount"] = written(amount_fen)
    zh = {name: value if isinstance(value, str) else value.read_in("zh") for name, value in told.items()}
    en = {name: value if isinstance(value, str) else value.read_in("en") for name, value in told.items()}
    words = LocalizedText(zh=text["zh"].format(**zh), en=text["en"].format(**en))
    return Caution(code=code, words=words, component=component, amount_fen=amount_fen)


@cache
def _words() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))
