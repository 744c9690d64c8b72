"""How are names, kana and telephone numbers found although people write them differently?

The stored name is never changed; only search keys are made from it.
"""

import re
import unicodedata


# Unicode variation selectors (IVS, standardized) and the Mongolian ones: they change a shape, never the character.
_SELECTORS = re.compile("[\u180b-\u180d\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_BLANKS = re.compile(r"[\s\u3000\u200b\u2060\ufeff]+")
_HYPHENS = "\\-‐‑‒–—―−－ーｰ─━"
_BETWEEN_DIGITS = re.compile(f"(?<=[0-9])[{_HYPHENS}](?=[0-9])")
_AFTER_KANA = re.compile(f"(?<=[ァ-ヺー])[{_HYPHENS}]")
_KATAKANA = {code: code + 0x60 for code in (*range(0x3041, 0x3097), 0x309D, 0x309E)}

# 旧字・異体字 → the character of the 常用漢字表 or the usual one. Only for searching: 齋藤 and 斉藤 are found together.
_VARIANTS = {
    "高": "髙", "崎": "﨑嵜碕㟢", "辺": "邉邊", "斉": "齊斎齋", "浜": "濱濵", "広": "廣", "国": "國", "沢": "澤",
    "島": "嶋嶌", "徳": "德", "恵": "惠", "真": "眞", "竜": "龍", "滝": "瀧", "桜": "櫻", "寿": "壽", "富": "冨",
    "蔵": "藏", "条": "條", "万": "萬", "与": "與", "学": "學", "栄": "榮", "円": "圓", "会": "會", "静": "靜",
    "関": "關", "鉄": "鐵銕", "浅": "淺", "峰": "峯", "吉": "𠮷", "槙": "槇", "昇": "曻", "涼": "凉", "柳": "栁",
    "桑": "桒", "館": "舘", "籠": "篭", "薮": "藪", "鴎": "鷗", "瀬": "瀨", "頼": "賴", "豊": "豐",
    "礼": "禮", "実": "實", "応": "應", "当": "當", "総": "總", "権": "權", "観": "觀", "顕": "顯", "暁": "曉",
    "黒": "黑", "緑": "綠", "清": "淸",
    "青": "靑", "増": "增", "橋": "槗", "亀": "龜", "塩": "鹽", "荘": "莊", "台": "臺", "弥": "彌", "伝": "傳",
    "兎": "兔", "穂": "穗", "芦": "蘆", "間": "閒", "蛍": "螢", "桧": "檜",
    "巌": "巖", "楽": "樂", "団": "團", "梅": "楳", "渓": "溪", "来": "來", "宝": "寶寳",
    "稲": "稻", "郷": "鄕", "朗": "朖", "松": "枩", "船": "舩",
    "仏": "佛", "双": "雙", "処": "處", "壱": "壹", "弐": "貳", "参": "參", "県": "縣", "検": "檢",
}  # fmt: skip
_USUAL = {ord(variant): usual for usual, variants in _VARIANTS.items() for variant in variants if variant != usual}


def search_key(text: str) -> str:
    """検索キー: what two ways of writing the same name have in common.

    NFKC, upper case, full-width katakana, 旧字・異体字 to the usual character, one kind of hyphen between digits,
    no blanks, no variation selectors. Idempotent.
    """
    before, key = text, _fold(text)
    while key != before:  # removing a blank may bring together what composes
        before, key = key, _fold(key)
    return key


def phone_key(text: str) -> str:
    """電話番号の検索キー: only the digits, domestic form (+81 90… → 090…)."""
    normal = unicodedata.normalize("NFKC", text).strip()
    digits = "".join(character for character in normal if character in "0123456789")
    if not normal.startswith("+81"):
        return digits
    return "0" + digits[2:].removeprefix("0")


def kana_to_halfwidth(text: str) -> str:
    """半角カナ: kana, digits and Latin letters as half-width, as 全銀 formats want them."""
    import jaconv

    return str(jaconv.z2h(jaconv.hira2kata(text), kana=True, ascii=True, digit=True))


def post_code_shown(digits: str) -> str:
    """郵便番号の表記: 3580004 → 〒358-0004; what is not seven digits stays as it came, for people to mend."""
    return f"〒{digits[:3]}-{digits[3:]}" if re.fullmatch("[0-9]{7}", digits) else digits


def has_private_use(text: str) -> bool:
    """外字 (私用領域): whether a character of the private use areas is inside."""
    return any(unicodedata.category(character) == "Co" for character in text)


def strip_selectors(text: str) -> str:
    """異体字セレクタの除去: the text without variation selectors."""
    return _SELECTORS.sub("", text)


def _fold(text: str) -> str:
    bare = _BLANKS.sub("", strip_selectors(text))
    normal = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", bare).upper())
    usual = _BLANKS.sub("", normal).translate(_KATAKANA).translate(_USUAL)
    return _AFTER_KANA.sub("ー", _BETWEEN_DIGITS.sub("-", usual))
