"""FFmpeg's rationals as fractions."""

from fractions import Fraction

from av.rational import AVRational


def fraction(value: AVRational | Fraction | None, default: Fraction | int = 0) -> Fraction:
    """The exact value; `default` where it is unset (PyAV 19 gives 0/0 or 0/1, not None)."""
    if value is None or not value:
        return Fraction(default)
    return Fraction(value.numerator, value.denominator)
