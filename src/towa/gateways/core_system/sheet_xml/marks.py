"""What can a cell turn out to be, and how do the compiled readers and Python tell each other?

All numbers here are compiled into the readers: change one, and tools/warm.py must run again.
"""

import numpy as np
from numpy.typing import NDArray


Bytes = NDArray[np.uint8]
Int64s = NDArray[np.int64]
Floats = NDArray[np.float64]

EMPTY, NUMBER, TEXT, FLAG, MOMENT, LONG_NUMBER, LONG_MOMENT = range(7)
"""Kinds of a cell. A text is a place in the table of texts; so is a number with more digits than fit exactly."""
PLAIN_STYLE, MOMENT_STYLE, UNKNOWN_STYLE = range(3)
"""Does a number of this style show as a day or time? A number of an unknown style is refused."""
AT, ROW, FILLED, TEXTS, USED, KNOWN = range(6)
"""State: place in the piece, last row number, rows in the grid, texts written and their bytes, texts known before the piece."""
NO_STYLE = -1
DONE, REFUSED = 0, -1
MARKED, MARKED_VALUE = 1, 2
"""First byte of a text which still stands as XML: the inside of <si> or <is>, or the inside of <v>. No XML holds these."""
PAD = bytes(32)
"""Stands behind every piece: no look ahead leaves it, and every loop ends at a zero byte, which no XML holds."""


DECLARATION = rb"(?:\xef\xbb\xbf)?(?:<\?xml version=[\"']1\.0[\"'](?: encoding=[\"'](?i:utf-8)[\"'])?(?: standalone=[\"']\w+[\"'])?\s*\?>\s*)?"
"""How a part may begin: in UTF-8, which is also what nothing means."""


class NotPlainError(Exception):
    """The workbook is not of the dialect that is read here: the library reads it."""
