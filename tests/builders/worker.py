"""An engine that always breaks, and tokens that note what is said of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel

from containers.worker.ports import Finding
from shared.assessment.ports import Progress


class BrokenWork:
    """Breaks on every clip."""

    name = "broken"

    def do(self, media: Path, options: Mapping[str, object], progress: Progress) -> Finding:
        raise RuntimeError("the engine broke on this clip")


@dataclass
class NotedTokens:
    """Every token is alive."""

    results: list[BaseModel] = field(default_factory=list)
    failures: list[tuple[str, str]] = field(default_factory=list)

    def heartbeat(self, token: str) -> None:
        assert token

    def succeed(self, token: str, output: BaseModel) -> None:
        self.results.append(output)

    def fail(self, token: str, error: str, cause: str) -> None:
        self.failures.append((error, cause))
