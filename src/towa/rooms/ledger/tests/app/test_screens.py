"""The ledger's screens, as people of several roles see them."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from towa.platform.audit.actor import Actor, acting_as
from towa.platform.audit.models import Entry
from towa.platform.tenancy import town
from towa.rooms.ledger.app.models import Addressee, Extract
from towa.rooms.ledger.tests.app.taking import take
from towa.rooms.ledger.tests.factories import ExtractFolder, receipt


ClientAs = Callable[..., Client]


@pytest.fixture
def taken_in(municipality: Any, tmp_path: Path) -> int:
    """The tiny town with one row in quarantine; gives the extract's number."""
    folder = ExtractFolder()
    folder.rows["receipt"].append(receipt(8, 99, 1, 5_000, "2026-11-01"))
    with town(municipality.pk), acting_as(Actor(kind="system", name="test")):
        extract_id = take(folder, tmp_path / "town").extract_id
    assert extract_id is not None
    return extract_id


def debtor(municipality: Any) -> int:
    with town(municipality.pk):
        return Addressee.objects.get(addressee_no="0000000002").pk


def test_a_search_shows_the_person_and_what_is_owed(client_as: ClientAs, taken_in: int) -> None:
    page = client_as("tax_officer").get(reverse("ledger:search"), {"q": "ﾀｶﾊｼ"}).content.decode()
    assert "髙橋　花子" in page
    assert "滞納額（円）" in page
    assert "88,500</td>" in page


def test_the_page_of_a_person_explains_every_late_charge(client_as: ClientAs, taken_in: int, municipality: Any) -> None:
    page = client_as("operator").get(reverse("ledger:person", args=[debtor(municipality)])).content.decode()
    assert "88,500" in page
    assert "÷ 365" in page
    assert "固定資産税・都市計画税" in page


@pytest.mark.parametrize(
    ("tab", "word"),
    [("receipts", "金融機関窓口"), ("phones", "090-1234-5678"), ("standings", "分割納付"), ("contacts", "納付約束")],
)
def test_each_tab_of_a_person_shows_its_part(
    client_as: ClientAs, taken_in: int, municipality: Any, tab: str, word: str
) -> None:
    page = client_as("tax_officer").get(reverse(f"ledger:{tab}", args=[debtor(municipality)])).content.decode()
    assert word in page


def test_each_look_at_a_person_is_recorded(client_as: ClientAs, taken_in: int, municipality: Any) -> None:
    person = debtor(municipality)
    client_as("tax_officer").get(reverse("ledger:person", args=[person]))
    with town(municipality.pk):
        assert Entry.objects.filter(act="ledger.see_person", object_id=str(person)).count() == 1


def test_an_administrator_of_the_system_sees_no_resident(client_as: ClientAs, taken_in: int, municipality: Any) -> None:
    answer = client_as("system_administrator").get(reverse("ledger:person", args=[debtor(municipality)]))
    assert answer.status_code == 403


def test_a_person_who_does_not_exist_is_not_found(client_as: ClientAs, taken_in: int) -> None:
    assert client_as("tax_officer").get(reverse("ledger:person", args=[10**9])).status_code == 404


def test_the_history_leads_to_the_result_with_its_quarantine(client_as: ClientAs, taken_in: int) -> None:
    client = client_as("tax_officer")
    assert reverse("ledger:extract", args=[taken_in]) in client.get(reverse("ledger:extracts")).content.decode()
    page = client.get(reverse("ledger:extract", args=[taken_in])).content.decode()
    assert "通知書番号・期別" in page
    assert reverse("ledger:quarantine", args=[taken_in, "receipt"]) in page


def test_quarantined_rows_are_downloaded_as_a_workbook(client_as: ClientAs, taken_in: int) -> None:
    answer = client_as("tax_officer").get(reverse("ledger:quarantine", args=[taken_in, "receipt"]))
    assert answer.content[:2] == b"PK"
    assert "attachment" in answer["Content-Disposition"]


def test_an_uploaded_extract_is_looked_at_before_anything_is_taken_in(
    client_as: ClientAs, municipality: Any, tmp_path: Path
) -> None:
    answer = client_as("tax_officer").post(reverse("ledger:upload"), {"file": zipped(ExtractFolder().write(tmp_path))})
    assert answer.status_code == 302
    with town(municipality.pk):
        assert Extract.objects.get().state == "preview"
        assert Addressee.objects.count() == 0


def test_an_upload_that_is_no_extract_is_told_why(client_as: ClientAs, tmp_path: Path) -> None:
    folder = ExtractFolder(code="992020").write(tmp_path)
    answer = client_as("tax_officer").post(reverse("ledger:upload"), {"file": zipped(folder)})
    assert answer.status_code == 422
    assert "他の団体の抽出データです" in answer.content.decode()


def test_an_operator_takes_nothing_in(client_as: ClientAs) -> None:
    assert client_as("operator").get(reverse("ledger:upload")).status_code == 403


def zipped(folder: Path) -> SimpleUploadedFile:
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        for path in sorted(folder.iterdir()):
            archive.write(path, path.name)
    return SimpleUploadedFile("extract.zip", content.getvalue(), content_type="application/zip")
