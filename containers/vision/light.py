"""Brightness and sharpness of a crop."""

import numpy as np
from numpy.typing import NDArray

_LUMA = np.array([0.299, 0.587, 0.114], np.float32)
"""ITU-R BT.601."""


def grey(crop: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return height × width in 0…1 from height × width × 3."""
    return np.asarray(crop @ _LUMA, np.float32)


def sharpness(face: NDArray[np.float32]) -> float:
    """Return the variance of the Laplacian of a grey face in 0…255 (Pech-Pacheco et al. 2000)."""
    levels = face * 255
    laplacian = levels[:-2, 1:-1] + levels[2:, 1:-1] + levels[1:-1, :-2] + levels[1:-1, 2:] - 4 * levels[1:-1, 1:-1]
    return float(laplacian.var())
