"""A table as a request carries it: the file itself, and how to read it where the guess is wrong."""

import base64
import binascii

from pydantic import Field

from shared.kernel.errors import Invalid
from shared.kernel.frozen import Frozen

MOST_CHARACTERS = 5_500_000
"""Of a file in base64: some 4 MB, which a request may carry."""


class UploadedTable(Frozen):
    """A table. ``content`` is the file (CSV or XLSX) in base64.

    ``columns``: column → field, ``""`` leaves a column out.
    """

    filename: str = Field(min_length=1, max_length=200)
    content: str = Field(min_length=1, max_length=MOST_CHARACTERS)
    columns: dict[str, str] = Field(default_factory=dict, max_length=200)
    sheet: str | None = Field(default=None, max_length=60)
    encoding: str | None = Field(default=None, max_length=40)
    header_row: int | None = Field(default=None, ge=1, le=20)

    def body(self) -> bytes:
        """Return the bytes of the file. Raises ``Invalid`` where they are no base64."""
        try:
            return base64.b64decode(self.content, validate=True)
        except (binascii.Error, ValueError) as error:
            raise Invalid(
                "The content is no base64. content 不是有效的 base64 编码。",
                "Encode the bytes of the file in base64. 请将文件内容按 base64 编码后提交。",
            ) from error
