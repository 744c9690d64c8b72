"""The first sheet of a workbook as a frame, read without a copy of every text (only used in the child).

fastexcel's eager way borrows texts instead of copying them, which saves time and memory, but it hands over through
pyarrow's name alone. What it needs of it is one method that takes the address of an Arrow stream; polars reads such
streams too, so that 100 MB of pyarrow need not be installed. The tests compare this way with the usual one.
"""

import ctypes
import sys
from types import ModuleType
from typing import Self

import fastexcel
import polars as pl


_new_capsule = ctypes.pythonapi.PyCapsule_New
_new_capsule.restype = ctypes.py_object
_new_capsule.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]


class _Stream:
    """Stands where fastexcel looks for `pyarrow.RecordBatchReader`."""

    def __init__(self, address: int) -> None:
        self._address = address
        self._frame = pl.DataFrame(self)  # now: the address is only good during this call

    @classmethod
    def _import_from_c(cls, address: int) -> Self:
        return cls(address)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return _new_capsule(self._address, b"arrow_array_stream", None)

    def read_next_batch(self) -> pl.DataFrame:
        return self._frame


def whole_columns(reader: fastexcel.ExcelReader) -> pl.DataFrame | None:
    """Every column of one type; None where one mixes numbers and text, which only the slow way keeps apart."""
    pyarrow = ModuleType("pyarrow")
    pyarrow.RecordBatchReader = _Stream  # type: ignore[attr-defined]
    sys.modules.setdefault("pyarrow", pyarrow)
    try:
        return pl.DataFrame(reader.load_sheet_eager(0, header_row=0, schema_sample_rows=None, dtype_coercion="strict"))
    except fastexcel.UnsupportedColumnTypeCombinationError:
        return None
