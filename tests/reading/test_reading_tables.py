"""Tables: tasks with their units, indicators with their years."""

from tongchou.reading import ItemClass, read_text
from tongchou.reading.files.columns import columned, maybe_columned
from tongchou.reading.grids import tables

TASKS = """2021年度重点任务分解表
序号 | 重点任务 | 具体内容 | 牵头单位 | 责任单位 | 完成时限
1 | 基础设施 | 新建改造农村公路80公里 | 县交通局 | 各乡镇、县水利局 | 2021年12月
"""
INDICATORS = """白水县新型城镇化规划
指标 | 单位 | 2015年 | 2020年目标
常住人口城镇化率 | % | 45.6 | 53
农村公路里程 | 公里 | 1520 | 1,800
"""


def test_a_table_of_tasks_names_who_answers_and_until_when() -> None:
    task = next(read_text(TASKS).of(ItemClass.TASK))
    assert (task.quote, task.lead, task.partners, task.deadline) == (
        "新建改造农村公路80公里",
        ("县交通局",),
        ("各乡镇", "县水利局"),
        "2021年12月",
    )


def test_a_table_of_indicators_gives_facts_and_targets() -> None:
    ledger = read_text(INDICATORS)
    facts = [(item.name, str(item.amount.value), item.year) for item in ledger.of(ItemClass.FACT) if item.amount]
    goals = [(item.name, str(item.amount.value), item.year) for item in ledger.of(ItemClass.TARGET) if item.amount]
    assert facts == [("常住人口城镇化率", "45.6", 2015), ("农村公路里程", "1520000", 2015)]
    assert goals == [("常住人口城镇化率", "53", 2020), ("农村公路里程", "1800000", 2020)]


def test_a_note_in_brackets_names_who_answers() -> None:
    ledger = read_text("一、主要任务\n完善农村物流网络。（县商务局牵头，县交通局、各乡镇配合）")
    tasks = list(ledger.of(ItemClass.TASK))
    assert [(task.quote, task.lead, task.partners) for task in tasks] == [
        ("完善农村物流网络", ("县商务局",), ("县交通局", "各乡镇"))
    ]


def test_several_numbers_under_one_phrase_each_get_their_name() -> None:
    ledger = read_text("某县2019年统计公报\n一、综合\n城镇、农村居民人均可支配收入分别增长8.1%、9.2%。")
    assert [(item.name, str(item.amount.value)) for item in ledger.of(ItemClass.FACT) if item.amount] == [
        ("城镇居民人均可支配收入增长", "8.1"),
        ("农村居民人均可支配收入增长", "9.2"),
    ]


def test_from_and_to_are_of_different_years() -> None:
    ledger = read_text("2019年工作报告\n一、工作回顾\n农村自来水普及率由去年底的89%提高到91.5%。")
    assert [(str(item.amount.value), item.year) for item in ledger.of(ItemClass.FACT) if item.amount] == [
        ("89", 2018),
        ("91.5", 2019),
    ]


def test_a_head_of_two_rows_is_read_as_one() -> None:
    text = (
        "某市规划主要指标\n指标 | 单位 | 目标值 | \n指标 | 单位 | 2025年 | 2030年\n"
        "常住人口城镇化率 | % | 58.5 | 62\n城镇绿化覆盖率 | % | 41 | 43"
    )
    found = [
        (item.name, item.year, str(item.amount.value)) for item in read_text(text).of(ItemClass.TARGET) if item.amount
    ]
    assert found == [
        ("常住人口城镇化率", 2025, "58.5"),
        ("常住人口城镇化率", 2030, "62"),
        ("城镇绿化覆盖率", 2025, "41"),
        ("城镇绿化覆盖率", 2030, "43"),
    ]


def test_a_row_of_figures_under_a_head_is_no_second_head() -> None:
    text = "某市规划主要指标\n指标 | 单位 | 2025年目标 | 2025年目标\n绿化率 | % | 41 | 42\n覆盖率 | % | 51 | 52"
    assert len(list(read_text(text).of(ItemClass.TARGET))) == 4


