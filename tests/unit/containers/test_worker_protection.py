"""The task's protection from scale-in, against an agent on loopback."""

import json
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from containers.worker.loop import Rhythm
from containers.worker.ports import Finding
from containers.worker.protection import TaskProtection
from containers.worker.serve import assemble
from shared.platform.settings import WorkerSettings, load

ON = {"ProtectionEnabled": True, "ExpiresInMinutes": 60}
OFF = {"ProtectionEnabled": False}


@dataclass
class Agent:
    """What the agent was asked, and how it answers."""

    uri: str = ""
    status: int = 200
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    @property
    def states(self) -> list[dict[str, Any]]:
        return [state for _path, state in self.asked]


@pytest.fixture
def agent() -> Iterator[Agent]:
    made = Agent()

    class Handler(BaseHTTPRequestHandler):
        def do_PUT(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            made.asked.append((self.path, json.loads(body)))
            self.send_response(made.status)
            self.end_headers()

        def log_message(self, *_words: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    made.uri = f"http://127.0.0.1:{server.server_port}/api/task-1"
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_a_task_is_protected_while_it_has_a_clip_and_not_when_it_is_idle(agent: Agent) -> None:
    protection = TaskProtection(agent.uri)
    with protection.held():
        assert agent.asked == [("/api/task-1/task-protection/v1/state", ON)]
    assert agent.states == [ON, OFF]


def test_the_last_of_several_clips_ends_the_protection(agent: Agent) -> None:
    protection = TaskProtection(agent.uri)
    with ExitStack() as first:
        first.enter_context(protection.held())
        with protection.held():
            first.close()
            assert agent.states == [ON]
    assert agent.states == [ON, OFF]


def test_clips_in_many_threads_leave_the_task_unprotected_in_the_end(agent: Agent) -> None:
    protection = TaskProtection(agent.uri)

    def serve() -> None:
        for _ in range(5):
            with protection.held():
                pass

    threads = [threading.Thread(target=serve) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert agent.states[0] == ON
    assert agent.states[-1] == OFF
    assert all(one != other for one, other in zip(agent.states, agent.states[1:], strict=False))


def test_a_worker_that_is_never_idle_renews_its_protection(agent: Agent) -> None:
    now = [0.0]
    protection = TaskProtection(agent.uri, clock=lambda: now[0])
    with protection.held():
        now[0] = 20 * 60
        with protection.held():
            assert agent.states == [ON]
        now[0] = 40 * 60
        with protection.held():
            assert agent.states == [ON, ON]


def test_an_agent_that_refuses_does_not_keep_the_clip_from_being_worked_on(
    agent: Agent, caplog: pytest.LogCaptureFixture
) -> None:
    agent.status = 400
    with TaskProtection(agent.uri).held():
        pass
    assert agent.states == [ON, OFF]
    assert caplog.messages.count("the task's protection was not changed") == 2


def test_an_agent_that_is_not_there_does_no_harm(caplog: pytest.LogCaptureFixture) -> None:
    with TaskProtection("http://127.0.0.1:1").held():
        pass
    assert "the task's protection was not changed" in caplog.messages


def test_the_agent_s_address_comes_from_the_variable_that_ecs_sets(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"STAGE": "dev", "MEDIA_BUCKET": "media", "QUEUE_URL": "https://sqs.example/own"}.items():
        monkeypatch.setenv(f"BOLE_{name}", value)
    monkeypatch.delenv("ECS_AGENT_URI", raising=False)
    assert load(WorkerSettings).ecs_agent_uri == ""
    monkeypatch.setenv("ECS_AGENT_URI", "http://169.254.170.2/api/x")
    assert load(WorkerSettings).ecs_agent_uri == "http://169.254.170.2/api/x"


class Idle:
    """An engine that is asked nothing."""

    name = "idle"

    def do(self, media: Path, options: object, progress: object) -> Finding:
        raise AssertionError


def test_a_worker_outside_of_ecs_asks_no_agent(agent: Agent) -> None:
    def put_together(uri: str) -> Any:
        settings = WorkerSettings(
            stage="test",
            media_bucket="media",
            queue_url="https://sqs.eu-central-1.amazonaws.com/123456789012/own",
            ecs_agent_uri=uri,
        )
        return assemble(settings, Idle(), Rhythm())

    with put_together("")._protected():
        assert agent.asked == []
    with put_together(agent.uri)._protected():
        assert agent.states == [ON]
