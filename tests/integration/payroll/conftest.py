"""A deployment in memory in which somebody was hired."""

from collections.abc import Iterator

import pytest

from tests.builders.aws import Deployment, deployed
from tests.builders.payroll_runs import hired, tell


@pytest.fixture
def deployment() -> Iterator[Deployment]:
    with deployed() as made:
        tell(hired(made))
        yield made
