"""Tables: tasks with their units, indicators with their years."""

from tongchou.reading import ItemClass, read_text

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
