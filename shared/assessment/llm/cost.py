"""What asking costs, from token counts and list prices."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from shared.kernel.frozen import Frozen

_GEOGRAPHY = re.compile(r"\A(?:arn:[^/]+/)?(?:us|us-gov|eu|apac|jp|au|ca|global)\.(?=\w+\.)|\Aarn:[^/]+/")
"""What Bedrock puts before a model's id for an inference profile."""
MILLION = 1_000_000


class Price(Frozen):
    """USD for a million tokens."""

    input_usd: float
    output_usd: float

    def of(self, input_tokens: int, output_tokens: int) -> float:
        """Return USD for so many tokens."""
        return (input_tokens * self.input_usd + output_tokens * self.output_usd) / MILLION


@cache
def _listed() -> dict[str, Price]:
    data = tomllib.loads((files(__package__) / "pricing.toml").read_text(encoding="utf-8"))
    return {name: Price.model_validate(price) for name, price in data["models"].items()}


def list_price(model: str) -> Price | None:
    """Return the list price of ``model`` (an id, or a Bedrock inference profile of it), None where it is not known."""
    return _listed().get(model) or _listed().get(_GEOGRAPHY.sub("", model))
