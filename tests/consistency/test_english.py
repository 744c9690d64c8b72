"""Do the screens speak English when asked to? (英語の画面) Records stay Japanese and are marked so (ADR 16)."""

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.translation import override, trans_real

from towa.platform.audit.actor import Actor, acting_as
from towa.platform.configuration import installation
from towa.platform.jobs.models import JobRun
from towa.platform.jobs.state import State
from towa.platform.ui import catalogue
from towa.rooms.dunning.app.actions import make_plan, save_filter
from towa.rooms.dunning.app.reports.writing import context_of, write_lists
from towa.rooms.ledger.app.models import Addressee
from towa.rooms.ledger.tests.app.taking import take
from towa.rooms.ledger.tests.factories import ExtractFolder, addressee, instalment, levy, receipt
from towa.rooms.people.app.actions import make_demo_accounts
from towa.rooms.people.core.acts import Role
from towa.site.vocabulary import JAPANESE


ClientAs = Callable[..., Client]
CATALOGUE = Path(settings.ROOT) / "src/towa/site/locale/en/LC_MESSAGES/django.po"
READ_ALOUD = ("aria-label", "title", "alt", "placeholder")
WITHOUT_END = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# Names of data where a part can not be marked: in the title of a page, among the choices of a filter.
NAMES = re.compile("とわ市|山田　太郎|髙橋　花子|佐藤　次郎|渡邉　光|中央地区")
NOT_MARKABLE = {"title", "option"}


