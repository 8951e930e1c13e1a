"""How a server misbehaves, on order or by chance."""

import random
import threading
from collections import deque
from dataclasses import dataclass, field
from typing import Literal

Mischief = Literal[
    "error_500",  # an error before anything was done
    "error_500_after",  # everything was done, and then an error
    "busy",  # 503, nothing was done
    "too_many",  # 429, nothing was done
    "cut",  # the connection ends before anything was done
    "cut_after",  # everything was done, and the connection ends without an answer
    "slow",  # everything was done at once, the answer comes later than anybody waits
    "slow_commit",  # done later than anybody waits for an answer, and seen only then
    "garbage",  # done, and answered with a page of a proxy
    "half",  # done, and the answer breaks off
    "signed_out",  # the session is over, nothing was done
]
BEFORE: tuple[Mischief, ...] = ("error_500", "busy", "too_many", "cut", "signed_out")
AFTER: tuple[Mischief, ...] = ("error_500_after", "cut_after", "slow", "garbage", "half")
EVERY: tuple[Mischief, ...] = (*BEFORE, *AFTER, "slow_commit")


@dataclass
class Mischiefs:
    """What happens to the next requests: what was ordered for an operation, else by chance one of ``kinds``.

    ``late`` is how long slow ones take, in seconds.
    """

    late: float = 0.5
    chance: float = 0.0
    kinds: tuple[Mischief, ...] = ("error_500", "error_500_after", "busy", "cut", "cut_after", "garbage", "half")
    seed: int = 20260331
    done: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._ordered: dict[str, deque[Mischief]] = {}
        self._random = random.Random(self.seed)
        self._lock = threading.Lock()

    def order(self, operation: str, *kinds: Mischief) -> None:
        """The next requests of an operation misbehave, one after the other."""
        self._ordered.setdefault(operation, deque()).extend(kinds)

    def next(self, operation: str) -> Mischief | None:
        with self._lock:
            waiting = self._ordered.get(operation)
            kind = waiting.popleft() if waiting else None
            if kind is None and self.chance and self._random.random() < self.chance:
                kind = self._random.choice(self.kinds)
            if kind is not None:
                self.done[kind] = self.done.get(kind, 0) + 1
            return kind
