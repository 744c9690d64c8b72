"""What stands at this place of the data? The smallest compiled questions, asked for every byte.

Indexes are made unsigned, because numba then asks for no negative ones and LLVM joins eight bytes into one load: a word is
compared at once. Behind the data stands `PAD`, so no place asked for is outside.
"""

from collections.abc import Callable
from typing import TypeVar, cast

import numpy as np
from numba import njit

from towa.gateways.core_system.sheet_xml.marks import Bytes


LESS, GREATER, AND, LOW_LINE, SLASH, QUOTE = b"<"[0], b">"[0], b"&"[0], b"_"[0], b"/"[0], b'"'[0]
TAB, LINE, RETURN, SPACE, EQUAL = b"\t"[0], b"\n"[0], b"\r"[0], b" "[0], b"="[0]
Word = tuple[np.uint64, np.uint64]
BITS = np.uint64(8)
Kernel = TypeVar("Kernel", bound=Callable[..., object])


def compiled(function: Kernel) -> Kernel:
    """翻訳する: kept on disk beside the source.

    No kernel makes an array, so none counts who holds one (`_nrt`): counting, at every call, cost five times the reading.
    """
    options = {"cache": True, "nogil": True, "_nrt": False}
    return cast("Kernel", njit(**options)(function))  # type: ignore[call-overload]


def word(text: bytes) -> Word:
    """Up to eight bytes as one number, and which of its bits count."""
    return np.uint64(int.from_bytes(text, "little")), np.uint64((1 << 8 * len(text)) - 1)


@compiled
def byte(data: Bytes, at: int) -> int:
    return data[np.uint64(at)]  # type: ignore[no-any-return]


@compiled
def eight(data: Bytes, at: int) -> np.uint64:
    place = np.uint64(at)
    whole = np.uint64(0)
    for shift in range(8):
        whole |= np.uint64(data[place + np.uint64(shift)]) << (np.uint64(shift) * BITS)
    return whole


@compiled
def stands(data: Bytes, at: int, wanted: Word) -> bool:
    """Does this word stand here?"""
    return (eight(data, at) & wanted[1]) == wanted[0]  # type: ignore[no-any-return]


@compiled
def after_blank(data: Bytes, at: int) -> int:
    while byte(data, at) <= SPACE and is_blank(byte(data, at)):
        at += 1
    return at


@compiled
def is_blank(found: int) -> bool:
    return found in (SPACE, LINE, RETURN, TAB)
