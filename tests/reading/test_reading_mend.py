"""Each kind of damage, in a sentence made for it."""

import pytest

from tongchou.reading.mend import mend


@pytest.mark.parametrize(
    ("found", "right", "kind"),
    [
        ("農(nóng)村發(fā)展", "农村发展", "trad_pinyin"),
        ("著力建設,,推進改革", "着力建设,推进改革", "double_punct"),
        ("各县,、区", "各县、区", "double_punct"),
        ("201112月开工", "2011年12月开工", "lost_char"),
        ("20142月开工", "2014年2月开工", "lost_char"),
        ("新建道路35公里12座桥梁。", "新建道路35公里,12座桥梁。", "lost_char"),
        ("各区〔市〕要落实“抓手〞工程。", "各区(市)要落实“抓手”工程。", "punct_variant"),
        ("加快推进乡 村建设,投入 30 万元。", "加快推进乡村建设,投入30万元。", "line_break_space"),
        ("将5大类42项任务逐项分解。", "将5大类42项任务逐项分解。", None),
        ("建成105万吨泊位", "建成105万吨泊位", "lost_char"),
        ("建成1万吨级泊位", "建成1万吨级泊位", None),
        ("文号为〔2015〕7号。", "文号为〔2015〕7号。", None),
        ("探索市(州)县(区)联动(2013—2020年)。", "探索市(州)县(区)联动(2013—2020年)。", None),
    ],
)
def test_damage_is_repaired_and_shown(found: str, right: str, kind: str | None) -> None:
    text = mend(found)
    assert text.clean == right
    assert {edit.kind for edit in text.edits} >= ({kind} if kind else set())
    assert kind is not None or not text.edits


def test_a_run_read_one_byte_late_is_read_back() -> None:
    """科学 and 加强组织 occur elsewhere in the text, so that the search knows them.

    Indent, （一）, 加, 強 are A1A1 A3A8 D2BB A3A9 BCD3 8F8A in GBK; without the first byte they pair up otherwise.

    """
    text = "强化保障。\n?。ㄒ唬┘訌娊M織領導\n各区要加強組織領導,落实责任。"
    assert "(一)加强组织领导" in mend(text).clean.replace("（", "(").replace("）", ")")


def test_a_text_that_was_rewritten_gets_its_words_back_but_a_genuine_one_stays() -> None:
    rewritten = "夯实重点镇开展根底,原那么上停止零星建设,开展示范工程。"
    assert mend(rewritten).clean == "夯实重点镇发展基础,原则上停止零星建设,开展示范工程。"
    assert mend("开展示范工程,根底扎实。").clean == "开展示范工程,根底扎实。"


def test_website_furniture_goes_and_official_lines_stay() -> None:
    page = (
        "首页 > 政务公开\n关于推进城乡一体化的通知\n各乡镇人民政府：\n"
        "为推进城乡一体化,现将有关事项通知如下,请各乡镇认真贯彻执行,抓好落实工作。\n"
        "一、加强领导\n上一篇：另一条\n版权所有 某某网\n"
    )
    clean = mend(page).clean
    assert "通知如下" in clean
    assert "加强领导" in clean
    assert "版权" not in clean
    assert "上一篇" not in clean


def test_an_undecidable_place_is_offered_as_readings() -> None:
    text = mend("。我在工作中通过改革,推进发展。")
    offered = [edit for edit in text.edits if edit.readings]
    assert offered[0].readings == ("我市", "我们", "我")
    assert "我在工作中" in text.clean
