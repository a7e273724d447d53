"""Every model behind the door: its template runs, is cited, says what would change it, and is replayed exactly."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from click import Context
from click.testing import CliRunner

from tongchou.cli import main
from tongchou.cli.decide import decide
from tongchou.decide import MODELS, Result, book_with, model, national_book, parse_inputs, run, template
from tongchou.packs.parameters import DatedValue, Parameter, ParameterBook
from tongchou.terms import AsOf, Citation, Refusal, Words

BOOK = national_book()
DAYS = {
    "swap-ledger": date(2018, 6, 30),
    "residence": date(2021, 6, 1),
    "old-compensation": date(2015, 6, 30),
}
DEFAULT = date(2020, 6, 30)


def answer(code: str, text: str | None = None, day: date | None = None, known: date | None = None) -> Result:
    one = model(code)
    inputs = parse_inputs(one, text or template(one), f"{code}.yaml")
    return run(one, inputs, BOOK, AsOf(day or DAYS.get(code, DEFAULT), known), "510500")


@pytest.mark.parametrize("code", sorted(MODELS))
def test_a_template_runs_and_gives_the_same_bytes_again(code: str) -> None:
    first, second = (json.dumps(answer(code).plain(), ensure_ascii=False) for _ in range(2))
    assert first == second
    plain = json.loads(first)
    assert len(plain["inputs_digest"]) == 64
    assert plain["figures"][0]["value"] is not None
    assert all(len(row) == len(table["headings"]) for table in plain["tables"] for row in table["rows"])


@pytest.mark.parametrize("code", sorted(code for code, one in MODELS.items() if one.levers))
def test_levers_move_the_headline(code: str) -> None:
    result = answer(code)
    assert len(result.swings) == len(MODELS[code].levers)
    assert any(swing.less != swing.more for swing in result.swings)


def test_the_digest_knows_the_inputs_not_how_they_are_written() -> None:
    same = answer("land-quota", "towns: {a: {settlers: 4200, area_per_head: 120平方米}}")
    spelled = answer("land-quota", "adjustment: 0%\ntowns: {a: {area_per_head: ０.０１２公顷, settlers: 0.42万人}}")
    other = answer("land-quota", "towns: {a: {settlers: 4201, area_per_head: 120平方米}}")
    assert same.digest == spelled.digest != other.digest
    assert (
        same.digest
        != answer("land-quota", "towns: {a: {settlers: 4200, area_per_head: 120平方米}}", date(2019, 1, 1)).digest
    )


def test_unverified_parameters_stay_visible() -> None:
    result = answer("service-demand")
    told = [problem for problem in result.warnings if problem.code == "decide.parameter.unverified"]
    assert len(told) == sum(not one.citation.verified for one in result.used) == 3
    assert "（未核实）" in json.dumps(result.plain(), ensure_ascii=False)


def test_the_notice_of_2015_run_through_the_doors() -> None:
    paces = answer("target-pace")
    assert [paces.figure(f"reached_{year}").value for year in (2017, 2020)] == [49.54, 54.25]
    assert {row[6] for row in paces.table("targets").rows} == {"超常"}
    assert answer("target-consistency").table("sets").rows == ((1, "户籍城镇化率55%、落户42万"),)
    assert answer("urban-share").headline.value == pytest.approx(54.25, abs=0.01)


def test_a_2015_run_allows_bt_and_a_2024_run_bars_it() -> None:
    text = template(model("ppp-subsidy")).replace("bt: false", "bt: true")
    then = answer("ppp-subsidy", text, date(2015, 6, 30))
    assert "decide.money.allowed-then" in {problem.code for problem in then.warnings}
    with pytest.raises(Refusal, match=r"decide\.money\.barred"):
        answer("ppp-subsidy", text, date(2024, 6, 30))


def test_caps_of_the_day_decide_leverage() -> None:
    def over(day: date) -> object:
        return {row[0]: row[4] for row in answer("leverage", day=day).table("caps").rows}["小额贷款公司融资"]

    assert (over(date(2018, 1, 1)), over(date(2021, 1, 1))) == (150_000_000, 100_000_000)
    early = {row[0]: row[5] for row in answer("leverage", day=date(2016, 1, 1)).table("caps").rows}
    assert early["担保责任余额"] == "当日无此规定"


def test_the_ledger_is_read_as_it_was_known() -> None:
    known = answer("swap-ledger", day=date(2018, 5, 5), known=date(2018, 5, 5))
    later = answer("swap-ledger", day=date(2018, 5, 5))
    assert (known.headline.value, later.headline.value) == (40, 2)
    late = answer("swap-ledger")
    assert late.warnings[0].code == "decide.land.overdue"


def test_plots_that_break_a_rule_are_refused() -> None:
    text = template(model("swap-ledger")).replace("arable: 36公顷", "arable: 20公顷")
    with pytest.raises(Refusal, match="arable-balance"):
        answer("swap-ledger", text)


def test_the_price_is_shown_beside_the_later_rule() -> None:
    result = answer("utility-price", day=date(2015, 6, 30))
    assert result.headline.value == Decimal("2.3553")
    assert [problem.code for problem in result.warnings] == ["decide.money.rule-conflict"]
    assert result.warnings[0].facts["since"] == date(2021, 10, 1)
    alone = template(model("utility-price")).split("water:")[0]
    assert len(answer("utility-price", alone, date(2015, 6, 30)).answer.figures) == 1


def test_a_gate_without_lower_lines_in_2015_has_only_its_limit() -> None:
    effects = [
        p.facts["effect"] for p in answer("ppp-gate", day=date(2015, 6, 30)).warnings if p.code == "decide.money.gate"
    ]
    assert effects == ["不得新上 PPP 项目"]
    growth = template(model("ppp-gate")) + "growth: 9%\n"
    assert "decide.money.growth-above-plan" in {p.code for p in answer("ppp-gate", growth).warnings}


def test_a_cost_model_without_a_fund_and_a_cohort_with_moves_at_the_end() -> None:
    text = template(model("citizenization-cost"))
    alone = text[: text.index("fund:\n")] + text[text.index("studies:") :]
    shared = alone.replace("fund: 20%", "city: 20%").replace("fund: 30%", "collective: 30%")
    assert answer("citizenization-cost", shared).table("fund").rows == ()
    late = template(model("cohort")).replace("timing: even", "timing: end").split("settling:")
    ended = answer("cohort", late[0] + "timing: end\n")
    assert ended.headline.value != answer("cohort").headline.value


def test_a_portfolio_explains_itself() -> None:
    result = answer("portfolio")
    assert result.headline.value >= result.figure("ranked").value
    assert {row[0] for row in result.table("chosen").rows} & {"玄滩镇安置区"}
    assert all(row[1] for row in result.table("deferred").rows)
    assert len(result.table("alternatives").rows) == 3
    assert result.table("second").rows


def test_a_portfolio_in_stages_and_by_scenarios() -> None:
    text = template(model("portfolio")) + "first_weights: {就业岗位: 1}\n"
    staged = answer("portfolio", text)
    plain = answer("portfolio")
    assert staged.headline.value <= plain.headline.value
    assert staged.digest != plain.digest
    assert {row[0] for row in staged.table("scenarios").rows} == {"照预算", "成本高一成"}


def test_the_fund_is_stressed_in_four_cases() -> None:
    rows = answer("citizenization-cost").table("stress").rows
    assert [row[0] for row in rows] == ["按计划", "人数+20%", "经常性成本+10%", "两者"]
    assert rows[0][2] <= rows[1][2] <= rows[3][2]


def test_the_registers_count_people_once() -> None:
    now = answer("settlement", day=date(2019, 12, 31))
    assert (now.headline.value, now.figure("ahead").value) == (2, 0)
    assert now.table("origins").rows == (("省内跨市", 1), ("跨省", 1))
    jobs = answer("job-register")
    values = [jobs.figure(code).value for code in ("persons", "person_times", "certified", "placed", "subsidy")]
    assert values == [2, 3, 1, 1, 800]


def test_a_switch_of_scheme_below_fifteen_years_goes_to_the_residents() -> None:
    assert answer("pension").table("switch").rows == (("居民养老保险", 17, 5600, 600),)


def test_break_even_and_fiscal_risk_by_hand() -> None:
    text = "flows: [-100万元, 50万元, 50万元]\nhurdle: 10%\n"
    assert answer("break-even", text).headline.value == Decimal("7.62")
    # 40 % of 800 and 30 % of 2400.
    risk = answer("fiscal-risk")
    assert risk.headline.value == 1040
    assert [row[0] for row in risk.table("matrix").rows] == ["征地延期", "需求不足"]
    assert risk.table("debt").rows[1] == (2017, 850_000, 862_000)
    off = template(model("fiscal-risk")).replace("government_pays: true", "government_pays: false")
    assert answer("fiscal-risk", off).table("debt").rows[1] == (2017, 850_000, 850_000)


def test_a_pack_parameter_stands_in_place_of_the_national_one() -> None:
    ours = Parameter(
        "land.swap_years", Words("期限"), (DatedValue(Decimal(2), "年", Citation("甲"), date(2015, 1, 1)),)
    )
    book = book_with(ParameterBook([ours]))
    assert book.value_at("land.swap_years", "510500", AsOf(date(2016, 1, 1))).number == 2
    assert len(book.parameters) == len(BOOK.parameters)


def test_unset_weights_are_refused_at_the_door() -> None:
    text = template(model("reward")).replace("weights: {other_province: 3, other_city: 2, same_city: 1}\n", "")
    with pytest.raises(Refusal, match=r"decide\.linkage\.unset"):
        answer("reward", text)


def command(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(decide, [*words], catch_exceptions=False)
    return done.exit_code, done.output


def test_the_command_lists_shows_and_writes_json(tmp_path: Path) -> None:
    assert all(code in command("--list")[1] for code in MODELS)
    assert "未核实的参数" in command("--unverified")[1]
    shown = command("land-quota", "--template")[1]
    assert shown == template(model("land-quota"))
    file = tmp_path / "quota.yaml"
    file.write_text(shown, encoding="utf-8")
    code, text = command("land-quota", "--inputs", str(file), "--as-of", "2016-12-31", "--scope", "510500")
    assert code == 0
    assert "75.8" in text
    assert "国土资发〔2016〕123号" in text
    code, text = command(
        "land-quota", "--inputs", str(file), "--as-of", "2016-12-31", "--known-on", "2016-12-01", "--json"
    )
    assert json.loads(text)["figures"][0]["value"] == "75.8"
    assert json.loads(text)["known_on"] == "2016-12-01"


def test_the_command_reads_json_and_a_pack(tmp_path: Path) -> None:
    (tmp_path / "parameters").mkdir()
    (tmp_path / "parameters" / "p.yaml").write_text(
        "linkage.land_per_settler:\n  name: {zh: 标准}\n  reviewed: 2026-11-21\n  values:\n"
        "    - {steps: [[null, 10]], from: 2016-01-01, source: 甲}\n", encoding="utf-8",
    )  # fmt: skip
    file = tmp_path / "quota.json"
    file.write_text('{"towns": {"a": {"settlers": 1000, "area_per_head": "90平方米"}}}', encoding="utf-8")
    code, text = command(
        "land-quota", "--inputs", str(file), "--pack", str(tmp_path), "--as-of", "2016-12-31", "--json"
    )
    assert (code, json.loads(text)["figures"][0]["value"]) == (0, "1")


def test_the_command_is_on_the_command_line() -> None:
    assert main.get_command(Context(main), "decide") is decide


def test_the_command_needs_inputs_and_a_known_model() -> None:
    assert command("land-quota")[0] == 2
    with pytest.raises(Refusal, match=r"decide\.model\.unknown"):
        command("no-such", "--template")
