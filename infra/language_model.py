"""A deployment's language model, if it has one: what ScoreAnswer is told of it, and which ARNs it must reach.

Without one nothing here reaches a template: no layer, no variable, no right.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Literal

from pydantic import TypeAdapter

from shared.platform.settings import PREFIX, LlmSettings

LONGEST_DEADLINE_SECONDS = 240.0
"""ScoreAnswer and its state have five minutes; what the local judge and the stores need of them stays free."""
GEOGRAPHY = re.compile(r"(?:us|us-gov|eu|apac|jp|au|ca|global)\.(?=\w+\.)")
"""What stands before a model's id in the id of an inference profile."""
SECRET = re.compile(r"arn:[\w-]+:secretsmanager:[\w-]+:\d{12}:secret:\S+-\w{6}")
ONLY_HERE = ("regions", "api_key_kms_key_arn")
"""What IAM must know and the function need not."""


@dataclass(frozen=True)
class LanguageModel:
    """The model that is asked besides the local judge. What is None, or empty, is the function's own default.

    The fields are those of ``LlmSettings`` in ``shared/platform/settings.py``, with their units, and two more:
    ``regions`` are where a Bedrock inference profile may have words read (``aws bedrock get-inference-profile`` lists
    them); ``api_key_kms_key_arn`` is the key of one's own that encrypts the secret, if it is not AWS's. A plain API
    key is no setting here: it would stand in the template.

    Raises ``ValueError`` for settings that the function would refuse, or that IAM could not be told.
    """

    provider: Literal["bedrock", "openai"]
    model: str
    base_url: str = ""
    api_key_secret_arn: str = ""
    api_key_kms_key_arn: str = ""
    regions: tuple[str, ...] = ()
    samples: int | None = None
    weight: float | None = None
    timeout_seconds: float | None = None
    max_attempts: int | None = None
    deadline_seconds: float | None = None
    json_mode: Literal["schema", "object"] | None = None
    input_usd_per_mtok: float | None = None
    output_usd_per_mtok: float | None = None

    def __post_init__(self) -> None:
        # Every field is given, so the environment of whoever synthesizes has no say.
        defaults = {name: field.get_default() for name, field in LlmSettings.model_fields.items() if "llm_" in name}
        told = LlmSettings(**{"stage": "synthesis", **defaults, **self._settings()})
        if told.llm_deadline_seconds > LONGEST_DEADLINE_SECONDS:
            raise ValueError(
                f"llm_deadline_seconds is {told.llm_deadline_seconds}; {LONGEST_DEADLINE_SECONDS} at most."
            )
        if self.api_key_secret_arn and not SECRET.fullmatch(self.api_key_secret_arn):
            raise ValueError("llm_api_key_secret_arn is no whole ARN of a secret: its six last characters count.")
        if self.provider == "bedrock" and self.model.startswith("arn:") and "application-inference" in self.model:
            raise ValueError("llm_model is an application inference profile, which does not say what stands behind it.")
        if self.profile and not self.everywhere and not self.regions:
            raise ValueError("llm_model is an inference profile: llm_regions must say where it may have words read.")

    @property
    def profile(self) -> bool:
        """Whether the model is a Bedrock inference profile, which hands words on to a model in several regions."""
        return self.provider == "bedrock" and GEOGRAPHY.match(self._name) is not None

    @property
    def everywhere(self) -> bool:
        """Whether the profile is a global one: its words may be read in any region."""
        return self.profile and self._name.startswith("global.")

    @property
    def foundation_model(self) -> str:
        """The id of the model itself, without the geography of a profile."""
        return GEOGRAPHY.sub("", self._name, count=1)

    @property
    def layer(self) -> Literal["llm"] | None:
        """The layer with the vendor's client. Bedrock's is boto3, which every Lambda has."""
        return "llm" if self.provider == "openai" else None

    def environment(self) -> dict[str, str]:
        """Return the variables of ScoreAnswer: those alone for which there is a value."""
        return {f"{PREFIX}{name.upper()}": str(value) for name, value in self._settings().items()}

    @property
    def _name(self) -> str:
        return self.model.rsplit("/", 1)[-1] if self.model.startswith("arn:") else self.model

    def _settings(self) -> dict[str, object]:
        given = {field.name: getattr(self, field.name) for field in fields(self) if field.name not in ONLY_HERE}
        return {f"llm_{name}": value for name, value in given.items() if value not in (None, "")}


def read_language_model(given: Callable[[str, str], str], default: LanguageModel | None) -> LanguageModel | None:
    """Return the stage's model, less or other than that as ``given`` (name, default) says; "none" takes it away.

    Raises ``ValueError`` where settings are incomplete or malformed, or there is no provider that they are of.
    """
    stated = {field.name: given(f"llm_{field.name}", "") for field in fields(LanguageModel)}
    own = {name: value for name, value in stated.items() if value}
    if own.get("provider") == "none":
        return None
    if default is None and own and "provider" not in own:
        raise ValueError(f"llm_{min(own)} is set, but not llm_provider. Choose bedrock, openai or none.")
    standing: dict[str, object] = {}
    if default and own.get("provider", default.provider) == default.provider:
        standing = {field.name: getattr(default, field.name) for field in fields(LanguageModel)}
    regions = {"regions": tuple(re.split(r"[\s,]+", own["regions"].strip()))} if "regions" in own else {}
    told = {**standing, **own, **regions}
    return TypeAdapter(LanguageModel).validate_python(told) if told else None
