"""The seam between the judge and whoever runs a language model."""

from typing import Any, Literal, Protocol

from shared.kernel.frozen import Frozen

Finish = Literal["complete", "length", "refused", "malformed"]
"""Why a model stopped: it was done, its room ran out, it or a filter refused, or the vendor calls the reply broken."""


class ChatRequest(Frozen):
    """One question to a model. ``answer_schema`` is the JSON Schema of what it must answer, ``answer_name`` its name.

    ``max_output_tokens`` is the most that may be written, reasoning included.
    """

    system: str
    user: str
    answer_name: str
    answer_schema: dict[str, Any]
    max_output_tokens: int


class ChatReply(Frozen):
    """What came back. ``text`` is the answer as JSON text, not yet looked at; ``model`` is who says that it answered.

    Token counts are the vendor's; null where it gave none.
    """

    text: str
    model: str
    finish: Finish
    input_tokens: int | None = None
    output_tokens: int | None = None


class ChatModel(Protocol):
    """Answers one request, with the retries and the time limit that it was made with. Safe to call from threads.

    Raises ``ModelUnavailable``, and nothing else, when there is no reply.
    """

    model: str

    def complete(self, request: ChatRequest) -> ChatReply: ...
