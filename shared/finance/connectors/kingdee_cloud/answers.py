"""What Kingdee 星空 answers, read with care: truths that are texts, errors in lists of lists or as plain text."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from shared.finance.connectors.calling import Answer
from shared.finance.connectors.errors import ConnectorError
from shared.finance.connectors.exact import fen_of
from shared.finance.connectors.kingdee_cloud.signing import SYSTEM
from shared.finance.connectors.rules import error_of

CHINA = timezone(timedelta(hours=8))
AUTHENTICATION = 1
"""``MsgCode`` of a session that is over, or of a signature that is not taken."""


class SignedOut(Exception):
    """The session is over or the signature is not taken; nothing was done. ``error`` says it to people."""

    def __init__(self, error: ConnectorError) -> None:
        super().__init__(str(error))
        self.error = error


@dataclass(frozen=True)
class Row:
    """A voucher in the answer of a query."""

    internal_id: str
    number: str
    total_fen: int
    status: str
    created_at: datetime | None
    our_number: str
    void: bool

    @classmethod
    def of(cls, cells: list[Any]) -> "Row":
        """Read a row whose cells are as in ``FIELDS``. Raises ``ValueError``."""
        if len(cells) != len(FIELDS) + 1:
            raise ValueError("a row has another number of cells than was asked for")
        internal_id, number, total, status, created, void, ours = cells
        return cls(
            internal_id=str(internal_id),
            number=str(number or internal_id),
            total_fen=fen_of(total),
            status=str(status),
            created_at=_moment(created),
            our_number=str(ours or "").strip(),
            void=truth(void),
        )


FIELDS = ("FVOUCHERID", "FBillNo", "FDEBITTOTAL", "FDocumentStatus", "FCreateDate", "FInvalid")
"""What is asked for; the field of our number comes after these."""


def truth(value: Any) -> bool:
    """Return whether a value means yes: ``true``, ``"True"``, ``1``, ``"1"``. The text ``"false"`` does not."""
    return str(value).strip().lower() in ("true", "1", "yes")


def saved(answer: Answer) -> tuple[str, str]:
    """Return the internal id and the number of the one voucher that was saved. Raises as ``checked``."""
    status = checked(answer)
    entities = status.get("SuccessEntitys") or []
    if len(entities) != 1 or not entities[0].get("Id"):
        raise ValueError("the answer says that it was saved, and not as what")
    return str(entities[0]["Id"]), str(entities[0].get("Number") or entities[0]["Id"])


def checked(answer: Answer) -> dict[str, Any]:
    """Return the response status of an operation that succeeded.

    Raises:
        SignedOut: the operation was not let in.
        ConnectorError: it was refused.
        ValueError: the answer is of no known shape; nothing can be said of what was done.
    """
    if answer.body.lstrip().lower().startswith(b"response_error"):
        raise _text_error(answer.said)
    status = answer.json()["Result"]["ResponseStatus"]
    if truth(status["IsSuccess"]):
        return dict(status)
    raise _refusal(status)


def rows(answer: Answer) -> list[Row]:
    """Return the rows of a query. Raises ``SignedOut``, ``ConnectorError``, ``ValueError``."""
    if answer.body.lstrip().lower().startswith(b"response_error"):
        raise _text_error(answer.said)
    found = answer.json()
    if isinstance(found, dict):
        raise _refusal(found["Result"]["ResponseStatus"])
    if not isinstance(found, list) or not all(isinstance(each, list) for each in found):
        raise ValueError("a query is answered by no table")
    if found and len(found[0]) == 1 and isinstance(found[0][0], dict):
        raise _refusal(found[0][0]["Result"]["ResponseStatus"])
    return [Row.of(each) for each in found]


def _refusal(status: dict[str, Any]) -> Exception:
    said = [str(each.get("Message", "")) for each in status.get("Errors") or []]
    code = str(status.get("MsgCode", ""))
    error = error_of(SYSTEM, said, f"MsgCode {code}" if code not in ("", "0") else "")
    return SignedOut(error) if code == str(AUTHENTICATION) else error


def _text_error(said: str) -> Exception:
    """An exception of the server as plain text: unless it is a known refusal, it may have come at any moment."""
    error = error_of(SYSTEM, [said])
    if error.code == "login_failed":
        return SignedOut(error)
    return ValueError(said) if error.code in ("refused", "busy") else error


def _moment(text: Any) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=CHINA)).astimezone(UTC)
