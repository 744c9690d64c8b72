"""Which number do these digits write? Exactly the one that the library reads: compiled where that is provable, else left."""

import numpy as np

from towa.gateways.core_system.sheet_xml.marks import Bytes
from towa.gateways.core_system.sheet_xml.places import byte, compiled


ZERO, NINE, POINT, MINUS, PLUS, LOWER_E, UPPER_E = (b"0"[0], b"9"[0], b"."[0], b"-"[0], b"+"[0], b"e"[0], b"E"[0])
LARGEST_EXACT = 2**53
DIGITS_EXACT = 18
TENS = np.array([float(10**power) for power in range(23)])
"""Powers of ten which a double holds exactly; a whole number below 2⁵³ times or by one of them is rounded once, so right."""


@compiled
def digits(data: Bytes, at: int, number: int) -> tuple[int, int]:
    """Goes on with the number while digits follow; gives the place behind them."""
    while ZERO <= byte(data, at) <= NINE:
        number = number * 10 + (byte(data, at) - ZERO)
        at += 1
    return at, number


@compiled
def figure(data: Bytes, begin: int) -> tuple[int, float, bool]:
    """Place behind the number, the number, and whether it is exact. A place equal to `begin`: no number stands here."""
    at, power = begin, 0
    negative = byte(data, at) == MINUS
    at += negative
    first = at
    at, mantissa = digits(data, at, 0)
    if at == first:
        return begin, 0.0, False
    count = at - first
    if byte(data, at) == POINT:
        point = at
        at, mantissa = digits(data, at + 1, mantissa)
        if at == point + 1:
            return begin, 0.0, False
        power = point + 1 - at
        count -= power
    if byte(data, at) == LOWER_E or byte(data, at) == UPPER_E:
        at, shift = exponent(data, at + 1)
        if at < 0:
            return begin, 0.0, False
        power += shift
    if count > DIGITS_EXACT or mantissa > LARGEST_EXACT or power > 22 or power < -22:
        return at, 0.0, False
    number = mantissa * TENS[power] if power >= 0 else mantissa / TENS[-power]
    return at, -number if negative else number, True


@compiled
def exponent(data: Bytes, at: int) -> tuple[int, int]:
    """Of E-05; a place below zero: none stands here."""
    negative = byte(data, at) == MINUS
    at += negative or byte(data, at) == PLUS
    end, power = digits(data, at, 0)
    if end == at or end - at > 4:
        return -1, 0
    return end, -power if negative else power
