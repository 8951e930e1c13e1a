"""``python -m containers.modelstore [names]``: assemble models (none named: all CPU defaults) and verify them."""

import argparse
import sys
from pathlib import Path

from containers.modelstore.assemble import assemble
from containers.modelstore.manifest import load
from containers.modelstore.verify import ModelState, verify, verify_model
from shared.kernel.errors import BoleError
from shared.platform import settings


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 0 when every model asked for is right."""
    options = _parser().parse_args(arguments)
    stored = settings.load(settings.ModelStoreSettings)
    directory = Path(options.directory or stored.models_dir)
    mirror = options.mirror or stored.models_mirror
    manifest = load()
    if options.verify:
        states = verify(directory, manifest)
        for state in states:
            _say(state)
        return 0 if all(state.right for state in states if state.present) else 1
    names = options.names or [model.name for model in manifest.defaults("gpu" if options.gpu else "cpu")]
    failed = 0
    for name in names:
        try:
            before = verify_model(manifest.model(name), directory)
            if not before.right:
                assemble(
                    name, directory, manifest=manifest, mirror=Path(mirror) if mirror else None, network=options.network
                )
            state = before if before.right else verify_model(manifest.model(name), directory)
            _say(state, done="already here" if before.right else "assembled")
            failed += not state.right
        except BoleError as error:
            sys.stderr.write(f"{name}: {error.problem} {error.remedy}\n")
            failed += 1
    return 1 if failed else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m containers.modelstore", description=__doc__)
    parser.add_argument("names", nargs="*", help="models to assemble (default: the defaults for the hardware)")
    parser.add_argument("--gpu", action="store_true", help="the defaults for a GPU instead of those for a CPU")
    parser.add_argument("--directory", help="where models lie (default: BOLE_MODELS_DIR)")
    parser.add_argument("--mirror", help="a directory that holds finished models (default: BOLE_MODELS_MIRROR)")
    parser.add_argument("--network", action="store_true", help="allow the model hub: for image builds")
    parser.add_argument("--verify", action="store_true", help="only check what is here")
    return parser


def _say(state: ModelState, done: str = "") -> None:
    verdict = "right" if state.right else state.problem or "wrong"
    parts = [
        state.name,
        f"{state.size_bytes / 1024**2:.1f} MB",
        state.licence,
        state.variant or "-",
        done,
        f"sha256 {verdict}",
    ]
    sys.stdout.write("  ".join(part for part in parts if part) + "\n")


if __name__ == "__main__":
    sys.exit(main())