class UnmarkedJapanese(HTMLParser):
    """Collects Japanese that is not marked as such, seen or read aloud."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.found: list[str] = []
        self.feed(page)

    @property
    def is_marked(self) -> bool:
        return any(marked for _tag, marked in self.open)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        hidden = tag in {"script", "style"}
        self.open.append((tag, hidden or values.get("lang") == "ja"))
        self._look_at(*(values.get(name) or "" for name in READ_ALOUD))
        if tag in WITHOUT_END:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        markable = not self.open or self.open[-1][0] not in NOT_MARKABLE
        self._look_at(data if markable else NAMES.sub("", data))

    def _look_at(self, *texts: str) -> None:
        if not self.is_marked:
            self.found += [text.strip() for text in texts if JAPANESE.search(text)]


@pytest.fixture(scope="module", autouse=True)
def _fresh_catalogue() -> None:
    catalogue.compile_to(CATALOGUE)
    trans_real._translations.clear()  # type: ignore[attr-defined]  # what was loaded before the catalogue was made


@pytest.fixture(autouse=True)
def _language_of_the_next_test() -> Iterator[None]:
    """A request leaves its language behind; the next test begins in Japanese."""
    with override("ja"):
        yield


@pytest.fixture
def places(town: Any, tmp_path: Path) -> dict[str, int]:
    """A tiny town at work: an extract with a row in quarantine, a plan with contacts and exclusions, and its lists."""
    folder = ExtractFolder()
    for number in range(4, 8):
        folder.rows["addressee"].append(
            addressee(number, "渡邉　光", "ワタナベ　ヒカル", kind="2" if number == 7 else "1")
        )
        folder.rows["levy"].append(levy(number + 10, number, 30_000 * number))
        folder.rows["instalment"].append(instalment(number + 10, 1, 30_000 * number, "2026-06-01", "2026-06-19"))
        phone = {"addressee_no": f"{number:010}", "phone_no": f"090-0000-000{number}", "kind": "2", "state": "1"}
        folder.rows["phone"].append(phone)
    folder.rows["receipt"].append(receipt(8, 99, 1, 5_000, "2026-11-01"))
    report = take(folder, tmp_path / "town")
    person = Addressee.objects.get(addressee_no="0000000002").pk
    assert report.extract_id
    assert report.as_of
    with acting_as(Actor(kind="person", name="事務　太郎")):
        plan = make_plan(report.as_of, town.code)
    write_lists(plan, tmp_path / "lists", context_of(plan, town.code, town.name))
    return {"extract": report.extract_id, "plan": plan, "person": person}


@pytest.fixture
def chief(town: Any, client_as: ClientAs) -> Client:
    """A chief with a Japanese name, who keeps a filter under a Japanese name."""
    browser = client_as("chief")
    account: Any = browser.account  # type: ignore[attr-defined]  # the house's browser knows whose it is
    account.display_name = "係　長子"
    account.save()
    save_filter(account.pk, "よく使う条件", "channel=letter", shared=True)
    return browser


def english(client: Client, address: str, **query: str) -> str:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client.get(address, query).content.decode()


def unmarked(page: str) -> list[str]:
    assert '<html lang="en">' in page
    return UnmarkedJapanese(page).found


@pytest.mark.parametrize(
    ("name", "of"),
    [
        ("home", ""), ("people:account", ""), ("jobs:runs", ""),
        ("ledger:extracts", ""), ("ledger:upload", ""), ("ledger:extract", "extract"), ("ledger:search", ""),
        ("ledger:person", "person"), ("ledger:receipts", "person"), ("ledger:phones", "person"),
        ("ledger:standings", "person"), ("ledger:contacts", "person"),
        ("dunning:plans", ""), ("dunning:plan", "plan"), ("dunning:decisions", "plan"), ("dunning:exclusions", "plan"),
        ("dunning:files", "plan"), ("dunning:person", "person"),
    ],
)  # fmt: skip
def test_page_has_no_unmarked_japanese(chief: Client, places: dict[str, int], name: str, of: str) -> None:
    page = english(chief, reverse(name, args=[places[of]] if of else []))
    assert "係　長子" in page
    assert unmarked(page) == []


def test_people_who_are_found_are_records_the_words_around_them_are_not(chief: Client, places: Any) -> None:
    page = english(chief, reverse("ledger:search"), q="ﾀｶﾊｼ")
    assert "髙橋　花子" in page
    assert unmarked(page) == []


def test_everybody_in_the_plan_reads_why_not_otherwise(chief: Client, places: dict[str, int]) -> None:
    for person in Addressee.objects.all():
        assert unmarked(english(chief, reverse("dunning:person", args=[person.pk]))) == []


@pytest.mark.parametrize("role", list(Role))
def test_each_role_reads_its_duty_and_its_acts(client_as: ClientAs, role: Role) -> None:
    assert unmarked(english(client_as(role), reverse("people:account"))) == []


def test_refusal_and_wrong_address_speak_english(client_as: ClientAs, places: dict[str, int]) -> None:
    assert unmarked(english(client_as("operator"), reverse("dunning:exclusions", args=[places["plan"]]))) == []
    assert unmarked(english(client_as("operator"), "/nowhere/")) == []


def test_sign_in_page_of_a_demonstration_speaks_english(
    client: Client, town: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_demo_accounts(town.pk)
    shown = installation().model_copy(update={"demo": True})
    monkeypatch.setattr("towa.rooms.people.app.queries.installation", lambda: shown)
    monkeypatch.setattr("towa.platform.ui.context.installation", lambda: shown)
    page = english(client, reverse("people:sign-in"))
    assert "Tax collector officer" in page
    assert unmarked(page) == []


@pytest.mark.parametrize("state", list(State))
def test_job_tells_its_stage_in_english(chief: Client, town: Any, state: State) -> None:
    run = JobRun.objects.create(name="ledger.take_in", state=state, stage="残高と延滞金の計算", done=1, total=3)
    page = english(chief, reverse("jobs:run", args=[run.pk]))
    assert unmarked(page) == []


def test_a_list_to_take_away_is_japanese_in_every_language(chief: Client, places: dict[str, int]) -> None:
    address = reverse("dunning:export", args=[places["plan"], "csv"])
    japanese = chief.get(address).content
    assert "固定資産税" in japanese.decode("utf-8-sig")
    assert english(chief, address).encode() == japanese


def test_unmarked_japanese_is_found() -> None:
    page = '<html lang="en"><p title="題">x<span lang="ja">氏名</span><br>滞納</p></html>'
    assert unmarked(page) == ["題", "滞納"]
