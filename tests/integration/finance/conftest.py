"""A deployment in memory, with a finance system that stands for Kingdee."""

from collections.abc import Iterator

import pytest

from shared.finance import assembly
from shared.finance.connectors.port import Connector
from tests.builders.aws import Deployment, deployed
from tests.builders.finance import FinanceSystem, as_connector


@pytest.fixture
def deployment() -> Iterator[Deployment]:
    with deployed() as made:
        yield made


@pytest.fixture
def kingdee(monkeypatch: pytest.MonkeyPatch) -> FinanceSystem:
    """What every connection leads to."""
    system = FinanceSystem()

    def opened(_settings: object, _secret: object) -> Connector:
        return as_connector(system)

    monkeypatch.setattr(assembly, "opened", opened)
    return system