def test_a_table_drawn_with_box_characters_is_read_cell_by_cell() -> None:
    drawn = (
        "安县2021年重点任务分工表\n┌──┬──────┬────┬────┐\n│序号│工作任务│牵头单位│完成时限│\n├──┼──────┼────┼────┤\n"
        "│1 │新建农村公路50公里│县交通局│2021年12月│\n├──┼──────┼────┼────┤\n"
        "│2 │改造老旧小区12个│县住建局│2021年│\n│  │        │    │10月│\n└──┴──────┴────┴────┘\n"
    )
    tasks = [(task.quote, task.lead, task.deadline) for task in read_text(drawn).of(ItemClass.TASK)]
    assert tasks == [
        ("新建农村公路50公里", ("县交通局",), "2021年12月"),
        ("改造老旧小区12个", ("县住建局",), "2021年10月"),
    ]


def test_columns_kept_apart_by_spaces_alone_are_a_table_and_a_sentence_is_none() -> None:
    spaced = (
        "安县新型城镇化规划（2021—2025年）\n指标          单位   2020年   2025年\n"
        "森林覆盖率     %     41.2     42.5\n高标准农田面积  万亩   18.6     25\n"
    )
    found = [(item.group, item.name, item.year) for item in read_text(spaced).items]
    assert found == [
        (ItemClass.FACT, "森林覆盖率", 2020),
        (ItemClass.TARGET, "森林覆盖率", 2025),
        (ItemClass.FACT, "高标准农田面积", 2020),
        (ItemClass.TARGET, "高标准农田面积", 2025),
    ]
    assert tables("甲局  乙局  丙局\n2020年  5月  1日") == []
    assert tables("要抓好落实。  各地  各部门\n要加强领导。  各级  各单位\n要强化督查。  各镇  各街道") == []


def test_a_head_of_three_rows_is_read_as_one() -> None:
    nested = (
        "安县城镇化规划（2021—2025年）\n指标 | 单位 | 现状 | 目标值\n | | 2020年 | 中期 | 末期\n"
        " | | | 2023年 | 2025年\n"
        "森林覆盖率 | % | 41.2 | 42 | 42.5\n自来水普及率 | % | 88 | 92 | 95\n"
    )
    (table,) = tables(nested)
    assert table.header == ("指标", "单位", "现状2020年", "目标值中期2023年", "目标值末期2025年")
    aims = [
        (item.name, item.year, str(item.amount.value)) for item in read_text(nested).of(ItemClass.TARGET) if item.amount
    ]
    assert aims[:2] == [("森林覆盖率", 2023, "42"), ("森林覆盖率", 2025, "42.5")]


def test_a_page_of_words_in_columns_becomes_rows_and_running_text_stays() -> None:
    rows = [["指标", "2020年", "2025年"], ["森林覆盖率", "41.2", "42.5"], ["自来水普及率", "88", "95"]]
    words = [
        {
            "text": text,
            "x0": 200.0 * column,
            "x1": 200.0 * column + 10 * len(text),
            "top": 20.0 * row,
            "bottom": 20.0 * row + 10,
        }
        for row, cells in enumerate(rows)
        for column, text in enumerate(cells)
    ]
    words += [
        {"text": text, "x0": x, "x1": x + 30, "top": 80, "bottom": 90} for text, x in (("加快", 0), ("建设。", 31))
    ]
    assert columned(words).splitlines()[1:] == ["森林覆盖率 | 41.2 | 42.5", "自来水普及率 | 88 | 95", "加快建设。"]
    assert maybe_columned("指标 2020年 2025年\n甲 1 2\n乙 3 4")
    assert not maybe_columned("到2020年达到52%。\n加快建设。\n新建3所学校，改造5条路。")


def test_in_a_plan_the_column_of_its_own_year_is_to_be_reached_and_one_that_says_done_is_not() -> None:
    rows = "指标名称\t单位\t2023年\t2024年\t2024年一季度实际\n厕所普及率\t%\t78.5\t82\t79\n"
    plan = f"安县三年行动实施方案（2024—2026年）\n{rows}"
    assert [(item.group, item.year, item.amount.raw) for item in read_text(plan).items if item.amount] == [
        (ItemClass.FACT, 2023, "78.5"),
        (ItemClass.TARGET, 2024, "82"),
        (ItemClass.FACT, 2024, "79"),
    ]
    told = read_text(f"安县2024年工作总结\n{rows}")
    assert {item.group for item in told.items if item.amount} == {ItemClass.FACT}
