"""Candidates by the thousand in the local cloud, over HTTP: imported, invited, and polled in open sessions.

It runs the deployed template: the workers of imports and batches are the deployed functions, driven by the outbox, the
bus and the queue. Letters go to the cloud's own mailbox, at a pace that is no bound; as deployed, it is ten a second.
"""

import csv
import io
import re
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import httpx

from bench.table import Row
from local.demo import recruiter
from local.demo.sample import read_sample
from local.machine import Machine
from shared.kernel.errors import Unavailable

HEADER = ("姓名", "手机号码", "邮箱", "出生日期", "毕业院校", "标签")
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂兰玉萍红建国华文斌志"
SCHOOLS = ("浙江大学", "同济大学", "深圳职业技术大学", "苏州大学", "四川大学")
CALLERS = 16
ONE_BY_ONE = 50
LIMIT_SECONDS = 900
SESSION = "/v1/interview/session"
TOKEN = re.compile(r"#([\w.~-]+)")


@dataclass(frozen=True)
class Polled:
    """Requests that many callers made: seconds of each, seconds of all together, and how many had which status."""

    each: Sequence[float]
    whole: float
    statuses: Counter[int]

    def told(self) -> str:
        """Return the figures of a row."""
        cuts = statistics.quantiles(self.each, n=20)
        failed = sum(count for status, count in self.statuses.items() if status != httpx.codes.OK)
        return (
            f"{len(self.each) / self.whole:.0f} requests/s, p50 {1000 * statistics.median(self.each):.0f} ms, "
            f"p95 {1000 * cuts[-1]:.0f} ms, {failed} errors"
        )


