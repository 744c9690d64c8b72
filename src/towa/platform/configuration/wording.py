"""What is wrong with a setting, in plain Japanese: pydantic's kinds of error in the words of an office."""

from collections.abc import Mapping
from typing import Any


WORDS: Mapping[str, str] = {
    "bool_parsing": "true か false を書いてください",
    "bool_type": "true か false を書いてください",
    "dict_type": "名前と値の組を書いてください",
    "extra_forbidden": "この名前の設定はありません（つづりを確かめてください）",
    "float_parsing": "数を書いてください",
    "float_type": "数を書いてください",
    "greater_than": "{gt} より大きい数にしてください",
    "greater_than_equal": "{ge} 以上にしてください",
    "int_from_float": "整数を書いてください",
    "int_parsing": "整数を書いてください",
    "int_type": "整数を書いてください",
    "less_than": "{lt} より小さい数にしてください",
    "less_than_equal": "{le} 以下にしてください",
    "list_type": "一覧（[ … ]）を書いてください",
    "literal_error": "{expected} のどれかを書いてください",
    "missing": "必要な設定です",
    "model_type": "項目の組（[… の表]）を書いてください",
    "string_too_long": "{max_length} 文字以下にしてください",
    "string_too_short": "{min_length} 文字以上にしてください",
    "string_type": "文字列を書いてください",
    "tuple_type": "一覧（[ … ]）を書いてください",
}


def in_words(error: Mapping[str, Any]) -> str:
    """One error of pydantic as a sentence with the cure; our own messages are kept as they are."""
    words = WORDS.get(error["type"])
    if words is None:
        return str(error["msg"]).removeprefix("Value error, ")
    return words.format(**error.get("ctx", {})) + _given(error)


def _given(error: Mapping[str, Any]) -> str:
    value = error.get("input")
    return f"（書かれている値: {value}）" if isinstance(value, str | int | bool) and error["type"] != "missing" else ""
