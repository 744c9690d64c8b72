"""A town's own values (団体ごとの設定): a room's defaults, replaced where `towa.toml` says so."""

from typing import TypeVar

from pydantic import BaseModel, ValidationError

from towa.platform.configuration.installation import SettingsRefused, installation
from towa.platform.configuration.wording import in_words


Model = TypeVar("Model", bound=BaseModel)


def town_settings(municipality_code: str, room: str, model: type[Model]) -> Model:
    """The settings of one room in one town.

    Args:
        municipality_code: 団体コード, six digits.
        room: name of the room, e.g. "dunning"; the section is `[towns.<code>.<room>]`.
        model: the room's own settings model; its defaults hold for what the file does not name.

    Raises:
        SettingsRefused: a value in the file does not fit the model.
    """
    values = installation().towns.get(municipality_code, {}).get(room, {})
    try:
        return model.model_validate(values)
    except ValidationError as error:
        places = "; ".join(
            f"towns.{municipality_code}.{room}.{'.'.join(map(str, item['loc']))}: {in_words(item)}"
            for item in error.errors()
        )
        raise SettingsRefused(f"団体の設定に誤りがあります。{places}") from error
