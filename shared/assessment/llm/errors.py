"""When a model gives no reply at all."""

from typing import Literal

from shared.kernel.errors import Unavailable

Why = Literal["timeout", "throttled", "unreachable", "fault", "misconfigured"]
"""``misconfigured``: asking again changes nothing; the model, the address, the key or a right is wrong."""

REMEDIES: dict[Why, str] = {
    "timeout": "Try again, or raise BOLE_LLM_TIMEOUT_SECONDS.",
    "throttled": "Try again later, or ask the provider for a higher limit.",
    "unreachable": "Check BOLE_LLM_BASE_URL and the way out of the network.",
    "fault": "Try again later; the provider's status page may say more.",
    "misconfigured": "Check BOLE_LLM_MODEL, BOLE_LLM_BASE_URL, the key, and the rights of the function's role.",
}


class ModelUnavailable(Unavailable):
    """The language model gave no reply. ``why`` is short enough to stand in a note on a score."""

    code = "model_unavailable"

    def __init__(self, model: str, why: Why, detail: str = "") -> None:
        said = f": {detail}" if detail else ""
        super().__init__(f"The language model {model} gave no reply ({why}{said}).", REMEDIES[why])
        self.why: Why = why
