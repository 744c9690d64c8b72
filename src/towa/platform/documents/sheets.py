"""Which sheet goes out, and to whom? (一覧表) For people Excel and guarded CSV, for machines byte-exact CSV.

The two CSV writers are kept apart on purpose: the guard that protects people would corrupt a machine's file.
"""

from towa.platform.documents.columns import Column, Kind, Row, SheetRefused
from towa.platform.documents.csv_files import guarded, write_csv_for_machines, write_csv_for_people
from towa.platform.documents.excel import write_excel


__all__ = [
    "Column",
    "Kind",
    "Row",
    "SheetRefused",
    "guarded",
    "write_csv_for_machines",
    "write_csv_for_people",
    "write_excel",
]
