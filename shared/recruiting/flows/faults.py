"""What can be wrong with a flow, in words. All faults of a flow are named at once."""

import tomllib
from functools import cache
from importlib import resources

from shared.kernel.frozen import Frozen
from shared.kernel.localized import LocalizedText


class Fault(Frozen):
    """One fault. ``code`` never changes; ``node`` is where it is, null for the flow as a whole."""

    code: str
    node: str | None
    says: LocalizedText


def fault(code: str, node: str | None = None, **filled: object) -> Fault:
    """Return the fault ``code`` in words; ``filled`` goes into the places of its text."""
    zh, en = _texts()[code]
    values = {"node": node or "", **filled}
    return Fault(code=code, node=node, says=LocalizedText(zh=zh.format(**values), en=en.format(**values)))


@cache
def _texts() -> dict[str, tuple[str, str]]:
    text = resources.files(__package__).joinpath("faults.toml").read_text(encoding="utf-8")
    return {code: (said["zh"], said["en"]) for code, said in tomllib.loads(text).items()}
