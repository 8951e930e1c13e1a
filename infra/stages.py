"""What differs between deployments: two stages, ``dev`` and ``prod``, as frozen, typed values.

Every number a person may want to turn stands here with its unit; the constructs only read. What a deployment of
one's own changes without touching this file (Python of the Lambda runtime, region, images) is in ``infra.options``.
"""

from dataclasses import dataclass, field
from typing import Literal

from infra.issuer import Issuer
from infra.language_model import LanguageModel
from infra.messaging import Messaging

StageName = Literal["dev", "prod"]
MfaMode = Literal["optional", "required"]


@dataclass(frozen=True)
class Retention:
    """How long things are kept, in days. Recordings are the most sensitive, so they go first.

    ``artifacts`` are transcripts, timelines and scores of single answers; ``documents`` are plans, receipts and
    reports, which explain a decision and outlive the recording.
    """

    recordings: int
    artifacts: int
    documents: int
    noncurrent: int
    access_logs: int
    logs: int
    events: int
    dead_letters: int = 14


@dataclass(frozen=True)
class Limits:
    """What an answer may be, and how fast the API may be called."""

    recording_seconds: int = 1800
    upload_bytes: int = 2 * 1024**3
    upload_url_seconds: int = 900
    overdue_seconds: int = 7200
    """An answer that nobody settled this long after its upload (or its deadline) is marked by the sweeper."""
    worker_minutes: int = 60
    """How long an answer may wait for a worker and be worked on; a GPU that starts from nothing takes minutes."""
    requests_per_second: int = 50
    request_burst: int = 100
    latecomers_seconds: int = 24 * 60 * 60
    """How long an erasure waits before it looks for what came late: signed addresses and events live a day at most."""


@dataclass(frozen=True)
class Capacity:
    """The GPU machines all GPU fleets share, as one Auto Scaling group.

    ``kinds`` are tried in order. ``on_demand_base`` machines are never Spot; of those above, ``spot_percent`` are.
    """

    kinds: tuple[str, ...] = ("g6.xlarge", "g5.xlarge", "g4dn.xlarge")
    on_demand_base: int = 0
    spot_percent: int = 100
    disk_gib: int = 80
    """Room for the image (CUDA and weights) and one recording a clip in hand."""


@dataclass(frozen=True)
class Fleet:
    """One service of one kind of worker on one kind of machine.

    Scales from ``minimum`` (0 costs nothing) to ``maximum`` tasks. With ``starts`` = ``backlog`` it runs one task for
    every ``clips_per_task`` clips that wait or are in work. With ``starts`` = ``late`` it stays at its minimum until
    the oldest clip has waited ``late_seconds``: the fallback for when the other fleet cannot be had.
    """

    on: Literal["gpu", "cpu"]
    starts: Literal["backlog", "late"]
    minimum: int
    maximum: int
    clips_per_task: int
    cpu: int
    """CPU units, 1024 a core."""
    memory_mib: int
    concurrency: int
    batch_size: int
    threads: int
    late_seconds: int = 600
    idle_minutes: int = 10
    """A fleet goes back to its minimum after its queue was empty this long."""


@dataclass(frozen=True)
class Worker:
    """A kind of worker: its container, and the fleets that share its queue."""

    name: Literal["transcriber", "vision"]
    fleets: tuple[Fleet, ...]
    build_args: dict[Literal["gpu", "cpu"], dict[str, str]]
    """How the image for each kind of machine is built from ``containers/<name>/Dockerfile``."""
    models: dict[Literal["gpu", "cpu"], str] = field(default_factory=dict)
    """Speech model on each kind of machine, by its name in ``containers/models.toml``."""
    compute: dict[Literal["gpu", "cpu"], str] = field(default_factory=dict)
    """CTranslate2's compute type on each kind of machine."""


