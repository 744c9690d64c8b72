"""振分の行: the core's decisions, joined with what the ledger knew of each person on that day."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from towa.kernel.text import phone_key, search_key
from towa.rooms.dunning.app.models import Decision, Exclusion
from towa.rooms.dunning.core import exclusion as stop
from towa.rooms.dunning.core.arrays import BoolArray
from towa.rooms.dunning.core.channel import Action, Who, actions_of, channel
from towa.rooms.dunning.core.decision import Decision as Chosen
from towa.rooms.dunning.core.mask import RULES
from towa.rooms.dunning.core.office import OfficeSettings
from towa.rooms.dunning.core.routing import Routing
from towa.rooms.dunning.core.target import Targets


Person = Mapping[str, Any]
CONTRACTORS_RULES = ("officers_case", "not_for_contractor")
CONTRACTORS_WORK = (Who.CONTRACTOR, Who.CITY)


def decisions_of(plan_id: int, routing: Routing, people: Mapping[int, Person]) -> Iterator[Decision]:
    """One row for everybody who is not excluded, the most valuable first."""
    chosen = [row for row in routing.rows() if not row.exclusion_code]
    chosen.sort(key=lambda row: (row.channel_code == "none", -row.value, row.addressee_id))
    words = Words(routing)
    for rank, row in enumerate(chosen, start=1):
        yield Decision(plan_id=plan_id, rank=rank, **words.of(row), **snapshot(people[row.addressee_id]))


def exclusions_of(plan_id: int, routing: Routing, people: Mapping[int, Person]) -> Iterator[Exclusion]:
    """One row for everybody who is left in peace, with the reason."""
    for place in np.flatnonzero(routing.exclusion != ""):
        person = people[int(routing.targets.addressee_id[place])]
        reason = stop.exclusion(str(routing.exclusion[place]))
        yield Exclusion(
            plan_id=plan_id,
            addressee_id=person["addressee_id"],
            code=reason.code,
            reason=reason.reason,
            addressee_no=person["addressee_no"],
            name=person["name"],
            outstanding=person["outstanding"],
        )


class Words:
    """How the core's codes are called in this office, and which ways are closed to whom."""

    def __init__(self, routing: Routing) -> None:
        self.routing = routing
        self.actions = {action.code: action for action in routing.actions}
        self.teams = team_names(routing.office)
        self.open_to_contractor = open_to_contractor(routing.targets, routing.office, routing.on)
        self._closed: dict[bytes, list[dict[str, str]]] = {}

    def of(self, row: Chosen) -> dict[str, Any]:
        """The columns of a decision that the core decided."""
        action = self.actions[row.action_code]
        following = self.actions.get(row.next_action_code)
        place = self.routing.place_of(row.addressee_id)
        return {
            "addressee_id": row.addressee_id,
            **action_columns(action, self.teams, contractors=bool(self.open_to_contractor[place])),
            "value": row.value,
            "value_terms": self.routing.explain(row.addressee_id),
            "why": row.why,
            "next_action": row.next_action_code,
            "next_label": following.name if following else "",
            "next_difference": row.next_difference if following else None,
            "why_not_next": row.why_not_next,
            "masks": self._masks(place),
            "divided": row.divided,
            "drawn": row.drawn,
            "probability": row.probability,
        }

    def _masks(self, place: int) -> list[dict[str, str]]:
        """Few patterns occur among many people: each is put into words once."""
        closed = self.routing.permission.closed_by[:, place]
        if closed.tobytes() not in self._closed:
            self._closed[closed.tobytes()] = closed_ways(closed.tolist(), self.routing.actions)
        return self._closed[closed.tobytes()]


def action_columns(action: Action, teams: Mapping[str, str], *, contractors: bool) -> dict[str, Any]:
    """The columns that say what is to be done, by whom and when."""
    return {
        "action": action.code,
        "action_label": action.name,
        "channel": action.channel.code,
        "team": action.team,
        "team_name": teams.get(action.team, ""),
        "slot": action.slot.code if action.slot else "",
        "slot_starts": action.slot.starts if action.slot else None,
        "slot_name": action.slot.name if action.slot else "",
        "contractor_may_handle": contractors and action.channel.who in CONTRACTORS_WORK,
    }


def closed_ways(closed: Sequence[int], actions: Sequence[Action]) -> list[dict[str, str]]:
    """Per way the rule that closes it, where no team and no slot of it is open (-1)."""
    ways: dict[str, int] = {}
    for rule, action in zip(closed, actions, strict=True):
        code = action.channel.code
        ways[code] = min(rule, ways.get(code, rule))
    return [
        {"channel": code, "label": channel(code).term, "code": RULES[rule].code, "reason": RULES[rule].reason}
        for code, rule in ways.items()
        if rule >= 0
    ]


def open_to_contractor(targets: Targets, office: OfficeSettings, on: date) -> BoolArray:
    """受託者が扱える人: whom neither the size, the age nor the difficulty of the case reserves for officers."""
    day, nothing = np.datetime64(on, "D"), actions_of(office)[0]
    closed = np.zeros(len(targets), dtype=np.bool_)
    for rule in RULES:
        if rule.code in CONTRACTORS_RULES:
            closed |= rule.closes(targets, nothing, office, day)
    return ~closed


def snapshot(person: Person) -> dict[str, Any]:
    """The person as the ledger knew them on that day, and the keys by which they are found."""
    phones = [person["phone_mobile"] or "", person["phone_landline"] or ""]
    return {
        "addressee_no": person["addressee_no"],
        "kind": person["kind"],
        "name": person["name"],
        "name_kana": person["name_kana"] or "",
        "postal_code": person["postal_code"] or "",
        "address": person["address"] or "",
        "district": person["district"] or "",
        "protected": person["protected"],
        "phone_mobile": phones[0],
        "phone_landline": phones[1],
        "outstanding": person["outstanding"],
        "late_charge": person["late_charge"],
        "carried_over": person["carried_over"],
        "instalments": person["instalments"],
        "tax_items": list(person["tax_items"]),
        "oldest_due": person["oldest_due"],
        # A bar that no search key contains keeps one field from running into the next.
        "search_key": "|".join(search_key(text) for text in _found_by(person)),
        "phone_key": "|".join(phone_key(phone) for phone in phones if phone),
    }


def _found_by(person: Person) -> tuple[str, ...]:
    return (person["name"], person["name_kana"] or "", person["addressee_no"])


def team_names(office: OfficeSettings) -> dict[str, str]:
    """架電担当: code → name."""
    return {team.code: team.name for team in office.contractor_teams + office.officer_teams}
