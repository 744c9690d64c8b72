"""How is one setting declared? With its meaning in Japanese, its unit and its default, so that the reference prints itself."""

from typing import Any

from pydantic import Field


def setting(default: Any, description: str, unit: str, **limits: Any) -> Any:
    """設定項目: a pydantic field whose unit travels in the JSON schema ("unit"). `limits` are pydantic's (ge, le, …)."""
    return Field(default, description=description, json_schema_extra={"unit": unit}, **limits)
