"""A cloud that other processes can reach: moto as a server, with a bucket, a queue and a machine that waits."""

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import boto3
from moto.server import ThreadedMotoServer

from shared.assessment.keys import transcript_key
from shared.interview.keys import read_upload_key

ROOT = Path(__file__).parents[2]
BUCKET, REGION = "bole-media", "eu-central-1"
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing", "AWS_DEFAULT_REGION": REGION}
RECORDING = "uploads/acme/int_1/a1/upl_1"
PATIENCE_S = 30.0


@dataclass
class Cloud:
    """Clients to the server, and the processes that were started beside it."""

    endpoint: str
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def client(self, service: str) -> Any:
        return boto3.client(  # type: ignore[call-overload]
            service,
            endpoint_url=self.endpoint,
            region_name=REGION,
            aws_access_key_id="testing",
            aws_secret_access_key="testing",
        )

    def make_queue(self) -> str:
        sqs = self.client("sqs")
        dead = sqs.create_queue(QueueName="clips-dead")["QueueUrl"]
        arn = sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        policy = json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": 3})
        return str(sqs.create_queue(QueueName="clips", Attributes={"RedrivePolicy": policy})["QueueUrl"])

    def waiting(self, queue: str) -> int:
        """Messages in the queue, those in somebody's hand included."""
        names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        told = self.client("sqs").get_queue_attributes(QueueUrl=queue, AttributeNames=names)["Attributes"]
        return sum(int(told[name]) for name in names)

    def send_and_wait(self, queue: str) -> str:
        """Start an execution that sends one clip and waits for its token; return its ARN."""
        upload = read_upload_key(RECORDING)
        assert upload is not None
        self.client("s3").put_object(Bucket=BUCKET, Key=RECORDING, Body=b"recording")
        task = {
            "task_token.$": "$$.Task.Token",
            "answer": {"tenant_id": "acme", "interview_id": "int_1", "answer_id": "a1"},
            "media_key": RECORDING,
            "result_key": transcript_key(upload),
            "options": {},
        }
        wait = {
            "Type": "Task",
            "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
            "Parameters": {"QueueUrl": queue, "MessageBody": task},
            "HeartbeatSeconds": 60,  # without it moto refuses heartbeats, which AWS takes
            "End": True,
        }
        machines = self.client("stepfunctions")
        arn = machines.create_state_machine(
            name=f"wait-{time.monotonic_ns()}",
            definition=json.dumps({"StartAt": "Work", "States": {"Work": wait}}),
            roleArn="arn:aws:iam::123456789012:role/machine",
        )["stateMachineArn"]
        return str(machines.start_execution(stateMachineArn=arn, input="{}")["executionArn"])

    def execution(self, arn: str) -> dict[str, Any]:
        found: dict[str, Any] = self.client("stepfunctions").describe_execution(executionArn=arn)
        return found

    def answers(self, arn: str) -> list[str]:
        """How the execution's task was answered, each time that it was."""
        events = self.client("stepfunctions").get_execution_history(executionArn=arn)["events"]
        return [event["type"] for event in events if event["type"] in {"TaskSucceeded", "TaskFailed"}]

    def document(self, key: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.client("s3").get_object(Bucket=BUCKET, Key=key)["Body"].read())
        return found

    def start_worker(self, queue: str, seconds: float, sign: Path) -> "subprocess.Popen[bytes]":
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "BOLE_"))},
            **CREDENTIALS,
            "AWS_ENDPOINT_URL": self.endpoint,
            "BOLE_STAGE": "test",
            "BOLE_MEDIA_BUCKET": BUCKET,
            "BOLE_QUEUE_URL": queue,
        }
        command = [sys.executable, "-m", "tests.builders.slow_worker", str(seconds), str(sign)]
        process = subprocess.Popen(command, cwd=ROOT, env=environment)
        self.processes.append(process)
        return process


@contextmanager
def served_cloud() -> Iterator[Cloud]:
    """Start the server on a free port of loopback; on leaving, kill what was started and stop it."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    _host, port = server.get_host_and_port()
    before = os.environ.get("MOTO_PORT")
    os.environ["MOTO_PORT"] = str(port)  # where moto's own state machines find its queues
    cloud = Cloud(f"http://127.0.0.1:{port}")
    try:
        _post(f"{cloud.endpoint}/moto-api/reset", None)
        _post(f"{cloud.endpoint}/moto-api/config", {"stepfunctions": {"execute_state_machine": True}})
        cloud.client("s3").create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
        yield cloud
    finally:
        for process in cloud.processes:
            if process.poll() is None:
                process.kill()
            process.wait()
        _post(f"{cloud.endpoint}/moto-api/config", {"stepfunctions": {"execute_state_machine": False}})
        server.stop()
        if before is None:
            del os.environ["MOTO_PORT"]
        else:
            os.environ["MOTO_PORT"] = before


def until(happened: Callable[[], bool], what: str) -> None:
    """Wait until something has happened; fail, and say what has not, after half a minute."""
    end = time.monotonic() + PATIENCE_S
    while not happened():
        assert time.monotonic() < end, f"not within {PATIENCE_S:.0f} s: {what}"
        time.sleep(0.05)


def _post(url: str, body: dict[str, Any] | None) -> None:
    data = json.dumps(body).encode() if body is not None else b""
    request = urllib.request.Request(url, data=data, headers={"Content-Type": "application/json"})
    urllib.request.urlopen(request, timeout=10).close()
