"""Exponential, logarithm and normal law from + − × ÷ and √ alone: the same bytes on every machine.

Processors and mathematical libraries agree on those five operations to the last bit and on nothing else:
the `exp` of one machine may end otherwise than that of another. Each function here is within a few units
in the last place, which its tests hold against SciPy.
"""

from __future__ import annotations

from math import factorial

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

_LN2_HIGH = 6.93147180369123816490e-01  # its last 32 bits are zero: an exact multiple for any exponent
_LN2_LOW = 1.90821492927058770002e-10
_LARGEST, _SMALLEST = 709.0, -745.0
_WHOLE_LIMIT = 64
_OF_EXP = tuple(1.0 / factorial(term) for term in range(13, -1, -1))  # Taylor, up to half of log 2
_OF_LOG = tuple(1.0 / (2 * term + 1) for term in range(10, -1, -1))  # inverse hyperbolic tangent, up to 0.172


def exponential(x: Numbers) -> Numbers:
    """Exponential of an array of any shape; infinite beyond 709, zero below −745."""
    x = np.asarray(x, dtype=np.float64)
    unknown = np.isnan(x)
    inside = np.clip(np.where(unknown, 0.0, x), _SMALLEST, _LARGEST)
    halves = np.rint(inside / (_LN2_HIGH + _LN2_LOW))
    rest = (inside - halves * _LN2_HIGH) - halves * _LN2_LOW
    found = np.ldexp(_polynomial(_OF_EXP, rest), halves.astype(np.int32))
    beyond = unknown | (x > _LARGEST) | (x < _SMALLEST)
    if beyond.any():
        found = np.where(unknown, np.nan, np.where(x > _LARGEST, np.inf, np.where(x < _SMALLEST, 0.0, found)))
    return np.asarray(found)


def logarithm(x: Numbers) -> Numbers:
    """Natural logarithm of an array of any shape; NaN below zero, −∞ at zero."""
    x = np.asarray(x, dtype=np.float64)
    good = (x > 0) & np.isfinite(x)
    every = bool(good.all())
    mantissa, exponent = np.frexp(x if every else np.where(good, x, 1.0))
    low = mantissa < np.sqrt(0.5)
    mantissa = np.where(low, mantissa * 2.0, mantissa)
    exponent = exponent - low
    ratio = (mantissa - 1.0) / (mantissa + 1.0)
    found = exponent * _LN2_HIGH + (2.0 * ratio * _polynomial(_OF_LOG, ratio * ratio) + exponent * _LN2_LOW)
    if not every:
        found = np.where(good, found, np.where(x == 0, -np.inf, np.where(x == np.inf, np.inf, np.nan)))
    return np.asarray(found)


def power(base: Numbers, exponent: Numbers) -> Numbers:
    """`base` to a power: by multiplication for whole exponents up to 64, else by logarithm.

    Each element goes its own way, whatever stands beside it. NaN for a negative base under another exponent.
    """
    whole = np.unique(exponent[(np.rint(exponent) == exponent) & (np.abs(exponent) <= _WHOLE_LIMIT)])
    if whole.size == 1 and exponent.size == 1:
        return _by_multiplication(base, int(whole[0]))
    found = exponential(exponent * logarithm(base))
    for one in whole:
        found = np.where(exponent == one, _by_multiplication(base, int(one)), found)
    return found


def _by_multiplication(base: Numbers, exponent: int) -> Numbers:
    found = np.ones_like(base)
    square, left = base, abs(exponent)
    while left:
        if left & 1:
            found = found * square
        square, left = square * square, left >> 1
    return np.asarray(1.0 / found) if exponent < 0 else found


# Coefficients of Hart et al., Computer Approximations (1968), function 5666, as given by G. West, "Better
# approximations to cumulative normal functions", Wilmott Magazine, May 2005.
_ABOVE = (
    3.52624965998911e-02,
    0.700383064443688,
    6.37396220353165,
    33.912866078383,
    112.079291497871,
    221.213596169931,
    220.206867912376,
)
_BELOW = (
    8.83883476483184e-02,
    1.75566716318264,
    16.064177579207,
    86.7807322029461,
    296.564248779674,
    637.333633378831,
    793.826512519948,
    440.413735824752,
)


_BELL = 0.3989422804014327  # the density of the law at zero
_FRACTION_FROM = 7.07106781186547  # beyond which Hart's polynomials give way to a continued fraction


def normal_share(z: Numbers) -> Numbers:
    """Share of a standard normal law below `z`; within 1e-15 of it."""
    size = np.minimum(np.abs(z), 37.0)
    near = _polynomial(_ABOVE, size) / _polynomial(_BELOW, size)
    fraction = size + 0.65
    for term in (4.0, 3.0, 2.0, 1.0):
        fraction = size + term / fraction
    tail = exponential(-size * size / 2) * np.where(size < _FRACTION_FROM, near, _BELL / fraction)
    return np.where(z > 0, 1.0 - tail, tail)


# Wichura, "Algorithm AS 241: the percentage points of the normal distribution", Applied Statistics 37, 1988.
_CENTRE = (
    (2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
     13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608),
    (5226.495278852545925, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867,
     5394.1960214247511077, 687.1870074920579083, 42.313330701600911252, 1.0),
)  # fmt: skip
_NEAR = (
    (7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177, 1.27045825245236838258,
     3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734),
    (1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966, 0.14810397642748007459,
     0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1.0),
)  # fmt: skip
_FAR = (
    (2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386, 0.026532189526576123093,
     0.29656057182850489123, 1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772),
    (2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.868691311456132591e-4,
     0.0148753612908506148525, 0.13692988092273580531, 0.59983220655588793769, 1.0),
)  # fmt: skip


def normal_score(share: Numbers) -> Numbers:
    """The inverse of `normal_share`, for shares strictly between 0 and 1; relative error about 1e-16."""
    centred = share - 0.5
    tail = np.sqrt(-logarithm(np.minimum(share, 1.0 - share)))
    middle = 0.180625 - centred * centred
    by_centre = centred * _polynomial(_CENTRE[0], middle) / _polynomial(_CENTRE[1], middle)
    near = _polynomial(_NEAR[0], tail - 1.6) / _polynomial(_NEAR[1], tail - 1.6)
    far = _polynomial(_FAR[0], tail - 5.0) / _polynomial(_FAR[1], tail - 5.0)
    by_tail = np.where(tail <= 5.0, near, far) * np.sign(centred)
    return np.where(np.abs(centred) <= 0.425, by_centre, by_tail)


def _polynomial(coefficients: tuple[float, ...], x: Numbers) -> Numbers:
    """Horner's scheme, highest power first."""
    total = np.full_like(x, coefficients[0])
    for coefficient in coefficients[1:]:
        total *= x
        total += coefficient
    return total
