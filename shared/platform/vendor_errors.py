"""A vendor's error becomes one of ours here, at the edge."""

from collections.abc import Iterator
from contextlib import contextmanager

from botocore.exceptions import ClientError, ConnectionError, HTTPClientError

from shared.kernel.errors import Unavailable

TRANSIENT = frozenset(
    {
        "InternalError",
        "InternalFailure",
        "InternalServerError",
        "KMSThrottlingException",
        "LimitExceededException",
        "ProvisionedThroughputExceeded",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "RequestTimeout",
        "ServiceUnavailable",
        "SlowDown",
        "Throttling",
        "ThrottlingError",
        "ThrottlingException",
        "TooManyRequestsException",
        "TransactionInProgressException",
    }
)
"""Codes with which AWS asks to come back later. botocore has retried by the time that we see one."""


def code_of(error: ClientError) -> str:
    """Return the vendor's error code."""
    return str(error.response.get("Error", {}).get("Code", ""))


def unavailable(what: str) -> Unavailable:
    """Return the error that says that ``what`` did not answer."""
    return Unavailable(f"{what} is busy or cannot be reached.", "Nothing was changed. Try again in a moment.")


@contextmanager
def translated(what: str) -> Iterator[None]:
    """Turn throttling, server faults and broken connections into ``Unavailable``; let the rest through.

    Raises:
        Unavailable: the service named ``what`` did not answer after botocore's retries.
    """
    try:
        yield
    except ClientError as error:
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        if code_of(error) in TRANSIENT or status >= 500:
            raise unavailable(what) from error
        raise
    except (ConnectionError, HTTPClientError) as error:
        raise unavailable(what) from error
