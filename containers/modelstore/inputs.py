"""Where the inputs of a model come from: an installed Python package, an npm package, or a model hub."""

import shutil
import urllib.error
import urllib.request
from importlib.util import find_spec
from pathlib import Path

from shared.kernel.errors import NotFound, Unavailable

CHECKOUT = Path(__file__).resolve().parents[2]
NODE_MODULES = (CHECKOUT / "node_modules", CHECKOUT / "local" / "node_modules", CHECKOUT / "web" / "node_modules")
HUB = "https://huggingface.co"
_BLOCK = 1024 * 1024


class InputMissing(NotFound):
    """An input is not on this machine; the remedy names what to install."""

    code = "model_input_missing"


def find(reference: str) -> Path | None:
    """Return the file that a ``python:`` or ``npm:`` reference names, or None when it is not installed.

    A Python package is found without importing it.
    """
    scheme, _, rest = reference.partition(":")
    if scheme == "python":
        package, _, inner = rest.partition("/")
        spec = find_spec(package)
        places = [] if spec is None else [Path(place) for place in spec.submodule_search_locations or ()]
        return next((place / inner for place in places if (place / inner).is_file()), None)
    if scheme == "npm":
        return next((place / rest for place in NODE_MODULES if (place / rest).is_file()), None)
    return None


def is_remote(reference: str) -> bool:
    """Whether getting the input needs the network."""
    return reference.startswith("hub:")


def download(reference: str, revision: str, target: Path) -> None:
    """Write a ``hub:<owner>/<repository>/<path>`` file at a revision to ``target``. For image builds.

    Raises:
        Unavailable: the hub did not answer, or not with the file.
    """
    owner, repository, path = reference.removeprefix("hub:").split("/", 2)
    address = f"{HUB}/{owner}/{repository}/resolve/{revision}/{path}"
    try:
        with urllib.request.urlopen(address, timeout=60) as answer, target.open("wb") as file:
            shutil.copyfileobj(answer, file, _BLOCK)
    except (urllib.error.URLError, TimeoutError) as error:
        target.unlink(missing_ok=True)
        raise Unavailable(
            f"{address} could not be fetched: {error}.",
            "Build where the hub can be reached, or set a mirror directory that holds the model.",
        ) from error
