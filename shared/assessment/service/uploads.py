"""Whose upload an object is, by its key."""

from shared.interview.keys import UploadKey, read_upload_key
from shared.kernel.errors import Invalid


def upload_of(key: str) -> UploadKey:
    """Return whose upload ``key`` is.

    Raises:
        Invalid: the key has not the form of an upload; the object stays where it is, and the execution fails.
    """
    upload = read_upload_key(key)
    if upload is None:
        raise Invalid(
            f"The object {key!r} lies where recordings do, but its key names no answer.",
            "Only the interview's own addresses may write there. Look at who put it there, and move it.",
        )
    return upload
