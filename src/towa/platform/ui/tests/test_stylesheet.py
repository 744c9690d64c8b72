"""One style sheet out of many (スタイルシート)."""

import os
import re
from pathlib import Path

from django.contrib.staticfiles import finders

from towa.platform.ui.stylesheet import HERE, gathered, sources, write


def test_every_component_s_css_is_in_the_style_sheet() -> None:
    names = {path.name for path in sources()}
    assert {path.name for path in HERE.glob("templates/cotton/*/*.css")} <= names
    assert {"1_ground.css", "button.css"} <= names


def test_general_rules_come_before_the_components() -> None:
    assert gathered().index("/* 1_ground.css */") < gathered().index("/* button.css */")


def test_rules_for_paper_overrule_the_components() -> None:
    assert gathered().index("/* table.css */") < gathered().index("/* 9_print.css */")


def test_style_sheet_is_found_by_its_address_and_only_by_it() -> None:
    assert str(finders.find("ui/towa.css")).endswith("ui/towa.css")
    assert finders.find("ui/other.css") is None


def test_style_sheet_is_written_again_when_a_part_is_younger(tmp_path: Path) -> None:
    target = write(tmp_path)
    target.write_text("old")
    assert write(tmp_path).read_text() == "old"
    os.utime(target, (0, 0))
    assert write(tmp_path).read_text() == gathered()


def test_every_component_has_a_test_beside_it() -> None:
    folders = [path for path in (HERE / "templates/cotton").iterdir() if (path / "index.html").exists()]
    assert len(folders) >= 25
    assert [path.name for path in folders if not (path / f"test_{path.name}.py").exists()] == []


def test_colours_come_from_the_design_tokens_only() -> None:
    literal = re.findall(r"#[0-9a-fA-F]{3,8}\b", gathered())
    assert set(literal) <= {"#fff"}  # white paper below a chart in forced colours
