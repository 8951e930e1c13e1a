"""How well scores agree with people's ratings of the same interviews. The library side of ``bole validate``.

``metrics`` and ``groups`` are plain Python and lean on nothing. The rest needs numpy, and ``calibrated`` scikit-learn:
the CLI loads those when it needs them, and no Lambda does.
"""
