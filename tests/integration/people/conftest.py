"""A deployment in memory for each test."""

from collections.abc import Iterator

import pytest

from tests.builders.aws import Deployment, deployed


@pytest.fixture
def deployment() -> Iterator[Deployment]:
    with deployed() as made:
        yield made
