"""The peer, alone in its process: csv rows → checks in Python → Django `bulk_create(batch_size=2000)`.

Usage: python -m benchmarks.import_csv.peer FILE ADDRESS ROWS
It is what a Django team would write: the same values are asked (int, date, code), bad rows are set aside.
"""

import csv
import itertools
import json
import sys
import time
from collections.abc import Iterator
from datetime import date
from typing import Any

import django
from django.conf import settings
from psycopg.conninfo import conninfo_to_dict

from benchmarks.import_csv.layout import RECORD
from benchmarks.import_csv.ours import TABLE, peak_mib
from towa.gateways.core_system.batch import LINE
from towa.gateways.core_system.format import Field, Kind


BATCH = 2000


def main(path: str, address: str, rows: str) -> None:
    _configure(address)
    from django.db import models, transaction

    kinds = {Kind.YEN: models.BigIntegerField, Kind.COUNT: models.BigIntegerField, Kind.DATE: models.DateField}
    kinds |= {Kind.FLAG: models.BooleanField}
    columns = {field.name: kinds.get(field.kind, models.TextField)(null=True) for field in RECORD.fields}
    meta = type("Meta", (), {"app_label": "benchmark", "db_table": TABLE, "managed": False})
    model: Any = type(  # made at run time, therefore without declared fields
        "WideReceipt",
        (models.Model,),
        {"__module__": __name__, "Meta": meta, LINE: models.BigIntegerField(primary_key=True), **columns},
    )
    bad = 0
    started = time.perf_counter()
    with transaction.atomic():
        for piece in _pieces(_read(path, int(rows))):
            good = [values for values in piece if values is not None]
            bad += len(piece) - len(good)
            model.objects.bulk_create((model(**values) for values in good), batch_size=BATCH)
    seconds = time.perf_counter() - started
    print(json.dumps({"rows": int(rows), "bad": bad, "seconds": seconds, "peak_mib": peak_mib()}))


def _configure(address: str) -> None:
    parts = conninfo_to_dict(address)
    database = {
        "ENGINE": "django.db.backends.postgresql", "NAME": parts["dbname"], "USER": parts["user"],
        "PASSWORD": parts["password"], "HOST": parts["host"], "PORT": parts["port"],
    }  # fmt: skip
    settings.configure(DATABASES={"default": database}, INSTALLED_APPS=[], USE_TZ=True)
    django.setup()


def _read(path: str, rows: int) -> Iterator[dict[str, object] | None]:
    with open(path, encoding="cp932", newline="") as file:  # noqa: PTH123  # as a plain script would
        reader = csv.reader(file, strict=True)
        next(reader)
        for line, cells in enumerate(itertools.islice(reader, rows), start=2):
            yield _values(line, cells)


def _values(line: int, cells: list[str]) -> dict[str, object] | None:
    try:
        return {LINE: line} | {
            field.name: _value(field, cell) for field, cell in zip(RECORD.fields, cells, strict=True)
        }
    except (ValueError, KeyError):
        return None


def _value(field: Field, cell: str) -> object:
    if not cell:
        if field.required:
            raise ValueError(field.name)
        return None
    match field.kind:
        case Kind.YEN | Kind.COUNT:
            return _whole(cell)
        case Kind.DATE:
            return date.fromisoformat(cell)
        case Kind.CODE:
            return field.codes[cell]
        case Kind.FLAG:
            return {"0": False, "1": True}[cell]
        case Kind.DIGITS if len(cell) != field.width or not cell.isdigit():
            raise ValueError(cell)
        case _:
            return cell


def _whole(cell: str) -> int:
    if not (cell.isascii() and cell.isdigit()):
        raise ValueError(cell)
    return int(cell)


def _pieces(values: Iterator[dict[str, object] | None]) -> Iterator[list[dict[str, object] | None]]:
    while piece := list(itertools.islice(values, BATCH)):
        yield piece


if __name__ == "__main__":
    main(*sys.argv[1:])
