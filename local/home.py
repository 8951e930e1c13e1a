"""Where everything of one machine lies: ``.bole/`` in the checkout, or a folder of the caller's choice."""

from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
"""The folder that holds ``infra``, ``functions`` and ``containers``."""


@dataclass(frozen=True)
class Home:
    """The paths below ``root``. Nothing the local cloud writes lies anywhere else.

    ``tools`` is where the installed environments and models are: they may serve several homes.
    """

    root: Path
    tools: Path = CHECKOUT / ".bole"

    @property
    def cloud_python(self) -> Path:
        """The interpreter of the local cloud's own environment (it pins botocore, so it shares nothing)."""
        return self.tools / "cloud-env" / "bin" / "python"

    @property
    def cloud_file(self) -> Path:
        """Port and process of the local cloud."""
        return self.root / "cloud.json"

    @property
    def cloud_data(self) -> Path:
        """What the local cloud keeps between two runs."""
        return self.root / "cloud"

    @property
    def workers_file(self) -> Path:
        """The process that keeps the workers running."""
        return self.root / "workers.json"

    @property
    def deployed_file(self) -> Path:
        """What was deployed last, and its outputs."""
        return self.root / "deployed.json"

    @property
    def assembly(self) -> Path:
        """The synthesized CDK app for this machine."""
        return self.root / "cdk.out"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def demo(self) -> Path:
        """Reports and recordings of the demo."""
        return self.root / "demo"

    def log(self, name: str) -> Path:
        """Return the log file of the process ``name``; its folder exists afterwards."""
        self.logs.mkdir(parents=True, exist_ok=True)
        return self.logs / f"{name}.log"


def default_home() -> Home:
    """Return the home of this checkout."""
    return Home(CHECKOUT / ".bole")
