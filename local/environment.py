"""What a child process is handed. The only file of ``local`` that touches the environment of this one."""

import os
from collections.abc import Mapping

_NOT_HANDED_ON = (
    "AWS_PROFILE",
    "AWS_SESSION_TOKEN",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "PYTHONHOME",
    "PYTHONPATH",
)
"""A person's own AWS identity must never reach a process that plays a cloud."""


def child_environment(changes: Mapping[str, str]) -> dict[str, str]:
    """Return this process's environment with ``changes`` on top, without a person's own AWS identity.

    Settings of Bole are not inherited either: a worker has those of its task definition, here as in AWS.
    """
    kept = {
        name: value for name, value in os.environ.items() if name not in _NOT_HANDED_ON and not name.startswith("BOLE_")
    }
    return {**kept, **changes}
