"""Letters (通知書): what is on the paper is read back from the paper."""

from pathlib import Path

import pypdfium2
import pytest

from towa.platform.documents.letters import LetterRefused, compile_letters


TEMPLATE = Path(__file__).parent / "letters/notice.typ"


def letter(name: str, amount: str = "48,500") -> dict[str, str]:
    return {
        "postal_code": "999-0001",
        "address": "とわ市中央一丁目2番3号",
        "name": name,
        "on": "2026年11月20日",
        "amount": amount,
    }


@pytest.fixture(scope="module")
def batch() -> bytes:
    return compile_letters(TEMPLATE, [letter("髙﨑　花子"), letter('#panic("x") *太字*', "1,204,000")])


def texts(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range() for page in document]


def test_each_person_gets_one_page_with_the_own_name_and_amount(batch: bytes) -> None:
    pages = texts(batch)
    assert len(pages) == 2
    assert "髙﨑" in pages[0]
    assert "48,500" in pages[0]
    assert "1,204,000" in pages[1]


def test_name_that_looks_like_a_command_is_printed_letter_by_letter(batch: bytes) -> None:
    assert '#panic("x") *太字*' in texts(batch)[1]


def test_address_stands_in_the_window_of_the_envelope(batch: bytes) -> None:
    page = pypdfium2.PdfDocument(batch)[0]
    picture = page.render(scale=2, grayscale=True).to_numpy()
    dark = picture < 128
    rows, columns = dark[: int(60 / 297 * dark.shape[0]), : int(110 / 210 * dark.shape[1])].nonzero()
    assert rows.size > 500
    assert columns.min() / dark.shape[1] * 210 >= 19  # mm from the left edge
    assert rows.min() / dark.shape[0] * 297 >= 20  # mm from the upper edge


def test_letters_are_fit_for_the_archive(batch: bytes) -> None:
    assert b"pdfaid:part>2" in batch or b'pdfaid:part="2"' in batch


def test_template_that_misses_a_value_is_refused_by_name() -> None:
    with pytest.raises(LetterRefused, match=r"notice\.typ"):
        compile_letters(TEMPLATE, [{"name": "x"}])
