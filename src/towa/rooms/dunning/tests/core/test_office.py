"""Settings: defaults, plain Japanese messages, descriptions of every field."""

from collections.abc import Iterator

import pytest
from pydantic import BaseModel, ValidationError

from towa.rooms.dunning.core import office
from towa.rooms.dunning.core.channel import CHANNELS, actions_of
from towa.rooms.dunning.core.office import DEFAULT_OFFICE, OfficeSettings
from towa.rooms.dunning.core.setting_messages import messages_of


def test_default_call_centre_has_four_operators_from_nine_to_five() -> None:
    team = DEFAULT_OFFICE.contractor_teams[0]
    assert (team.people, team.slots[0].starts, team.slots[-1].ends) == (4, 9, 17)
    assert team.minutes(team.slots[0]) == 4 * 60 * 10 * 75 // 100


def test_settings_survive_being_stored() -> None:
    assert OfficeSettings.model_validate(DEFAULT_OFFICE.model_dump(mode="json")) == DEFAULT_OFFICE


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"limits": {"sms": -1}}, "limits.sms: 0 以上の値にしてください。"),
        ({"limits": {"sms": "多い"}}, "limits.sms: 整数で入力してください。"),
        ({"limits": {"fax": 1}}, "limits.fax: この項目はありません。名前を確かめてください。"),
        ({"waiting": {"sms": 9}}, "waiting.sms: 10 以上の値にしてください。"),
        ({"auto_call": {"slots": [{"code": "x", "starts": 12, "ends": 12}]}}, "時間帯「x」の終わりは、始まりより後の時刻にしてください。"),
        ({"minimum_contacts": [{"group": "猫"}]}, "minimum_contacts.0.group: 選べる値のどれかにしてください。"),
        ({"value": {"pay": {"sms": -1.0}}}, "「納付につながる見込み」の切片がない手段があります: auto_call, operator_call, officer_call, visit, letter, officer_letter, case_work"),
    ],
)  # fmt: skip
def test_wrong_setting_is_refused_in_plain_japanese(change: dict[str, object], message: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        OfficeSettings.model_validate(change)
    assert messages_of(refusal.value) == [message]


def test_two_teams_of_one_code_are_refused() -> None:
    with pytest.raises(ValidationError) as refusal:
        OfficeSettings(officer_teams=DEFAULT_OFFICE.contractor_teams)
    assert "重複" in messages_of(refusal.value)[0]


def test_every_setting_has_a_description_and_a_unit() -> None:
    for model in models(OfficeSettings):
        for name, field in model.model_fields.items():
            assert field.description, name
            assert isinstance(field.json_schema_extra, dict), name
            assert "unit" in field.json_schema_extra, name


def models(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    yield model
    yield from (item for item in vars(office).values() if isinstance(item, type) and issubclass(item, BaseModel) and item.model_fields)  # fmt: skip


def test_every_channel_has_an_action_and_none_comes_first() -> None:
    actions = actions_of(DEFAULT_OFFICE)
    assert actions[0].code == "none"
    assert {action.channel.code for action in actions} == {channel.code for channel in CHANNELS}
    assert len({action.code for action in actions}) == len(actions)


def test_every_channel_but_none_has_coefficients_and_waiting_days() -> None:
    for channel in CHANNELS[1:]:
        assert channel.code in DEFAULT_OFFICE.value.reach
        assert channel.code in DEFAULT_OFFICE.value.pay
        assert getattr(DEFAULT_OFFICE.waiting, channel.code) >= 10
