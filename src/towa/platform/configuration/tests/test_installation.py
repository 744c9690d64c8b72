"""The settings of an installation are checked at start, with messages that name place and cure."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel, Field

from towa.platform.configuration import SettingsRefused, installation, town_settings


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    for name in [name for name in os.environ if name.startswith("TOWA_")]:
        monkeypatch.delenv(name)  # the environment would win over the file under test
    monkeypatch.setenv("TOWA_CONFIG", str(tmp_path / "towa.toml"))
    installation.cache_clear()
    yield
    monkeypatch.undo()
    installation.cache_clear()


def write(tmp_path: Path, text: str) -> None:
    (tmp_path / "towa.toml").write_text(text, encoding="utf-8")


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    write(tmp_path, 'port = 9001\nhost = "192.0.2.1"\n')
    monkeypatch.setenv("TOWA_PORT", "9002")

    assert (installation().port, installation().host) == (9002, "192.0.2.1")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("port = 'eighty'", "整数を書いてください"),
        ("port = 70000", "65535 以下にしてください"),
        ("prot = 8000", "この名前の設定はありません"),
        ("database_url = 'mysql://x'", "PostgreSQLの接続先"),
        ("secret_key = 'short'", "50文字以上"),
        ("[broken", "TOMLとして読めません"),
    ],
)
def test_a_wrong_setting_is_refused_with_place_and_cure(tmp_path: Path, text: str, words: str) -> None:
    write(tmp_path, text)

    with pytest.raises(SettingsRefused, match=words):
        installation()


def test_a_misspelt_variable_is_not_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOWA_PROT", "8000")

    with pytest.raises(SettingsRefused, match="TOWA_PROT"):
        installation()


class Limits(BaseModel, extra="forbid"):
    sms: int = Field(500, ge=0)


def test_a_town_changes_what_it_names_and_keeps_the_rest(tmp_path: Path) -> None:
    write(tmp_path, "[towns.992011.dunning]\nsms = 20\n")

    assert town_settings("992011", "dunning", Limits).sms == 20
    assert town_settings("992012", "dunning", Limits).sms == 500


def test_a_town_setting_out_of_range_names_its_place(tmp_path: Path) -> None:
    write(tmp_path, "[towns.992011.dunning]\nsms = -1\n")

    with pytest.raises(SettingsRefused, match=r"towns\.992011\.dunning\.sms: 0 以上にしてください"):
        town_settings("992011", "dunning", Limits)
