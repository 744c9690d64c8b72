"""Which parts of the workbook hold the first sheet, its texts and its styles?"""

import posixpath
import zipfile
from dataclasses import dataclass
from xml.etree import ElementTree

from towa.gateways.core_system.sheet_xml.marks import NotPlainError


ROOT, BOOK, LINKS = "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
STRINGS, STYLES = "xl/sharedStrings.xml", "xl/styles.xml"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ID = f"{{{_OFFICE}}}id"
_LARGEST = 1 << 20


@dataclass(frozen=True)
class Parts:
    """部品."""

    sheet: str
    """Name of the part with the first sheet."""
    sheets: int
    counts_from_1904: bool

    @property
    def names(self) -> tuple[str, ...]:
        return self.sheet, ROOT, BOOK, LINKS


def parts_of(archive: zipfile.ZipFile) -> Parts:
    """部品の場所.

    Raises:
        NotPlainError: other names than known writers give, so that the library's choice could differ.
    """
    names = archive.namelist()
    if len({name.lower() for name in names}) != len(names) or any("\\" in name for name in names):
        raise NotPlainError("names")
    if _targets(_tree(archive, ROOT), "officeDocument", "/") != {BOOK}:
        raise NotPlainError("root")
    book, links = _tree(archive, BOOK), _tree(archive, LINKS)
    sheets = book.findall(f"{_MAIN}sheets/{_MAIN}sheet")
    if not sheets:
        raise NotPlainError("sheets")
    found = _targets(links, "worksheet", "/xl", sheets[0].get(_ID, ""))
    if len(found) != 1 or not found <= set(names) or not _is_usual(names):
        raise NotPlainError("parts")
    properties = book.find(f"{_MAIN}workbookPr")
    epoch = "0" if properties is None else properties.get("date1904", "0")
    return Parts(found.pop(), len(sheets), epoch in ("1", "true"))


def _tree(archive: zipfile.ZipFile, name: str) -> ElementTree.Element:
    try:
        if archive.getinfo(name).file_size > _LARGEST:
            raise NotPlainError(name)
        data = archive.read(name)
        if b"<!" in data or b"\0" in data:
            raise NotPlainError(name)
        return ElementTree.fromstring(data)  # noqa: S314  # no declarations are in it, so nothing can expand
    except (KeyError, ElementTree.ParseError) as error:
        raise NotPlainError(name) from error


def _targets(links: ElementTree.Element, kind: str, base: str, wanted: str = "") -> set[str]:
    """Names of the parts to which links of this kind lead; all of them, or the one with this name."""
    return {
        posixpath.normpath(posixpath.join(base, link.get("Target", ""))).lstrip("/")
        for link in links.iterfind(_LINK)
        if link.get("Type") == f"{_OFFICE}/{kind}" and wanted in ("", link.get("Id"))
    }


def _is_usual(names: list[str]) -> bool:
    """Texts and styles stand where the library looks, or nowhere under another name."""
    return all(
        name in (STRINGS, STYLES)
        for name in names
        if name.lower().endswith(("sharedstrings.xml", "styles.xml")) and "/charts/" not in name
    )
