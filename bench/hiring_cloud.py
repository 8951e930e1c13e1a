"""The local cloud of the benchmark of recruiting: the deployed template, its events in queues, and letters let out."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from local import cloud as clouds
from local.environment import child_environment
from local.home import Home
from local.machine import Machine, Wishes, bring_up
from local.process import spawn, stop, write_mark

SENDER, PAGE = "jobs@example.com", "https://jobs.example.com/interview"


@contextmanager
def queued_machine(home: Home) -> Iterator[Machine]:
    """Run the deployed template in a local cloud where events wait in queues; without workers of recordings."""
    shutil.rmtree(home.root, ignore_errors=True)
    home.root.mkdir(parents=True)
    port = clouds._choose_port(home, None)
    entry = Path(__file__).with_name("queued_cloud.py")
    settings = child_environment(clouds._settings(home, port))
    mark = spawn([str(home.cloud_python), str(entry)], log=home.log("cloud"), environment=settings, cwd=home.root)
    write_mark(home.cloud_file, mark, port=port)
    try:
        machine = bring_up(home, Wishes(workers=0), lambda _said: None)
        _let_mail_out(machine)
        yield machine
    finally:
        stop(mark, grace=5.0)  # what it holds is thrown away, so it need not save it
        shutil.rmtree(home.root, ignore_errors=True)


def _let_mail_out(machine: Machine) -> None:
    """Give every function that may write letters a sender, and a pace that is no bound."""
    service: Any = machine.cloud.endpoint.client("lambda")
    machine.cloud.endpoint.client("sesv2").create_email_identity(EmailIdentity=SENDER)
    told = {"BOLE_SENDER_ADDRESS": SENDER, "BOLE_CANDIDATE_URL": PAGE, "BOLE_MAIL_PER_SECOND": "100000"}
    for page in service.get_paginator("list_functions").paginate():
        for function in page["Functions"]:
            variables = function.get("Environment", {}).get("Variables", {})
            if "BOLE_SENDER_ADDRESS" in variables:
                changed = {"Variables": {**variables, **told}}
                service.update_function_configuration(FunctionName=function["FunctionName"], Environment=changed)
