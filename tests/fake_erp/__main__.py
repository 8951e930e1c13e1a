"""Run a finance system that is none, to look at or to try the product with: ``python -m tests.fake_erp kingdee_cloud``.

It prints the connection to enter (settings and secrets). More arguments are departments (or cost centres) that it is to
know; it knows every account of the standard chart. The deployment must let connectors reach private addresses.
"""

import json
import sys
import threading

from shared.finance.accounts.standard import standard_chart
from tests.fake_erp.benches import KINDS, bench


def main(kind: str, departments: list[str]) -> None:
    with bench(kind) as made:
        made.erp.books.furnish((account.number for account in standard_chart().accounts), departments)
        print(
            json.dumps({"settings": made.settings, "secrets": made.secrets}, ensure_ascii=False, indent=2), flush=True
        )
        threading.Event().wait()


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in KINDS:
        main(sys.argv[1], sys.argv[2:])
    else:
        print(f"usage: python -m tests.fake_erp {'|'.join(KINDS)} [DEPARTMENT …]", file=sys.stderr)
        sys.exit(2)