@dataclass(frozen=True)
class Stage:
    """One deployment's settings."""

    name: StageName
    region: str
    log_level: Literal["DEBUG", "INFO", "WARNING"]
    retention: Retention
    limits: Limits
    capacity: Capacity
    transcriber: Worker
    vision: Worker
    zones: int
    """Availability zones of the workers' network; every interface endpoint costs money in each of them."""
    cors_origins: tuple[str, ...]
    """Where the candidate's and the console's pages are served from."""
    mfa: MfaMode
    threat_protection: bool
    """Cognito's adaptive authentication (feature plan Plus, priced for each monthly user)."""
    protect: bool
    """Keep table, bucket, key and users when a stack is deleted, and refuse to delete them."""
    candidate_url: str = ""
    """The page that an invitation's link opens; empty: invitations carry their token and no link."""
    sender_address: str = ""
    """Verified SES address that mail comes from; empty: no mail is sent."""
    messaging: Messaging = field(default_factory=Messaging)
    """How mail and SMS are sent: by default mail by SES, and no SMS."""
    alarm_address: str = ""
    """Gets the alarms by mail, after confirming; empty: subscribe to the topic yourself."""
    finance_private_addresses: bool = False
    """Whether connectors may reach private addresses: for a finance system in the house, on one machine."""
    issuer: Issuer | None = None
    """Whose tokens staff brings in place of those of a user pool of the deployment; none: a pool is made."""
    llm: LanguageModel | None = None
    """The language model that is asked besides the local judge; none: candidates' words are sent nowhere."""

    @property
    def gpu_tasks(self) -> int:
        """The most GPU tasks at once: each has a machine of its own. 0: the deployment has no GPU machines."""
        return sum(
            fleet.maximum for worker in (self.transcriber, self.vision) for fleet in worker.fleets if fleet.on == "gpu"
        )

    @property
    def prefix(self) -> str:
        """Begin of stack and role names, for example ``bole-dev``."""
        return f"bole-{self.name}"


def _transcriber(gpus: int, kept_warm: int, fallback: int) -> Worker:
    return Worker(
        name="transcriber",
        fleets=(
            Fleet("gpu", "backlog", kept_warm, gpus, 4, 3072, 13_000, concurrency=2, batch_size=16, threads=2),
            Fleet("cpu", "late", 0, fallback, 2, 4096, 8192, concurrency=1, batch_size=4, threads=4),
        ),
        build_args={"gpu": {"HARDWARE": "gpu"}, "cpu": {"HARDWARE": "cpu"}},
        models={"gpu": "whisper-large-v3-turbo", "cpu": "whisper-base"},
        compute={"gpu": "float16", "cpu": "int8"},
    )


def _vision(gpus: int, cpus: int) -> Worker:
    """Watching is bound by one core (decode and small models), so a CPU is the cheaper machine; GPUs help when late."""
    return Worker(
        name="vision",
        fleets=(
            Fleet("cpu", "backlog", 0, cpus, 4, 2048, 4096, concurrency=2, batch_size=1, threads=1),
            Fleet("gpu", "late", 0, gpus, 4, 3072, 13_000, concurrency=3, batch_size=1, threads=1),
        ),
        build_args={"gpu": {}, "cpu": {"BASE": "ubuntu:24.04"}},
    )


DEV = Stage(
    name="dev",
    region="us-east-1",
    log_level="DEBUG",
    retention=Retention(recordings=30, artifacts=30, documents=90, noncurrent=7, access_logs=30, logs=14, events=14),
    limits=Limits(),
    capacity=Capacity(),
    transcriber=_transcriber(gpus=1, kept_warm=0, fallback=2),
    vision=_vision(gpus=1, cpus=2),
    zones=1,
    cors_origins=("http://localhost:5173", "http://127.0.0.1:5173", "http://localhost:5174", "http://127.0.0.1:5174"),
    mfa="optional",
    threat_protection=False,
    protect=False,
)

PROD = Stage(
    name="prod",
    region="us-east-1",
    log_level="INFO",
    retention=Retention(
        recordings=180, artifacts=365, documents=1095, noncurrent=30, access_logs=365, logs=180, events=90
    ),
    limits=Limits(requests_per_second=500, request_burst=1000),
    capacity=Capacity(on_demand_base=1, spot_percent=80),
    transcriber=_transcriber(gpus=40, kept_warm=0, fallback=20),
    vision=_vision(gpus=8, cpus=64),
    zones=2,
    cors_origins=("https://interview.example.com", "https://console.example.com"),
    mfa="required",
    threat_protection=True,
    protect=True,
)

STAGES: dict[str, Stage] = {stage.name: stage for stage in (DEV, PROD)}
