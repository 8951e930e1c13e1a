"""The assessment stage of one tenant, on a deployment in memory."""

from collections.abc import Iterator

import pytest

from tests.builders.assessment import Stage, plan
from tests.builders.aws import Deployment, deployed


@pytest.fixture
def deployment() -> Iterator[Deployment]:
    with deployed() as made:
        yield made


@pytest.fixture
def stage(deployment: Deployment) -> Stage:
    """An interview of three answers whose session was opened."""
    made = Stage(deployment, plan(answers=3))
    made.publish_plan()
    return made
