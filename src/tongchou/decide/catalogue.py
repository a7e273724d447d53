"""Every model behind the door, by code; and the filled example of each input file."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tongchou.decide.forms import (
    allotting,
    cohorts,
    cost,
    entitling,
    finance,
    holding,
    land,
    linkage,
    money,
    needs,
    people,
    portfolio,
    registers,
)
from tongchou.decide.forms.fields import Form
from tongchou.decide.run import Lever, Model
from tongchou.packs.yaml_file import parse_yaml, read_yaml, validated
from tongchou.terms import Kind, Where, Words

TEMPLATES = Path(__file__).parent / "templates"
UNKNOWN_MODEL = Kind(
    "decide.model.unknown", Words("没有模型“{found}”。可用：{allowed}。", "No model '{found}'; there are: {allowed}.")
)


def _lever(path: str, zh: str, en: str) -> Lever:
    return Lever(tuple(path.split(".")), Words(zh, en))


_EVERY = (
    Model(
        "urban-share",
        Words("城镇化率推算", "urban share"),
        people.UrbanShare,
        people.urban_share,
        (_lever("counts.*.urban", "城镇人口", "urban count"), _lever("counts.*.rural", "乡村人口", "rural count")),
    ),
    Model(
        "target-pace",
        Words("目标所需速度", "pace of a target"),
        people.TargetPace,
        people.target_pace,
        (_lever("past", "过去的占比", "past share"),),
    ),
    Model(
        "target-consistency",
        Words("目标之间是否矛盾", "targets together"),
        people.TargetConsistency,
        people.target_consistency,
    ),
    Model(
        "cohort",
        Words("分城乡、户籍的队列推算", "cohort projection"),
        cohorts.Cohort,
        cohorts.cohort,
        (
            _lever("fertility", "生育率", "fertility"),
            _lever("rural_to_urban", "乡城迁移", "migration"),
            _lever("moving.total", "乡城迁移总量", "all who move"),
        ),
    ),
    Model(
        "town-growth",
        Words("镇的人口增长", "town growth"),
        needs.TownGrowth,
        needs.town_growth,
        (_lever("people", "现状人口", "people"), _lever("target", "目标人口", "target")),
    ),
    Model(
        "service-demand",
        Words("学位、床位、住房需求", "service demand"),
        needs.ServiceDemand,
        needs.service_demand,
        (_lever("children", "学龄儿童", "children"), _lever("enrolment", "入学率", "enrolment")),
    ),
    Model(
        "coverage",
        Words("参保率三种口径", "insurance coverage"),
        needs.Coverage,
        needs.insurance_coverage,
        (_lever("bases", "分母", "bases"),),
    ),
    Model(
        "pension",
        Words("职工养老金与制度衔接", "employee pension"),
        needs.Pension,
        needs.employee_pension,
        (
            _lever("wage", "计发基数", "wage"),
            _lever("years", "缴费年限", "years"),
            _lever("index", "缴费指数", "index"),
        ),
    ),
    Model(
        "citizenization-cost",
        Words("市民化成本分担", "cost of settling people"),
        cost.CitizenizationCost,
        cost.citizenization_cost,
        (
            _lever("settlers", "落户人数", "settlers"),
            _lever("items.*.once", "一次性成本", "one-off cost"),
            _lever("items.*.yearly", "经常性成本", "recurrent cost"),
        ),
    ),
    Model(
        "reward",
        Words("市民化奖励资金分配", "reward allocation"),
        linkage.Reward,
        linkage.reward_allocation,
        (_lever("pot", "资金总额", "pot"),),
    ),
    Model(
        "land-quota",
        Words("人地挂钩指标", "land quota"),
        linkage.LandQuota,
        linkage.land_quota,
        (
            _lever("towns.*.settlers", "落户人数", "settlers"),
            _lever("towns.*.area_per_head", "人均用地", "area a head"),
        ),
    ),
    Model(
        "three-linkages",
        Words("三挂钩联合表", "three linkages"),
        linkage.ThreeLinkages,
        linkage.three_linkages,
        (_lever("pot", "转移支付总额", "pot"), _lever("counties.*.cost", "成本", "cost")),
    ),
    Model("swap-ledger", Words("增减挂钩台账", "linked-quota ledger"), land.SwapLedger, land.swap_ledger),
    Model(
        "residence",
        Words("农民集中居住", "concentrated residence"),
        land.Residence,
        land.concentrated_residence,
        (_lever("quota_value", "指标收益", "quota value"), _lever("resettlement", "安置成本", "resettlement")),
    ),
    Model(
        "land-revenue",
        Words("土地出让收益与留成", "land revenue"),
        land.LandRevenue,
        land.land_revenue,
        (_lever("parcels.*.gross", "出让收入", "gross"), _lever("parcels.*.acquisition", "征拆成本", "acquisition")),
    ),
    Model(
        "dividend",
        Words("集体收益分配", "collective dividend"),
        land.Dividend,
        land.collective_dividend,
        (_lever("income", "净收益", "income"), _lever("reserve", "公积公益金比例", "reserve")),
    ),
    Model(
        "consolidation",
        Words("土地整治", "land consolidation"),
        land.Consolidation,
        land.land_consolidation,
        (_lever("arable_after", "整治后耕地", "arable after"),),
    ),
    Model(
        "utility-price",
        Words("公用事业定价", "utility price"),
        money.UtilityPrice,
        money.utility_price,
        (
            _lever("cost", "完全成本", "cost"),
            _lever("net_assets", "净资产", "net assets"),
            _lever("volume", "核定量", "volume"),
        ),
    ),
    Model(
        "ppp-subsidy",
        Words("PPP 运营补贴", "partnership subsidy"),
        money.PppSubsidy,
        money.ppp_subsidy,
        (
            _lever("cost", "建设成本", "cost"),
            _lever("margin", "合理利润率", "margin"),
            _lever("discount", "折现率", "discount"),
            _lever("fees", "使用者付费", "fees"),
        ),
    ),
    Model(
        "ppp-gate",
        Words("财政承受能力", "affordability gate"),
        money.PppGate,
        money.ppp_gate,
        (
            _lever("expenditure", "一般公共预算支出", "expenditure"),
            _lever("projects.*.by_year", "支出责任", "obligations"),
        ),
    ),
    Model(
        "break-even",
        Words("保本补贴与 TOT 转让价", "break-even subsidy"),
        money.BreakEvenForm,
        money.break_even,
        (_lever("flows", "现金流", "flows"), _lever("hurdle", "要求收益率", "hurdle")),
    ),
    Model(
        "fiscal-risk",
        Words("财政风险", "fiscal risk"),
        money.FiscalRisk,
        money.fiscal_risk,
        (_lever("risks.*.outcomes.*.cost", "损失额", "cost of outcomes"),),
    ),
    Model("settlement", Words("落户台账", "settlement account"), registers.Settlement, registers.settlement_account),
    Model("job-register", Words("培训就业实名台账", "job register"), registers.JobRegister, registers.job_register),
    Model(
        "value-for-money",
        Words("物有所值评价", "value for money"),
        money.ValueForMoney,
        money.value_for_money,
        (_lever("discount", "折现率", "discount"), _lever("risk", "风险成本", "risk")),
    ),
    Model("legality", Words("融资方式合法性", "legality"), money.Legality, money.legal_opinion),
    Model(
        "town-fund",
        Words("重点镇专项资金", "town fund"),
        finance.TownFund,
        finance.town_fund,
        (_lever("budget", "资金总额", "budget"), _lever("towns.*.package", "最低有效投入", "packages")),
    ),
    Model(
        "leverage",
        Words("担保、小贷杠杆与风险补偿", "leverage"),
        finance.Leverage,
        finance.leverage,
        (_lever("net_assets", "净资产", "net assets"), _lever("microloan_borrowing", "小贷融资", "borrowing")),
    ),
    Model(
        "instruments", Words("补助、贴息、入股比较", "instruments"), finance.Instruments, finance.instrument_comparison
    ),
    Model(
        "debt",
        Words("统一债务台账", "debt ledger"),
        finance.DebtLedger,
        finance.debt_ledger,
        (_lever("capacity", "财力", "capacity"),),
    ),
    Model(
        "portfolio",
        Words("立足当年、统筹三年的项目组合", "portfolio"),
        portfolio.Portfolio,
        portfolio.portfolio,
        slow_levers=(
            _lever("money", "各项资金", "money"),
            _lever("land", "用地指标", "land"),
            _lever("capacity", "承办能力", "delivery capacity"),
        ),
    ),
    Model(
        "settling-eligibility",
        Words("落户条件", "who may settle"),
        entitling.Eligibility,
        entitling.settling_eligibility,
    ),
    Model(
        "urban-increase", Words("城镇人口增量拆分", "urban increase"), entitling.UrbanIncrease, entitling.urban_increase
    ),
    Model(
        "urban-ceiling",
        Words("有上限的城镇化率推算", "urban share with a ceiling"),
        entitling.UrbanCeiling,
        entitling.urban_ceiling,
        (_lever("ceiling", "饱和值", "ceiling"),),
    ),
    Model(
        "stable-population",
        Words("稳定人口", "stable population"),
        entitling.StablePopulation,
        entitling.stable_population,
        (_lever("fertility", "生育率", "fertility"),),
    ),
    Model(
        "pension-account",
        Words("个人账户与失业金期限", "pension account"),
        entitling.PensionAccount,
        entitling.pension_account,
        (_lever("base", "缴费基数", "base"),),
    ),
    Model(
        "equalization",
        Words("均衡性转移支付", "equalization transfer"),
        allotting.Equalization,
        allotting.equalization_transfer,
        (_lever("coefficient", "系数", "coefficient"), _lever("places.*.expenditure", "标准支出", "expenditure")),
    ),
    Model(
        "land-transfer",
        Words("土地流转与确权", "land transfer"),
        holding.LandTransfer,
        holding.land_transfer,
        (_lever("contracted", "承包面积", "contracted"),),
    ),
    Model(
        "surplus-trade",
        Words("节余指标跨省调剂", "surplus quota sold"),
        holding.SurplusTrade,
        holding.surplus_trade,
        (_lever("area", "面积", "area"),),
    ),
    Model(
        "old-compensation",
        Words("2020 年以前的征地补偿", "compensation before 2020"),
        holding.OldCompensation,
        holding.old_compensation,
        (_lever("output", "年产值", "output"),),
    ),
    Model(
        "price-adjustment",
        Words("定期调价", "price adjustment"),
        allotting.PriceAdjustment,
        allotting.price_adjustment,
        (_lever("costs.*.index", "成本指数", "indices"),),
    ),
    Model(
        "ppp-equity",
        Words("PPP 股权与配套投入", "equity of a partnership"),
        allotting.PppEquity,
        allotting.ppp_equity,
        (_lever("investment", "总投资", "investment"), _lever("government_share", "政府占比", "government share")),
    ),
    Model(
        "town-shares",
        Words("重点镇资金三种分法", "town fund three ways"),
        allotting.TownShares,
        allotting.town_shares,
        (_lever("most", "每镇最高", "most"),),
    ),
)
MODELS = {model.code: model for model in _EVERY}


def model(code: str) -> Model:
    """Return a model by code.

    :raises Refusal: ``decide.model.unknown``.

    >>> model("land-quota").words.zh
    '人地挂钩指标'
    """
    if code not in MODELS:
        raise UNKNOWN_MODEL.refusal(found=code, allowed="、".join(MODELS))
    return MODELS[code]


def template(one: Model) -> str:
    """Return the filled example of a model's input file."""
    return (TEMPLATES / f"{one.code}.yaml").read_text(encoding="utf-8")


def read_inputs(one: Model, path: Path, name: str = "") -> Form:
    """Read a model's input file (YAML or JSON).

    :raises Refusal: every problem of the file, each with line and column.
    """
    return read_yaml(path, one.form, name)


def form_of(one: Model, data: Any, where: Callable[[Sequence[str | int]], Where]) -> Form:
    """Return plain values as a model's inputs; ``where`` says of a way into them where a reader finds it.

    :raises Refusal: every problem at once.
    """
    return validated(data, one.form, where)


def parse_inputs(one: Model, text: str, name: str = "input") -> Form:
    """Read a model's inputs from text; like :func:`read_inputs`."""
    return parse_yaml(text, one.form, name)
