"""Synthesizes the CDK app for this machine: the same app, with Lambda layers for the Python that runs here."""

import hashlib
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from local.environment import child_environment
from local.home import CHECKOUT, Home
from local.outbox import CANDIDATE_PAGE, SENDER
from shared.kernel.errors import Unavailable

SOURCES = ("api", "infra", "functions", "shared", "events", "requirements")
"""What a synthesis reads. Nothing else in the checkout changes its outcome."""
WORKER_SOURCES = ("containers", "shared")
"""What the workers run."""
_SUFFIXES = {".py", ".json", ".lock", ".toml", ".html", ".js", ".css", ".cedar", ".cedarschema", ".j2", ".typ", ""}


def fingerprint(root: Path = CHECKOUT, folders: Iterable[str] = SOURCES) -> str:
    """Return a hash of every source that a synthesis reads, and of the Python that it is for."""
    digest = hashlib.sha256(f"{sys.version_info[:2]}".encode())
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and path.suffix in _SUFFIXES and "__pycache__" not in path.parts:
                digest.update(path.relative_to(root).as_posix().encode() + b"\0")
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def synthesize(home: Home) -> str:
    """Synthesize into ``home.assembly`` unless that is what lies there; return the fingerprint of the sources.

    Raises Unavailable with what the app said when it fails.
    """
    wanted = fingerprint()
    stamp = home.assembly.with_name("cdk.stamp")
    if stamp.exists() and stamp.read_text() == wanted and (home.assembly / "manifest.json").exists():
        return wanted
    stamp.unlink(missing_ok=True)
    # Handlers run on the Python that runs here. Images are named and not built: containers run as processes.
    settings = {
        "BOLE_OUTDIR": str(home.assembly),
        "BOLE_STAGE": "dev",
        "BOLE_LAMBDA_PYTHON": f"{sys.version_info.major}.{sys.version_info.minor}",
        "BOLE_IMAGES": "bole:",
        # On one machine nothing is on its way for a day: an erasure looks for latecomers at once.
        "BOLE_LATECOMERS_SECONDS": "3",
        # Letters go into the local cloud's outbox, and nowhere else.
        "BOLE_SENDER_ADDRESS": SENDER,
        "BOLE_CANDIDATE_URL": CANDIDATE_PAGE,
        # A finance system to try the product with runs on this machine, too.
        "BOLE_FINANCE_PRIVATE_ADDRESSES": "true",
    }
    done = subprocess.run(
        [sys.executable, "-m", "infra.app"],
        cwd=CHECKOUT,
        env=child_environment(settings),
        capture_output=True,
        text=True,
        check=False,
    )
    home.log("synth").write_text(done.stdout + done.stderr)
    if done.returncode != 0:
        last = "\n".join((done.stderr or done.stdout).strip().splitlines()[-15:])
        raise Unavailable(f"The CDK app did not synthesize:\n{last}", f"All it said is in {home.log('synth')}.")
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(wanted)
    return wanted
