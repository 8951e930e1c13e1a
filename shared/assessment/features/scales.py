"""From a figure in its own unit to 0–1: where it stands among ordinary spoken interview answers."""

import tomllib
from functools import cache
from importlib.resources import files
from math import exp, log1p

from shared.kernel.frozen import Frozen
from shared.kernel.language import Language


class Scale(Frozen):
    """``middle`` maps to 0.5, ``middle + spread`` to 0.73; ``log``: of the logarithm of 1 + figure."""

    middle: float
    spread: float
    log: bool = False

    def value(self, raw: float) -> float:
        """Return 0–1, rising with ``raw`` where ``spread`` is positive and falling where it is negative."""
        figure = log1p(max(0.0, raw)) if self.log else raw
        return 1.0 / (1.0 + exp(-max(-50.0, min(50.0, (figure - self.middle) / self.spread))))


@cache
def _scales(language: Language) -> dict[str, Scale]:
    data = tomllib.loads((files(__package__) / "scales.toml").read_text(encoding="utf-8"))
    return {name: Scale.model_validate(given) for name, given in data[language].items()}


def scaled(name: str, raw: float, language: Language) -> float:
    """Return the 0–1 value of a figure by the scale of ``scales.toml`` for its language."""
    return _scales(language)[name].value(raw)
