"""Which doors stand open to whom? (ナビゲーション)"""

from types import SimpleNamespace
from typing import Any

import pytest

from towa.platform.ui import navigation
from towa.platform.ui.navigation import Entry, Group, groups


@pytest.fixture
def doors(monkeypatch: pytest.MonkeyPatch) -> Any:
    def offer(*entries: Entry, heading: str = "台帳") -> None:
        monkeypatch.setattr(navigation, "offered", lambda: ((heading, entries),))
        monkeypatch.setattr(navigation, "reverse", {"a": "/a/", "b": "/a/b/"}.__getitem__)
        monkeypatch.setattr(navigation, "NoReverseMatch", KeyError)

    return offer


def account(*acts: str) -> SimpleNamespace:
    return SimpleNamespace(may=lambda act: act in acts)


def labels(found: tuple[Group, ...]) -> list[str]:
    return [str(link.label) for group in found for link in group.links]


def test_entry_whose_act_the_account_may_not_do_does_not_exist(doors: Any) -> None:
    doors(Entry("取込", "a", act="ledger.take_in"), Entry("一覧", "b"))
    assert labels(groups(account(), "/")) == ["一覧"]
    assert labels(groups(account("ledger.take_in"), "/")) == ["取込", "一覧"]


def test_room_without_an_open_door_is_left_out(doors: Any) -> None:
    doors(Entry("取込", "a", act="ledger.take_in"))
    assert groups(account(), "/") == ()


def test_entry_without_an_address_is_left_out(doors: Any) -> None:
    doors(Entry("まだない画面", "nowhere"))
    assert groups(account(), "/") == ()


def test_page_below_two_entries_belongs_to_the_nearer_one(doors: Any) -> None:
    doors(Entry("上", "a"), Entry("下", "b"))
    found = groups(account(), "/a/b/7/")
    assert [(link.label, link.current) for link in found[0].links] == [("上", False), ("下", True)]


def test_account_that_cannot_be_asked_may_do_nothing(doors: Any) -> None:
    doors(Entry("取込", "a", act="ledger.take_in"))
    assert groups(SimpleNamespace(), "/") == ()
