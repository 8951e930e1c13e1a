"""A company that may hire, and its mailbox."""

from collections.abc import Iterator

import pytest

from tests.builders.aws import Deployment, deployed
from tests.builders.offers import Mailbox, hiring


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def deployment(mailbox: Mailbox) -> Iterator[Deployment]:
    with deployed(sender_address="hr@acme.example") as made:
        hiring(made, mailbox)
        yield made
