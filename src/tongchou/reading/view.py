"""One shape for every sign: full-width digits and letters made half-width, the marks of a sentence made Chinese."""

_WIDE = {code + 0xFEE0: chr(code) for code in range(0x21, 0x7F)}
_MARKS = {ord(","): "，", ord(";"): "；", ord(":"): "：", ord("!"): "！", ord("?"): "？"}
_TABLE = {
    **_WIDE,
    **_MARKS,
    **{code + 0xFEE0: mark for code, mark in _MARKS.items()},
    0x00A0: " ",
    0x3000: " ",
    ord("～"): "~",
    ord("－"): "-",
    ord("–"): "-",
    ord("﹣"): "-",
    ord("∶"): "：",
    ord("\r"): " ",
    **dict.fromkeys(map(ord, "│┃║｜"), "|"),
}


def view(clean: str) -> str:
    """Return the text in one shape, character for character, so that offsets stay.

    >>> view("到２０１７年,达到５２．２％;")
    '到2017年，达到52.2%；'
    """
    return clean.translate(_TABLE)
