"""How one passage speaks: what stands, what is to come, what gives points."""

import pytest

from tongchou.reading import Item, ItemClass, read_text


def _figures(text: str) -> list[tuple[ItemClass, str]]:
    return [(item.group, item.amount.raw) for item in read_text(text).items if item.amount]


def _rules(text: str) -> list[Item]:
    return list(read_text(text).of(ItemClass.RULE))


@pytest.mark.parametrize("rise", ["由目前的3万吨提高到5万吨", "从目前的3万吨扩大至5万吨"])
def test_what_stands_at_present_is_a_fact_and_what_it_is_raised_to_a_target(rise: str) -> None:
    found = _figures(f"安县实施方案\n一、重点任务\n实施水厂扩建工程，日供水能力{rise}。")
    assert [group for group, _ in found] == [ItemClass.FACT, ItemClass.TARGET]


def test_shares_of_the_year_before_keep_that_year() -> None:
    told = "安县2022年统计公报\n一、综合\n三次产业结构由上年的17：37：46调整为16：38：46。"
    years = [item.year for item in read_text(told).of(ItemClass.FACT)]
    assert years == [2021, 2021, 2021, 2022, 2022, 2022]


def test_news_tells_until_it_says_what_comes_next() -> None:
    ledger = read_text(
        "安县：城乡融合加速跑\n2023-11-08　来源：安县日报　记者：周宁\n今年以来，该县建成农村公路118公里。\n"
        "据介绍，下一步，安县将加快供水一体化工程建设，推进集体土地入市。"
    )
    assert [task.quote for task in ledger.of(ItemClass.TASK)] == ["安县将加快供水一体化工程建设", "推进集体土地入市"]
    assert not list(ledger.of(ItemClass.TARGET))


def test_points_beside_a_name_are_rules_of_a_scoring_document_only() -> None:
    shared = "考核由三部分组成，其中共性指标60分，个性指标40分。"
    assert [rule.amount.raw for rule in _rules(f"安县城乡融合考核办法\n一、考核内容\n{shared}") if rule.amount] == [
        "60分",
        "40分",
    ]
    assert not _rules("安县2022年工作总结\n一、工作回顾\n群众满意度92分。")


def test_two_bounds_of_a_grade_are_one_range() -> None:
    grades = _rules("安县考核办法\n一、结果运用\n90分以上为优秀，75分以上不足90分为良好，60分以下为较差。")
    amounts = [(rule.amount.value, rule.amount.high) for rule in grades if rule.amount]
    assert amounts == [(90, None), (75, 90), (60, None)]


@pytest.mark.parametrize("aside", ["但也要看到，工作还有不少短板。", "“路修好了。”安县交通局局长孙伟介绍。"])
def test_an_aside_is_no_task_and_no_measure(aside: str) -> None:
    ledger = read_text(f"安县：城乡融合加速跑\n记者：周宁\n{aside}")
    assert not [*ledger.of(ItemClass.TASK), *ledger.of(ItemClass.MEASURE)]


def test_figures_among_principles_count_when_they_aim_or_look_back() -> None:
    opinion = (
        "安县关于推进城乡融合发展的意见\n（2021年9月16日）\n一、重要意义\n“十三五”以来，建成区面积扩大到23.6平方公里。\n"
        "二、总体要求\n坚持以人为本，走好100条路。到2025年，城镇化率力争突破56%。"
    )
    assert _figures(opinion) == [(ItemClass.FACT, "23.6平方公里"), (ItemClass.TARGET, "56%")]


def test_news_of_statistics_plans_only_where_it_says_so() -> None:
    ledger = read_text(
        "一季度我县农业经济实现良好开局\n发布时间：2022-04-22　来源：县统计局\n"
        "今年一季度，全县产值9.86亿元，同比增长5.2%。\n"
        "全年计划改造厕所5000座，目前已完成1240座。\n下阶段，要抓好春耕备耕，确保全年粮食产量稳定在22万吨以上。"
    )
    groups = [(item.group, item.amount.raw) for item in ledger.items if item.amount]
    assert groups == [
        (ItemClass.FACT, "9.86亿元"),
        (ItemClass.FACT, "5.2%"),
        (ItemClass.TARGET, "5000座"),
        (ItemClass.FACT, "1240座"),
        (ItemClass.TARGET, "22万吨以上"),
    ]
    assert "要抓好春耕备耕" in [task.quote for task in ledger.of(ItemClass.TASK)]


def test_both_ends_of_a_rise_bear_one_name_and_their_own_year() -> None:
    told = read_text("安县2021年工作总结\n一、工作回顾\n城镇化率由2015年的41.3%提高到2020年的49.8%。")
    assert [(item.name, item.year) for item in told.of(ItemClass.FACT)] == [("城镇化率", 2015), ("城镇化率", 2020)]


def test_a_brief_reports_deeds_and_not_its_editor_what_it_expects_or_since_when() -> None:
    ledger = read_text(
        "工作简报\n第7期\n安县发展和改革局　2022年8月15日\n安县城乡融合试点走深走实\n"
        "自去年12月获批试点以来，安县引进龙头企业7家，预计年底前全部开工。\n下一步，安县将加快推进试点，力争年底前完成20项。"
    )
    assert [measure.quote for measure in ledger.of(ItemClass.MEASURE)] == ["安县引进龙头企业7家"]
    assert "年底前" not in [target.name for target in ledger.of(ItemClass.TARGET)]
