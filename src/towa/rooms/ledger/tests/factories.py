"""A tiny town as the core would write it: rows as texts with the core's codes, an extract folder with its manifest."""

import csv
import hashlib
import json
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from towa.gateways.core_system.layouts.towa import LAYOUT


CODE, NAME = "992011", "とわ市"
Rows = dict[str, list[dict[str, str]]]


def addressee(number: int, name: str = "山田　太郎", kana: str = "ヤマダ　タロウ", **values: str) -> dict[str, str]:
    return {
        "addressee_no": f"{number:010}", "kind": "1", "name": name, "name_kana": kana, "birth_date": "1980-04-01",
        "sex": "1", "household_no": f"{number:010}", "postal_code": "1234567", "address": "とわ市中央1-2-3",
        "district": "中央地区", "residence": "1", "protected": "0",
    } | values  # fmt: skip


def levy(notice: int, person: int, amount: int, *, year: int = 2026, item: str = "02") -> dict[str, str]:
    return {
        "notice_no": f"{notice:010}", "addressee_no": f"{person:010}", "tax_item": item, "assessed_year": str(year),
        "fiscal_year": str(year), "levied_amount": str(amount), "notified_on": f"{year}-05-01",
    }  # fmt: skip


def instalment(notice: int, period: int, amount: int, due: str, demanded: str = "") -> dict[str, str]:
    return {
        "notice_no": f"{notice:010}", "period_no": str(period), "instalment_amount": str(amount), "due_date": due,
        "statutory_due_date": due, "demand_issued_on": demanded,
    }  # fmt: skip


def receipt(number: int, notice: int, period: int, amount: int, paid: str, **values: str) -> dict[str, str]:
    return {
        "receipt_no": f"{number:012}", "notice_no": f"{notice:010}", "period_no": str(period), "state": "2",
        "channel": "10", "slip_no": f"{number:012}", "amount": str(amount), "late_charge_amount": "0",
        "paid_date": paid, "received_date": paid,
    } | values  # fmt: skip


def small_town() -> Rows:
    """Three people: one paid in time, one owes two instalments, one paid by 速報 only."""
    return {
        "addressee": [
            addressee(1),
            addressee(2, "髙橋　花子", "タカハシ　ハナコ"),
            addressee(3, "佐藤　次郎", "サトウ　ジロウ", household_no="0000000001"),
        ],
        "phone": [
            {"addressee_no": "0000000002", "phone_no": "090-1234-5678", "kind": "2", "state": "1"},
            {"addressee_no": "0000000003", "phone_no": "042-555-0101", "kind": "1", "state": "2"},
        ],
        "levy": [levy(11, 1, 40_000), levy(12, 2, 97_000), levy(13, 3, 20_000)],
        "instalment": [
            instalment(11, 1, 40_000, "2026-06-01"),
            instalment(12, 1, 48_500, "2026-06-01", "2026-06-19"),
            instalment(12, 2, 48_500, "2026-07-31", "2026-08-19"),
            instalment(13, 1, 20_000, "2026-09-30", "2026-10-19"),
        ],
        "receipt": [
            receipt(1, 11, 1, 40_000, "2026-05-28"),
            receipt(2, 12, 1, 8_500, "2026-08-10"),
            receipt(3, 13, 1, 20_000, "2026-11-18", state="1", channel="20"),
        ],
        "standing": [
            {"standing_no": "0000000001", "addressee_no": "0000000002", "kind": "41", "starts_on": "2026-08-01",
             "amount": "88500", "ground": "分納誓約"}
        ],
        "plan_instalment": [
            {"standing_no": "0000000001", "sequence": "1", "due_date": "2026-08-31", "amount": "8500"},
            {"standing_no": "0000000001", "sequence": "2", "due_date": "2026-11-30", "amount": "80000"},
        ],
        "contact": [
            {"contact_no": "0000000001", "addressee_no": "0000000002", "contacted_at": "2026-08-01 10:00:00",
             "channel": "4", "result": "05", "note": "8月末までに一部を納付"}
        ],
    }  # fmt: skip


@dataclass
class ExtractFolder:
    """An extract being prepared; `write` makes the folder."""

    rows: Rows = field(default_factory=small_town)
    as_of: str = "2026-11-20"
    code: str = CODE
    encoding: str = "utf-8"
    manifest_changes: Mapping[str, Any] = field(default_factory=dict)

    def copy(self) -> "ExtractFolder":
        return deepcopy(self)

    def write(self, folder: Path) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        files = [self._write_record(folder, name) for name in (record.name for record in LAYOUT.records)]
        manifest = {
            "layout": "towa", "version": "1", "municipality_code": self.code, "municipality_name": NAME,
            "as_of": self.as_of, "encoding": self.encoding, "made_at": "2026-11-20T21:00:00+09:00", "files": files,
        } | dict(self.manifest_changes)  # fmt: skip
        (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")
        return folder

    def _write_record(self, folder: Path, name: str) -> dict[str, Any]:
        record = LAYOUT[name]
        path = folder / f"{record.file_name}.csv"
        with path.open("w", encoding=self.encoding, newline="") as file:
            writer = csv.writer(file)
            writer.writerow([item.column for item in record.fields])
            for row in self.rows[name]:
                writer.writerow([({"municipality_code": self.code} | row).get(item.name, "") for item in record.fields])
        return {
            "record": name, "file": path.name, "rows": len(self.rows[name]), "yen_total": self._yen(name),
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        }  # fmt: skip

    def _yen(self, name: str) -> int | None:
        column = LAYOUT[name].yen_total
        texts = [row.get(column, "") for row in self.rows[name]]
        return sum(int(text) for text in texts if text.isdigit()) if column else None
