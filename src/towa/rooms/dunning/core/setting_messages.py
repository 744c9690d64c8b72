"""What is wrong with these settings, in plain Japanese? One sentence per mistake, with the place where it stands."""

from pydantic import ValidationError


_MESSAGES = {
    "greater_than_equal": "{ge} 以上の値にしてください。",
    "less_than_equal": "{le} 以下の値にしてください。",
    "string_too_short": "{min_length} 文字以上で入力してください。",
    "string_too_long": "{max_length} 文字以内で入力してください。",
    "string_pattern_mismatch": "選べる値のどれかにしてください。",
    "int_parsing": "整数で入力してください。",
    "int_type": "整数で入力してください。",
    "int_from_float": "整数で入力してください。",
    "float_parsing": "数で入力してください。",
    "float_type": "数で入力してください。",
    "finite_number": "数で入力してください。",
    "bool_parsing": "はい・いいえのどちらかにしてください。",
    "extra_forbidden": "この項目はありません。名前を確かめてください。",
    "missing": "必ず入力してください。",
}


def messages_of(error: ValidationError) -> list[str]:
    """設定の誤りの説明: one plain Japanese sentence per mistake, with the place of the setting (e.g. limits.sms)."""
    return [_message(dict(item)) for item in error.errors(include_url=False)]


def _message(item: dict[str, object]) -> str:
    place = ".".join(str(part) for part in item["loc"]) if isinstance(item["loc"], tuple) else ""
    context = item.get("ctx") or {}
    context = context if isinstance(context, dict) else {}
    if item["type"] == "value_error":
        return str(context.get("error", item["msg"]))
    text = _MESSAGES.get(str(item["type"]), "正しい形の値にしてください。").format(**context)
    return f"{place}: {text}"
