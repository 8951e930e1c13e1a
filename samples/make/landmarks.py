"""Which of the mesh's 468 points are what. Numbers are those of MediaPipe's canonical face; sides are the person's."""

UPPER_LID = {
    "right": (246, 161, 160, 159, 158, 157, 173),
    "left": (466, 388, 387, 386, 385, 384, 398),
}
LOWER_LID = {
    "right": (7, 163, 144, 145, 153, 154, 155),
    "left": (249, 390, 373, 374, 380, 381, 382),
}
"""Opposite each other: the n-th of the upper closes onto the n-th of the lower."""
CORNERS = {"right": (33, 133), "left": (263, 362)}
ABOVE_LID = {
    "right": (247, 30, 29, 27, 28, 56, 190),
    "left": (467, 260, 259, 257, 258, 286, 414),
}
BELOW_BROW = {
    "right": (113, 225, 224, 223, 222, 221, 189),
    "left": (342, 445, 444, 443, 442, 441, 413),
}
MOUTH_CORNERS = (61, 291)
INNER_CORNERS = (78, 308)
UPPER_INNER_LIP = (191, 80, 81, 82, 13, 312, 311, 310, 415)
LOWER_INNER_LIP = (95, 88, 178, 87, 14, 317, 402, 318, 324)
UPPER_OUTER_LIP = (185, 40, 39, 37, 0, 267, 269, 270, 409)
LOWER_OUTER_LIP = (146, 91, 181, 84, 17, 314, 405, 321, 375)
UPPER_MIDDLE_LIP = ((184, 74, 73, 72, 11, 302, 303, 304, 408), (183, 42, 41, 38, 12, 268, 271, 272, 407))
"""Two rows between the outer and the inner edge, outer row first."""
LOWER_MIDDLE_LIP = ((77, 90, 180, 85, 16, 315, 404, 320, 307), (96, 89, 179, 86, 15, 316, 403, 319, 325))
MIDDLE_CORNERS = (76, 62, 306, 292)

SMILE_FOLDS = ((129, 203, 206, 216, 212), (358, 423, 426, 436, 432))
"""From the wing of the nose past the corner of the mouth."""


def eye_outline(side: str) -> list[int]:
    """The eye's opening as a closed polygon."""
    outer, inner = CORNERS[side]
    return [outer, *UPPER_LID[side], inner, *reversed(LOWER_LID[side])]


def mouth_outline() -> list[int]:
    """The mouth's opening as a closed polygon."""
    left, right = INNER_CORNERS
    return [left, *UPPER_INNER_LIP, right, *reversed(LOWER_INNER_LIP)]
