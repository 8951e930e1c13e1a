"""A receiver of webhooks: the sample that integrators get, behind a server that misbehaves."""

import base64
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from samples.webhook_receiver import Shelf, answer
from tests.fake_erp.mischief import Mischiefs
from tests.fake_erp.server import Asked, Reply, served

SECRET = "whsec_" + base64.b64encode(b"a-secret-of-the-receiver-32-byte").decode()


class FakeReceiver:
    """``secret`` is the one that it checks with."""

    def __init__(self, mischiefs: Mischiefs | None = None) -> None:
        self.books = TakenOnce()
        self.mischiefs = mischiefs or Mischiefs()
        self.url = ""
        self.secret = SECRET
        self.heard: list[str] = []
        self.messages: list[dict[str, Any]] = []

    @contextmanager
    def running(self) -> Iterator["FakeReceiver"]:
        with served(self):
            self.url += "/vouchers"
            yield self

    def operation(self, asked: Asked) -> str:
        return asked.method

    def answer(self, asked: Asked) -> Reply:
        self.heard.append(asked.method)
        status, said = answer(asked.method, asked.target, asked.headers, asked.body, self.secret, self.books.shelf)
        if asked.method == "POST" and status == 200:
            self.messages.append(asked.json())
            if asked.json()["type"] == "finance.voucher":
                self.books.ids.append(asked.headers["webhook-id"])
        return Reply(said, status)

    def signed_out(self, asked: Asked) -> Reply:
        return Reply({"error": "the signature is not good"}, 401)


class TakenOnce:
    """Counts as books do: what the receiver kept, each id once."""

    def __init__(self) -> None:
        self.shelf = Shelf()
        self.ids: list[str] = []

    def counted(self) -> Counter[str]:
        return Counter({number: len(self.shelf.of("id", number)) for number in dict.fromkeys(self.ids)})

    def order(self) -> list[str]:
        return list(dict.fromkeys(self.ids))
