"""The receipt of a score: with what exactly it was made, so that it can be made again and compared."""

from pydantic import Field

from shared.kernel.frozen import Frozen


class Receipt(Frozen):
    """SHA-256 hashes (hex) of everything that an answer's scores depend on.

    ``transcript`` and ``features`` are hashes of the documents' canonical JSON; ``rubrics`` one hash a competency;
    ``weights`` the judge's weights, with their name in ``weights_version``. ``models`` maps a purpose (``embedding``,
    ``transcription``, ``llm``) to name and version; ``prompts`` a prompt's version to its hash.
    """

    transcript: str
    features: str
    rubrics: dict[str, str]
    weights: str
    weights_version: str
    models: dict[str, str] = Field(default_factory=dict)
    prompts: dict[str, str] = Field(default_factory=dict)
