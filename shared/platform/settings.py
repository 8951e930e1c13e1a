"""Every setting there is. The only file that reads the environment.

A function's settings are composed from the small classes below: ``class ApiSettings(TableSettings, UploadSettings)``.
Each field is read from ``BOLE_<FIELD>``. A missing, malformed or unknown ``BOLE_`` variable stops the process at its
start, and the message names the variable.
"""

import os
from typing import Literal, Self, TypeVar

from pydantic import AnyHttpUrl, Field, PositiveFloat, PositiveInt, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "BOLE_"


class SettingsError(RuntimeError):
    """The environment does not describe a process that can run; the message names each variable at fault."""


class Settings(BaseSettings):
    """What every process knows: which deployment it belongs to, and where AWS is."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore", populate_by_name=True)

    stage: str
    """The deployment: ``dev``, ``prod``, ``local``."""
    aws_endpoint_url: str | None = Field(default=None, validation_alias="AWS_ENDPOINT_URL")
    """boto3 heeds the variable by itself; known here because an emulator wants path-style bucket addresses."""


class TableSettings(Settings):
    """For whoever reads or writes state."""

    table: str
    tenant_role_arn: str = ""
    """The role that is assumed with the session tag ``TenantId``; empty: the process's own credentials."""


class BucketSettings(Settings):
    """For whoever reads or writes documents and recordings."""

    media_bucket: str
    tenant_role_arn: str = ""


class BusSettings(Settings):
    """For the publisher."""

    bus: str


class UploadSettings(Settings):
    """What a candidate may upload. Seconds and bytes."""

    max_recording_seconds: PositiveInt = 30 * 60
    max_upload_bytes: PositiveInt = 2 * 1024**3
    upload_url_seconds: int = Field(default=15 * 60, ge=60, le=45 * 60)
    """A signed address dies with the credentials that signed it, an hour at most: ask for new ones, not longer ones."""


class OverdueSettings(Settings):
    """For the sweeper: how long an answer may be in assessment before it is called overdue."""

    overdue_seconds: PositiveInt = 60 * 60


class MailSettings(Settings):
    """For whoever writes to people. An empty sender means that no mail is sent, and answers say so."""

    sender_address: str = ""


class LinkSettings(Settings):
    """Where candidates open their interview; empty while there is no candidate page: links are then left out."""

    candidate_url: AnyHttpUrl | Literal[""] = ""


class QueueSettings(Settings):
    """For whoever hands clips to workers."""

    transcribe_queue_url: str
    watch_queue_url: str


class DeadLetterSettings(Settings):
    """For whoever tells of clips that no worker finished."""

    transcribe_dead_letter_url: str
    watch_dead_letter_url: str


class MachineSettings(Settings):
    """For whoever starts the state machines again."""

    assess_answer_arn: str
    complete_interview_arn: str


class ModelStoreSettings(BaseSettings):
    """Where assembled models lie. Read on its own where no deployment is named: a build, or a fresh checkout."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore", populate_by_name=True)

    models_dir: str = ".bole/models"
    models_mirror: str = ""
    """A directory laid out like ``models_dir`` from which models are copied first; empty: there is none."""


class ModelSettings(Settings, ModelStoreSettings):
    """Where assembled models lie, for a worker."""


class EngineSettings(ModelSettings):
    """How an engine runs its models. ``threads`` 0: as many as there are cores."""

    whisper_model: str = "whisper-base"
    compute_type: str = "int8"
    device: Literal["auto", "cpu", "cuda"] = "auto"
    threads: int = Field(default=0, ge=0)
    batch_size: PositiveInt = 4


class WorkerSettings(EngineSettings, BucketSettings):
    """A worker's process: its own queue, and how many clips it has in hand at once."""

    queue_url: str
    concurrency: PositiveInt = 1
    ecs_agent_uri: str = Field(default="", validation_alias="ECS_AGENT_URI")
    """Where ECS answers a task about itself; ECS sets it. Empty: the worker runs elsewhere."""


