"""The settings of one installation (設置の設定), read once at start from environment and `towa.toml`."""

import os
import secrets
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from towa.platform.configuration.wording import in_words


# Variables that are no settings of the program: where the file lies, and switches of migrations and tests.
OTHER_VARIABLES = {"TOWA_CONFIG", "TOWA_DATABASE_ROLE", "TOWA_TEST_DATABASE_UNSAFE", "TOWA_TEST_STATE_DIR"}


class SettingsRefused(Exception):
    """設定に誤りがあります。"""


def project_root() -> Path:
    """The folder that holds `pyproject.toml`: state and vendor folders lie beside it by default."""
    return Path(__file__).resolve().parents[4]


def config_file() -> Path:
    """Where the TOML file is looked for; it may be absent, then every default holds."""
    return Path(os.environ.get("TOWA_CONFIG", project_root() / "towa.toml"))


class Installation(BaseSettings):
    """All settings of an installation, each with its default and its meaning."""

    model_config = SettingsConfigDict(env_prefix="TOWA_", extra="forbid", frozen=True)

    database_url: str = Field(
        "",
        description="PostgreSQL address of the program (postgresql://…). Empty: a private cluster in the state folder.",
    )
    database_admin_url: str = Field(
        "",
        description="Address used for migrations and roles. Empty: the same as database_url.",
    )
    state_dir: Path = Field(
        default_factory=lambda: project_root() / ".towa",
        description="Folder of everything that this installation keeps: private cluster, town, lists, uploads.",
    )
    host: str = Field("127.0.0.1", description="Address on which the web program listens.")
    port: int = Field(8000, ge=1, le=65535, description="Port on which the web program listens.")
    threads: int = Field(8, ge=1, le=256, description="Threads of the web program.")
    allowed_hosts: list[str] = Field(
        default_factory=lambda: ["127.0.0.1", "localhost", "[::1]"],
        description="Host names under which the web program may be called.",
    )
    secret_key: str = Field(
        "",
        description="Secret for signing cookies, ≥ 50 characters. Empty: made once and kept in the state folder.",
    )
    demo: bool = Field(
        False,
        description="Demonstration mode: shows demo accounts on the sign-in page. Never in production.",
    )
    debug: bool = Field(False, description="Developer's error pages. Never in production.")
    towns: dict[str, dict[str, Any]] = Field(
        default_factory=dict,
        description="Per municipality (団体コード) and room: values that replace the room's defaults.",
    )

    @field_validator("database_url", "database_admin_url")
    @classmethod
    def _is_postgresql(cls, value: str) -> str:
        if value and not value.startswith(("postgresql://", "postgres://")):
            raise ValueError("PostgreSQLの接続先（postgresql://利用者@ホスト:ポート/データベース）を書いてください")
        return value

    @field_validator("secret_key")
    @classmethod
    def _is_long(cls, value: str) -> str:
        if value and len(value) < 50:
            raise ValueError("50文字以上にしてください")
        return value

    @field_validator("state_dir")
    @classmethod
    def _is_absolute(cls, value: Path) -> Path:
        return value if value.is_absolute() else project_root() / value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Environment before file, nothing else."""
        toml = TomlConfigSettingsSource(settings_cls, toml_file=config_file())
        return (init_settings, env_settings, toml)

    def signing_key(self) -> str:
        """The secret key given, or the one made at the first start and kept readable by the owner only."""
        if self.secret_key:
            return self.secret_key
        path = self.state_dir / "secret_key"
        if not path.exists():
            self.state_dir.mkdir(parents=True, exist_ok=True)
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "w") as file:
                file.write(secrets.token_urlsafe(64))
        return path.read_text()


@cache
def installation() -> Installation:
    """The settings in force.

    Raises:
        SettingsRefused: a value is unusable; the message names the setting, its place and the cure.
    """
    _refuse_unknown_environment()
    try:
        return Installation()
    except ValidationError as error:
        raise SettingsRefused(_in_words(error)) from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsRefused(f"{config_file()} がTOMLとして読めません: {error}") from error


def _in_words(error: ValidationError) -> str:
    lines = ["設定に誤りがあります。次の箇所を直してください。"]
    for item in error.errors():
        name = ".".join(str(part) for part in item["loc"])
        lines.append(f"  {name}（環境変数 TOWA_{name.upper()} または {config_file()}）: {in_words(item)}")
    return "\n".join(lines)


def _refuse_unknown_environment() -> None:
    """A misspelt variable would silently leave the default in force."""
    known = {f"TOWA_{name.upper()}" for name in Installation.model_fields} | OTHER_VARIABLES
    unknown = sorted(name for name in os.environ if name.startswith("TOWA_") and name not in known)
    if unknown:
        raise SettingsRefused(f"知らない環境変数があります（つづりを確かめてください）: {', '.join(unknown)}")
