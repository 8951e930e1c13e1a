"""The local cloud: start it, find it again, stop it. The only module (with ``cloud_entry``) that knows MiniStack.

``BOLE_ENDPOINT`` names another AWS-compatible endpoint; then nothing here is started or stopped.
"""

import socket
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import psutil

from local.endpoint import Endpoint
from local.environment import child_environment
from local.home import Home
from local.process import ProcessMark, read_mark, spawn, stop, write_mark
from shared.kernel.errors import Conflict, Unavailable

HOST = "127.0.0.1"
_START_SECONDS = 60.0
_SAVE_SECONDS = 60.0
"""How long it may take to write its state down when it is stopped."""
_HEALTH = "/_ministack/ready"


@dataclass(frozen=True)
class Cloud:
    """A local cloud that answers. ``pid`` is None for an endpoint that somebody else runs."""

    endpoint: Endpoint
    pid: int | None

    @property
    def port(self) -> int | None:
        return urlsplit(self.endpoint.url).port

    def api_url(self, output: str) -> str:
        """Return where the HTTP API of the template's output ``ApiUrl`` answers on this machine.

        The name in the output resolves in AWS alone; the emulator serves the same API below a path.
        """
        api_id = (urlsplit(output).hostname or output).split(".")[0]
        return f"{self.endpoint.url}/_aws/execute-api/{api_id}"


def running(home: Home, endpoint_url: str | None = None) -> Cloud | None:
    """Return the cloud that runs now, or None. A file left behind by a dead process counts as nothing."""
    if endpoint_url:
        return Cloud(Endpoint(endpoint_url.rstrip("/")), None)
    found = read_mark(home.cloud_file)
    if found is None:
        return None
    mark, more = found
    return Cloud(_endpoint(int(str(more["port"]))), mark.pid) if mark.alive else None


def start(home: Home, *, port: int | None = None, endpoint_url: str | None = None) -> Cloud:
    """Start the local cloud, or return the one that runs already, once it answers.

    Without ``port`` it takes the port of last time, else a free one. Raises Conflict when somebody else has the
    port, and Unavailable when the cloud is not installed or does not come up.
    """
    now = running(home, endpoint_url)
    if now is not None:
        if now.pid is not None and port not in (None, now.port):
            raise Conflict(f"The local cloud runs on port {now.port}, not on {port}.", "Stop it first: bole down")
        _wait_until_ready(now, home, mark=None)
        return now
    if not home.cloud_python.exists():
        raise Unavailable(f"The local cloud is not installed ({home.cloud_python}).", "Install it: make install")
    chosen = _choose_port(home, port)
    mark = spawn(
        [str(home.cloud_python), str(Path(__file__).with_name("cloud_entry.py"))],
        log=home.log("cloud"),
        environment=child_environment(_settings(home, chosen)),
        cwd=home.root,
    )
    write_mark(home.cloud_file, mark, port=chosen)
    cloud = Cloud(_endpoint(chosen), mark.pid)
    _wait_until_ready(cloud, home, mark=mark)
    return cloud


def shut_down(home: Home) -> bool:
    """Stop the local cloud and wait until it has saved its state. Returns False when none was running.

    Raises Unavailable when it had to be killed, because then what it did since its start is lost.
    """
    found = read_mark(home.cloud_file)
    if found is None or not found[0].alive:
        return False
    if not stop(found[0], grace=_SAVE_SECONDS):
        raise Unavailable(
            f"The local cloud did not save its state within {_SAVE_SECONDS:.0f} s and was killed.",
            f"Its log is {home.log('cloud')}. What it did since it was started is lost; run bole up again.",
        )
    return True


def _settings(home: Home, port: int) -> dict[str, str]:
    """Every setting of MiniStack that is not its default. It listens on loopback, and writes below ``home``."""
    for name in ("state", "s3", "tmp"):
        (home.cloud_data / name).mkdir(parents=True, exist_ok=True)
    endpoint = _endpoint(port)
    return {
        **endpoint.environment(),
        "BIND_HOST": HOST,
        "GATEWAY_PORT": str(port),
        "MINISTACK_HOST": HOST,
        "MINISTACK_ACCOUNT_ID": endpoint.account,
        "MINISTACK_REGION": endpoint.region,
        "PERSIST_STATE": "1",
        "STATE_DIR": str(home.cloud_data / "state"),
        "S3_PERSIST": "1",
        "S3_DATA_DIR": str(home.cloud_data / "s3"),
        "TMPDIR": str(home.cloud_data / "tmp"),
        "LAMBDA_EXECUTOR": "local",
        "LAMBDA_WARM_TTL_SECONDS": "120",
        "DOCKER_HOST": "unix:///nonexistent",
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        "AWS_XRAY_SDK_ENABLED": "false",
        "LOG_LEVEL": "INFO",
        "MALLOC_ARENA_MAX": "2",
    }


def _endpoint(port: int) -> Endpoint:
    return Endpoint(f"http://{HOST}:{port}")


def _choose_port(home: Home, port: int | None) -> int:
    found = read_mark(home.cloud_file)
    remembered = int(str(found[1]["port"])) if found else None
    chosen = port or remembered
    if chosen is None:
        with socket.socket() as probe:
            probe.bind((HOST, 0))
            return int(probe.getsockname()[1])
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, chosen))
        except OSError as error:
            raise Conflict(
                f"Port {chosen} of this machine is in use by {_user_of(chosen)}.",
                "End that program, or choose another port: bole up --port NUMBER",
            ) from error
    return chosen


def _user_of(port: int) -> str:
    if not sys.platform.startswith("linux"):
        return "another program"
    for connection in psutil.net_connections("tcp"):
        if connection.laddr and connection.laddr.port == port and connection.pid:
            return f"{psutil.Process(connection.pid).name()} (process {connection.pid})"
    return "another program"


def _wait_until_ready(cloud: Cloud, home: Home, *, mark: ProcessMark | None) -> None:
    until = time.monotonic() + _START_SECONDS
    problem = "it does not answer"
    while time.monotonic() < until:
        if mark is not None and not mark.alive:
            raise Unavailable(
                "The local cloud ended as soon as it was started.", f"Its log says why: {home.log('cloud')}"
            )
        try:
            answer = httpx.get(cloud.endpoint.url + (_HEALTH if cloud.pid else "/"), timeout=5.0)
            if not cloud.pid or answer.status_code == httpx.codes.OK:
                return
            problem = f"it answers {answer.status_code}"
        except httpx.TransportError as error:
            problem = str(error) or type(error).__name__
        time.sleep(0.1)
    raise Unavailable(
        f"The cloud at {cloud.endpoint.url} is not ready: {problem}.",
        f"Its log is {home.log('cloud')}." if cloud.pid else "Check BOLE_ENDPOINT.",
    )
