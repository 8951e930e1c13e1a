"""Reading a TensorFlow.js graph model: ``model.json`` and the weight files that it names, beside it."""

import base64
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Node:
    """One operator. Its attributes are protobuf in JSON: numbers as text, text as base64."""

    name: str
    op: str
    inputs: tuple[str, ...]
    attributes: dict[str, Any]

    def numbers(self, key: str) -> list[int]:
        """A list of integers."""
        return [int(value) for value in self.attributes[key]["list"]["i"]]

    def shape(self, key: str) -> tuple[int, ...]:
        """A shape; −1 is open."""
        return tuple(int(axis["size"]) for axis in self.attributes[key]["shape"]["dim"])

    def text(self, key: str) -> str:
        """A word."""
        return base64.b64decode(self.attributes[key]["s"]).decode()

    def texts(self, key: str) -> list[str]:
        """A list of words, empty where there is none."""
        listed = self.attributes.get(key, {}).get("list", {}).get("s", [])
        return [base64.b64decode(value).decode() for value in listed]


@dataclass(frozen=True)
class TfjsFile:
    """Operators in an order in which they can run, and the weights by their operator's name."""

    nodes: tuple[Node, ...]
    weights: dict[str, NDArray[np.generic]]


def read_tfjs(source: Path) -> TfjsFile:
    """Read ``model.json`` and its weights. Raises ``ValueError`` when the weights do not fill their files exactly."""
    document = json.loads(source.read_text())
    nodes = tuple(
        Node(raw["name"], raw["op"], tuple(raw.get("input", ())), raw.get("attr", {}))
        for raw in document["modelTopology"]["node"]
    )
    weights: dict[str, NDArray[np.generic]] = {}
    for group in document["weightsManifest"]:
        data = b"".join((source.parent / name).read_bytes() for name in group["paths"])
        offset = 0
        for entry in group["weights"]:
            kind = np.dtype({"float32": "<f4", "int32": "<i4"}[entry["dtype"]])
            count = int(np.prod(entry["shape"], dtype=np.int64))
            weights[entry["name"]] = np.frombuffer(data, kind, count, offset).reshape(entry["shape"])
            offset += count * kind.itemsize
        if offset != len(data):
            raise ValueError(f"{source.name} describes {offset} bytes of weights, and there are {len(data)}.")
    return TfjsFile(nodes, weights)