class LlmSettings(Settings):
    """The language model that is asked besides the local judge. ``llm_provider`` empty: there is none."""

    llm_provider: Literal["", "bedrock", "openai"] = ""
    """``openai`` is any endpoint that speaks OpenAI's chat completions, wherever it runs."""
    llm_model: str = ""
    """The endpoint's name of the model; for Bedrock a model's or an inference profile's id."""
    llm_base_url: str = ""
    """Where candidates' words are sent. No default for ``openai``; for Bedrock empty means the region's endpoint."""
    llm_api_key: SecretStr = SecretStr("")
    llm_api_key_secret_arn: str = ""
    """A Secrets Manager secret whose string is the key; read once, when the model is first asked."""
    llm_samples: int = Field(default=3, ge=1, le=9)
    llm_timeout_seconds: PositiveFloat = 45.0
    """For one try of one sample."""
    llm_max_attempts: int = Field(default=2, ge=1, le=5)
    """Tries of one request, the first included."""
    llm_deadline_seconds: PositiveFloat = 120.0
    """For all samples of an answer with their retries: whatever is not there by then counts as lost."""
    llm_json_mode: Literal["schema", "object"] = "schema"
    """``object`` for models that take no schema (OpenAI-compatible) and cannot be made to call a tool (Bedrock)."""
    llm_weight: float = Field(default=0.5, ge=0, le=1)
    """The model's share of a score where it and the local judge are equally sure; the rest is the local judge's."""
    llm_input_usd_per_mtok: float | None = Field(default=None, ge=0)
    """USD for a million tokens; both or neither. Null: the list in ``shared/assessment/llm/pricing.toml``."""
    llm_output_usd_per_mtok: float | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.llm_provider and not self.llm_model:
            raise ValueError("BOLE_LLM_PROVIDER is set, so BOLE_LLM_MODEL must say which model")
        if self.llm_provider == "openai" and not self.llm_base_url:
            raise ValueError("BOLE_LLM_PROVIDER is openai, so BOLE_LLM_BASE_URL must say where words are sent")
        if (self.llm_input_usd_per_mtok is None) != (self.llm_output_usd_per_mtok is None):
            raise ValueError("set BOLE_LLM_INPUT_USD_PER_MTOK and BOLE_LLM_OUTPUT_USD_PER_MTOK, or neither")
        return self


class EverySetting(
    TableSettings,
    BusSettings,
    UploadSettings,
    OverdueSettings,
    MailSettings,
    LinkSettings,
    QueueSettings,
    DeadLetterSettings,
    MachineSettings,
    LlmSettings,
    WorkerSettings,
):
    """All of them: the catalogue against which unknown variables are found, and what tests build."""

    transcribe_dead_letter_url: str = ""
    watch_dead_letter_url: str = ""


S = TypeVar("S", bound=BaseSettings)


def load(kind: type[S]) -> S:
    """Read ``kind`` from the environment.

    Raises:
        SettingsError: a variable is missing, malformed, or starts with ``BOLE_`` and is not known.
    """
    known = {PREFIX + name.upper() for name in EverySetting.model_fields}
    unknown = sorted(name for name in os.environ if name.startswith(PREFIX) and name not in known)
    if unknown:
        raise SettingsError(f"Unknown setting {', '.join(unknown)}. Known are {', '.join(sorted(known))}.")
    try:
        return kind()
    except ValidationError as error:
        raise SettingsError(_in_words(error)) from error


def _in_words(error: ValidationError) -> str:
    lines = []
    for fault in error.errors():
        if not fault["loc"]:  # a rule of several settings names them itself
            lines.append(fault["msg"].removeprefix("Value error, "))
            continue
        field = str(fault["loc"][0])
        variable = field if field.isupper() else PREFIX + field.upper().removeprefix(PREFIX)
        lines.append(f"{variable}: {fault['msg']}")
    return "Settings cannot be read. " + "; ".join(lines)
