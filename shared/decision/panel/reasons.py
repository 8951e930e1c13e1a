"""Why an interviewer leaves a panel, as data."""

import tomllib
from functools import cache
from importlib import resources

from shared.kernel.errors import Invalid
from shared.kernel.frozen import Frozen
from shared.kernel.localized import LocalizedText


class LeavingReason(Frozen):
    """One reason, in both languages."""

    code: str
    title: LocalizedText


@cache
def leaving_reasons() -> dict[str, LeavingReason]:
    """Return the reasons by code."""
    text = resources.files(__package__).joinpath("reasons.toml").read_text(encoding="utf-8")
    reasons = (LeavingReason.model_validate(reason) for reason in tomllib.loads(text)["reason"])
    return {reason.code: reason for reason in reasons}


def must_be_known(code: str) -> None:
    """Raise ``Invalid`` where ``code`` is no reason."""
    if code not in leaving_reasons():
        raise Invalid(
            f"There is no such reason: {code}. 没有该原因代码。",
            f"Choose one of {', '.join(leaving_reasons())}. 请从列表中选择。",
        )
