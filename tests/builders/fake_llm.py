"""A language model on this machine: a real HTTP server that speaks OpenAI's chat completions and Bedrock's Converse.

It keeps every request that it got, and answers by a script: one behaviour a request, the last one again and again.
"""

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote

SHAPES = Path(__file__).parent / "llm_shapes"
BLOCK = re.compile(r"^<data-([0-9a-f]{24})>\n(.*)\n</data-\1>$", re.MULTILINE)

Behaviour = Literal[
    "normal",
    "slow",
    "throttled",
    "fault",
    "unauthorized",
    "broken_body",
    "another_body",
    "not_json",
    "wrong_shape",
    "wrong_competencies",
    "refusal",
    "cut_short",
    "as_text",
]
Material = dict[str, Any]
Answering = Callable[[Material], list[dict[str, Any]]]

STATUS = {"throttled": 429, "fault": 500, "unauthorized": 401}
BEDROCK_ERRORS = {
    "throttled": "ThrottlingException",
    "fault": "InternalServerException",
    "unauthorized": "AccessDeniedException",
}


@dataclass(frozen=True)
class Heard:
    """One request as it arrived."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def system(self) -> str:
        if "system" in self.body:
            return str(self.body["system"][0]["text"])
        return str(self.body["messages"][0]["content"])

    @property
    def user(self) -> str:
        content = self.body["messages"][-1]["content"]
        return str(content if isinstance(content, str) else content[0]["text"])

    @property
    def material(self) -> Material:
        return material_of(self.user)


def blocks_of(user: str) -> list[tuple[str, str]]:
    """Mark and content of each data block in a user message."""
    return [(match.group(1), match.group(2)) for match in BLOCK.finditer(user)]


def material_of(user: str) -> Material:
    """What the one data block holds."""
    ((_, content),) = blocks_of(user)
    found: Material = json.loads(content)
    return found


def rating(competency: str, level: int | None = 4, **changed: Any) -> dict[str, Any]:
    """One rating; ``quotes`` must be given where it is to count."""
    values: dict[str, Any] = {
        "competency": competency,
        "level": level,
        "not_scorable": None,
        "confidence": 0.8,
        "quotes": [],
        "reasons": [f"Shows {competency} once."],
    }
    return values | changed


def rates(level: int | None = 4, quotes: tuple[str, ...] | None = None, **changed: Any) -> Answering:
    """A model that gives every competency ``level`` and quotes the answer's first words, or ``quotes``."""

    def answer(material: Material) -> list[dict[str, Any]]:
        said = material["transcript"]
        first = said[:12] if material["language"] == "zh" else " ".join(said.split()[:6])
        chosen = list(quotes if quotes is not None else (first,))
        return [rating(rubric["competency"], level, quotes=chosen, **changed) for rubric in material["rubrics"]]

    return answer


@dataclass
class FakeLlm:
    """The server's script and its memory."""

    url: str = ""
    answering: Answering = field(default_factory=rates)
    under: str = "ratings"
    """The key of the reply under which its list stands."""
    script: list[Behaviour | Answering] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)
    slow_seconds: float = 5.0
    released: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def then(self, *behaviours: Behaviour | Answering) -> "FakeLlm":
        """Behave so, request by request; the last again and again."""
        self.script = list(behaviours)
        return self

    def behaviour_for(self, request: Heard) -> Behaviour | Answering:
        with self.lock:
            self.heard.append(request)
            if not self.script:
                return "normal"
            return self.script.pop(0) if len(self.script) > 1 else self.script[0]


@contextmanager
def fake_llm(answering: Answering | None = None) -> Iterator[FakeLlm]:
    """Run the server on a free port of this machine until the block ends."""
    fake = FakeLlm(answering=answering or rates())

    class Handler(_Handler):
        llm = fake

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    fake.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        fake.released.set()
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    llm: FakeLlm
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        request = Heard(unquote(self.path), {name.lower(): value for name, value in self.headers.items()}, body)
        converse = request.path.startswith("/model/")
        behaviour = self.llm.behaviour_for(request)
        if behaviour == "slow":
            self.llm.released.wait(self.llm.slow_seconds)
        if isinstance(behaviour, str) and behaviour in STATUS:
            self._refuse(behaviour, converse)
        elif behaviour == "broken_body":
            self._send(200, b'{"choices": [')
        elif behaviour == "another_body":
            self._send(200, b'{"hello": "world"}')
        else:
            self._send(200, json.dumps(_reply(behaviour, request, self.llm, converse)).encode())

    def _refuse(self, behaviour: str, converse: bool) -> None:
        shape = _shape(f"{'bedrock' if converse else 'openai'}_error", behaviour)
        headers = {"x-amzn-ErrorType": BEDROCK_ERRORS[behaviour]} if converse else {"retry-after-ms": "5"}
        self._send(STATUS[behaviour], json.dumps(shape).encode(), headers)

    def _send(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        try:
            self.send_response(status)
            for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # who asked has stopped waiting

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


def _reply(behaviour: Behaviour | Answering, request: Heard, llm: FakeLlm, converse: bool) -> Any:
    kind = "bedrock" if converse else "openai"
    if behaviour in ("refusal", "cut_short"):
        return _shape(f"{kind}_{behaviour}", "")
    if behaviour == "not_json":
        return _shape("bedrock_text" if converse else "openai_answer", "I would say level four.")
    if behaviour == "wrong_shape":
        told: Any = {"ratings": [{"competency": "teamwork", "level": 7}]}
    else:
        ratings = behaviour(request.material) if callable(behaviour) else llm.answering(request.material)
        told = {llm.under: ratings[:-1] if behaviour == "wrong_competencies" else ratings}
    text = json.dumps(told, ensure_ascii=False)
    if behaviour == "as_text":
        return _shape("bedrock_text" if converse else "openai_answer", f"```json\n{text}\n```")
    return _shape(f"{kind}_answer", told if converse else text)


def _shape(name: str, answer: Any) -> Any:
    def filled(node: Any) -> Any:
        if isinstance(node, dict):
            return {key: filled(value) for key, value in node.items()}
        if isinstance(node, list):
            return [filled(value) for value in node]
        return answer if node == "ANSWER" else node

    return filled(json.loads((SHAPES / f"{name}.json").read_text(encoding="utf-8")))
