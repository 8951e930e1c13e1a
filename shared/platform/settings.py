"""Every setting there is. The only file that reads the environment.

A function's settings are composed from the small classes below: ``class ApiSettings(TableSettings, UploadSettings)``.
Each field is read from ``BOLE_<FIELD>``. A missing, malformed or unknown ``BOLE_`` variable stops the process at its
start, and the message names the variable.
"""

import os
from typing import Literal, Self, TypeVar

from pydantic import AnyHttpUrl, Field, PositiveFloat, PositiveInt, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from shared.platform.sms.port import SmsTemplate

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

    def __hash__(self) -> int:
        """Settings are kept as keys; some hold mappings, which have no hash of their own."""
        return hash((type(self), self.model_dump_json()))

    claim_user: str = "sub"
    claim_tenant: str = "custom:tenant"
    claim_groups: str = "cognito:groups"
    claim_departments: str = "custom:departments"
    """Names of the claims of a verified token, as the deployment's issuer spells them; these are Cognito's."""


class TableSettings(Settings):
    """For whoever reads or writes state."""

    table: str
    tenant_role_arn: str = ""
    """The role that is assumed with the session tag ``TenantId``; empty: the process's own credentials."""


class BucketSettings(Settings):
    """For whoever reads or writes documents and recordings."""

    media_bucket: str
    tenant_role_arn: str = ""


class TenantKeySettings(Settings):
    """For whoever makes tenants, and their keys with them."""

    tenant_key_prefix: str = ""
    """What the aliases of tenants' own keys begin with (``alias/bole-dev-tenant-``); empty: there are none."""


class KeySettings(TenantKeySettings):
    """For whoever reads or writes what is sealed for a person."""

    key_table: str
    """The table of wrapped data keys: without backups, so that a key that was deleted is deleted."""
    data_key: str
    """The deployment's KMS key (ARN or alias); it wraps for a tenant that has no key of its own yet."""
    tenant_role_arn: str = ""


class ImportSettings(Settings):
    """For the worker that enters a table of candidates."""

    import_at_once: PositiveInt = 8
    """Rows that are entered at the same time."""


class LatecomerSettings(Settings):
    """For an erasure: how long after the first pass it looks again for what was still on its way."""

    latecomers_seconds: int = Field(default=24 * 60 * 60, ge=0)
    """Signed addresses live for 45 minutes, tries of events for a day."""


class DirectorySettings(Settings):
    """For whoever manages staff. ``user_pool_id`` empty: another issuer does, and users are listed from rows alone."""

    user_pool_id: str = ""


class FolderSettings(Settings):
    """For whoever exports or deletes a tenant: the first folders of the bucket's keys, separated by commas."""

    media_folders: str = ""


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
    mail_transport: Literal["ses", "smtp"] = "ses"
    mail_configuration_set: str = ""
    """The SES configuration set that tells of deliveries and bounces; empty: nobody hears of them."""
    smtp_host: str = ""
    smtp_port: int = Field(default=587, ge=1, le=65535)
    smtp_security: Literal["starttls", "tls"] = "starttls"
    """``tls``: from the first byte on (port 465). Without TLS nothing is sent."""
    smtp_user: str = ""
    smtp_password_secret_arn: str = ""
    """A Secrets Manager secret whose string is the password."""


class SmsSettings(Settings):
    """For whoever sends SMS: which provider takes numbers of the mainland, which all others. Empty: none are sent.

    Keys are read from Secrets Manager alone: JSON ``{"id": …, "secret": …}``.
    """

    sms_china: Literal["", "alibaba", "tencent", "sns"] = ""
    sms_abroad: Literal["", "sns"] = ""
    sms_sender_id: str = ""
    """What SNS shows as the sender, where a country allows it."""
    sms_sign_name: str = ""
    """The signature 短信签名 that the provider approved."""
    sms_templates: dict[str, SmsTemplate] = Field(default_factory=dict)
    """Approved templates by kind and language: ``{"invitation.zh": {"code": "SMS_1", "parameters": ["name"]}}``."""
    alibaba_sms_secret_arn: str = ""
    alibaba_sms_endpoint: str = "https://dysmsapi.aliyuncs.com/"
    alibaba_sms_region: str = "cn-hangzhou"
    tencent_sms_secret_arn: str = ""
    tencent_sms_app_id: str = ""
    tencent_sms_endpoint: str = "https://sms.tencentcloudapi.com/"
    tencent_sms_region: str = "ap-guangzhou"


class SendingSettings(Settings):
    """How fast messages go out, in messages a second: below what the provider allows."""

    mail_per_second: PositiveFloat = 10.0
    sms_per_second: PositiveFloat = 10.0
    send_at_once: PositiveInt = 8
    """Recipients of a batch that are worked at at the same time."""


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


class VoucherQueueSettings(Settings):
    """For whoever wakes the worker that posts vouchers."""

    voucher_queue_url: str


class VendorSettings(Settings):
    """For whoever calls finance systems."""

    finance_private_addresses: bool = False
    """Whether a connection may lead to private addresses; a deployment for many tenants says no."""


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
    KeySettings,
    ImportSettings,
    LatecomerSettings,
    DirectorySettings,
    FolderSettings,
    BusSettings,
    UploadSettings,
    OverdueSettings,
    MailSettings,
    SmsSettings,
    SendingSettings,
    LinkSettings,
    QueueSettings,
    DeadLetterSettings,
    MachineSettings,
    VoucherQueueSettings,
    VendorSettings,
    LlmSettings,
    WorkerSettings,
):
    """All of them: the catalogue against which unknown variables are found, and what tests build."""

    transcribe_dead_letter_url: str = ""
    watch_dead_letter_url: str = ""
    key_table: str = ""
    data_key: str = ""
    voucher_queue_url: str = ""


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