def person(number: int) -> list[str]:
    """Return a line of the table: somebody who shares a name with some, and phone, mailbox and birth date with none."""
    given = GIVEN[number // len(SURNAMES) % len(GIVEN)] + GIVEN[number // (len(SURNAMES) * len(GIVEN)) % len(GIVEN)]
    born = date(1965, 1, 1) + timedelta(days=number * 13 % 14_000)
    return [
        SURNAMES[number % len(SURNAMES)] + given,
        f"138{number:08d}",
        f"person{number}@example.com",
        born.isoformat(),
        SCHOOLS[number % len(SCHOOLS)],
        ("校招", "内推", "社招")[number % 3],
    ]


def sheet(numbers: Iterable[int]) -> bytes:
    """Return a table of people as Excel saves it in China: CSV in GBK."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([HEADER, *(person(number) for number in numbers)])
    return text.getvalue().encode("gbk")


class Recruiting:
    """A tenant in a local cloud, its recruiter, and a position of one question."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        recruiter.create_tenant(machine)
        self.staff = recruiter.sign_in(machine)
        position = read_sample().position()
        position["questions"] = position["questions"][:1]
        wanted = set(position["questions"][0]["competencies"])
        position["competencies"] = [one for one in position["competencies"] if one["name"] in wanted]
        self.position = recruiter.open_position(self.staff, position)

    def imported(self, number: int) -> list[Row]:
        """Import ``number`` people who all apply; beside it, some of them added one by one."""
        body = sheet(range(number))
        began = time.monotonic()
        imports = "/v1/recruiting/candidate-imports"
        begun = self.staff.post(imports, {"filename": "候选人.csv", "size_bytes": len(body)})
        httpx.put(begun["url"], content=body, headers={"content-type": begun["content_type"]}, trust_env=False)
        where = f"{imports}/{begun['import_id']}"
        preview = self.staff.post(f"{where}/preview", {})
        looked = time.monotonic() - began
        order = {"digest": preview["digest"], "position_id": self.position}
        self.staff.post(f"{where}/start", order)
        job = self._until(lambda: self.staff.get(where), lambda told: told["state"] in ("done", "stopped"))
        took = time.monotonic() - began
        if (job["created"], job["applied"]) != (number, number):
            raise Unavailable(f"The import made {job['created']} of {number} candidates.", "See the cloud's log.")
        alone, _ = self._one_by_one(self._added, number)
        return [
            Row(
                f"{number:,} candidates imported, all apply",
                f"{took:.0f} s ({number / took:.1f} a second)",
                f"{alone * number:.0f} s one by one, without the application",
                how=f"CSV in GBK, {len(body) / 1000:.0f} kB; the preview {looked:.1f} s of it; 0 bad rows, 0 known; "
                f"one by one: {ONE_BY_ONE} requests, scaled",
            )
        ]

    def invited(self, number: int) -> list[Row]:
        """Invite everybody who applied by one batch; beside it, others one by one. The letters lie in the mailbox."""
        before = len(self.letters())
        began = time.monotonic()
        order = {"position_id": self.position, "filter": {}, "channel": "email", "language": "zh"}
        batch = self.staff.post("/v1/recruiting/invitation-batches", order)
        where = f"/v1/recruiting/invitation-batches/{batch['batch_id']}"
        told = self._until(
            lambda: self.staff.get(where), lambda one: one["state"] in ("done", "paused", "cancelled"), pause=1.0
        )
        took = time.monotonic() - began
        counts = {status: count for status, count in told["counts"].items() if count}
        sent = len(self.letters()) - before
        if sent != number:
            some = self.staff.get(f"{where}/recipients?limit=1")["items"]
            raise Unavailable(f"{sent} of {number} letters went out: {counts}; {some}.", "See the cloud's log.")
        alone, _ = self._one_by_one(self._invited, number)
        return [
            Row(
                f"{number:,} candidates invited by a batch",
                f"{took:.0f} s ({number / took:.1f} a second)",
                f"{alone * number:.0f} s one by one",
                how=f"until every letter was in the mailbox: {', '.join(f'{c} {s}' for s, c in counts.items())}; pace "
                f"unbound (10 a second as deployed: {number / 10:.0f} s at least); one by one: {ONE_BY_ONE} requests, "
                f"scaled, each a new candidate with application and letter",
            )
        ]

    def polled(self, number: int) -> list[Row]:
        """Open ``number`` sessions, then ask for each of them once, from many callers at the same time."""
        tokens = [TOKEN.search(letter)[1] for letter in self.letters() if TOKEN.search(letter)][:number]  # type: ignore[index]
        consents = {"recording": True, "automated_assessment": True, "vision": False}
        cold = self._asked("GET", tokens[:CALLERS])
        opened = self._asked("POST", tokens, {"language": "zh", "consents": consents})
        if opened.statuses != {httpx.codes.OK: number}:
            raise Unavailable(f"Sessions were not opened: {dict(opened.statuses)}.", "See the cloud's log.")
        many, one = self._asked("GET", tokens), self._asked("GET", tokens[:ONE_BY_ONE], callers=1)
        return [
            Row(
                f"{number:,} sessions opened",
                opened.told(),
                how=f"POST {SESSION}, {CALLERS} callers, warm; {CALLERS} cold starts before it took the emulator "
                f"{cold.whole:.0f} s",
            ),
            Row(
                f"{number:,} open sessions polled",
                many.told(),
                f"{one.told()} (one caller)",
                how=f"GET {SESSION} with {number:,} tokens, {CALLERS} callers at once",
            ),
        ]

    def letters(self) -> list[str]:
        """Return every letter in the cloud's mailbox."""
        told = httpx.get(f"{self._machine.cloud.endpoint.url}/_ministack/ses/messages", timeout=60, trust_env=False)
        return [str(each) for each in _messages(told.json())]

    def _asked(self, method: str, tokens: Sequence[str], body: Any = None, *, callers: int = CALLERS) -> Polled:
        limits = httpx.Limits(max_connections=callers, max_keepalive_connections=callers)
        with httpx.Client(base_url=self._machine.api, timeout=120, limits=limits, trust_env=False) as client:

            def ask(token: str) -> tuple[float, int]:
                began = time.monotonic()
                headers = {"Authorization": f"Bearer {token}"}
                status = client.request(method, SESSION, json=body, headers=headers).status_code
                return time.monotonic() - began, status

            began = time.monotonic()
            with ThreadPoolExecutor(callers) as pool:
                found = list(pool.map(ask, tokens))
        whole = time.monotonic() - began
        return Polled([seconds for seconds, _ in found], whole, Counter(status for _, status in found))

    def _one_by_one(self, ask: Callable[[int], object], after: int) -> tuple[float, float]:
        """Return the seconds that one request takes in the mean, and in the median."""
        ask(after + 10_000)  # cold starts
        took = []
        for number in range(after + 10_001, after + 10_001 + ONE_BY_ONE):
            began = time.monotonic()
            ask(number)
            took.append(time.monotonic() - began)
        return statistics.mean(took), statistics.median(took)

    def _added(self, number: int) -> object:
        name, phone, mail, born, school, tag = person(number)
        draft = {"name": {"full": name}, "phones": [phone], "emails": [mail], "birth_date": born, "tags": [tag]}
        return self.staff.post("/v1/recruiting/candidates", draft | {"education": [{"school": school}]})

    def _invited(self, number: int) -> object:
        name, _phone, mail, *_ = person(number + 20_000)
        return self.staff.post(f"/v1/recruiting/positions/{self.position}/invitations", {"name": name, "email": mail})

    def _until(self, ask: Callable[[], Any], over: Callable[[Any], bool], pause: float = 0.5) -> Any:
        until = time.monotonic() + LIMIT_SECONDS
        while time.monotonic() < until:
            told = ask()
            if over(told):
                return told
            time.sleep(pause)
        raise Unavailable(f"It was not over within {LIMIT_SECONDS} s: {told}.", "See the cloud's log.")


def _messages(told: Any) -> list[Any]:
    """Return the letters of the mailbox, of whatever account."""
    if isinstance(told, dict):
        return [letter for value in told.values() for letter in _messages(value) if isinstance(value, list | dict)]
    return list(told) if isinstance(told, list) else []
