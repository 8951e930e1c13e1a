"""TensorFlow's "SAME" padding, which ONNX spells out in numbers."""


def same_padding(size: int, kernel: int, stride: int) -> tuple[int, int]:
    """Return the pixels to add before and after one axis so that its output has ceil(``size`` / ``stride``) places.

    An odd pixel goes to the end: https://www.tensorflow.org/api_docs/python/tf/nn#notes_on_padding_2
    """
    total = max((-(-size // stride) - 1) * stride + kernel - size, 0)
    return total // 2, total - total // 2
