"""Input forms of contracts on land: transfer and titling, surplus quota sold, compensation before 2020."""

from decimal import Decimal
from typing import Literal

from pydantic import Field

from tongchou.decide.forms.fields import Area, Form, Mu, People, Positive
from tongchou.decide.land import contracts, errors, residence, revenue
from tongchou.decide.model import Answer, Figure, Table
from tongchou.decide.rulebook import Rules
from tongchou.terms import Refusal, Words


class TransferForm(Form):
    """One parcel transferred."""

    parcel: str
    area: Area
    written: bool


class TitlingForm(Form):
    """Parcels by stage, and both areas."""

    surveyed: People
    publicized: People
    registered: People
    contract_area: Area
    survey_area: Area


class LandTransfer(Form):
    """Family-contracted area, parcels transferred, and titling."""

    contracted: Area = Field(gt=0)
    transfers: tuple[TransferForm, ...]
    titling: TitlingForm | None = None


def land_transfer(form: LandTransfer, rules: Rules) -> Answer:
    """Answer with the transfer rate in all and by written contract, and how far titling is."""
    del rules
    rate = contracts.transfer_rate(
        [contracts.Transfer(one.parcel, one.area, one.written) for one in form.transfers], form.contracted
    )
    figures = [
        Figure(
            "written",
            Words("规范流转率", "transfer rate by written contract"),
            round(100 * rate.written, 2),
            "%",
            "有书面合同的流转面积÷家庭承包面积；转包只计一次",
        ),
        Figure("all", Words("流转率", "transfer rate"), round(100 * rate.all, 2), "%", "流转面积÷家庭承包面积"),
    ]
    if form.titling:
        made = contracts.Titling(*(getattr(form.titling, name) for name in TitlingForm.model_fields))
        figures += [
            Figure(
                "registered",
                Words("登记率", "registered"),
                round(100 * made.registered_share, 2),
                "%",
                "已登记地块÷已测地块",
            ),
            Figure(
                "change",
                Words("实测与二轮承包面积之差", "area change"),
                made.area_change / 10_000,
                "公顷",
                "实测−合同，须说明",
            ),
        ]
    return Answer(tuple(figures))


Buyer = Literal["first", "second", "other"]


class SurplusTrade(Form):
    """Surplus quota sold between provinces."""

    area: Area = Field(gt=0)
    high_standard: bool
    buyer: Buyer
    planning: bool


def surplus_trade(form: SurplusTrade, rules: Rules) -> Answer:
    """Answer with what the seller gets and the buyer pays by the dated price table."""
    seller = rules.number("land.surplus.seller_high" if form.high_standard else "land.surplus.seller")
    buyer = rules.number(
        {
            "first": "land.surplus.buyer_first",
            "second": "land.surplus.buyer_second",
            "other": "land.surplus.buyer_other",
        }[form.buyer]
    )
    more = rules.number("land.surplus.buyer_planning") if form.planning else Decimal(0)
    got, paid = (revenue.surplus_price(form.area, each * 10_000) for each in (seller, buyer + more))
    return Answer(
        (
            Figure("got", Words("调出方所得", "seller gets"), Decimal(got) / 100, "元", "面积（亩）×调出价"),
            Figure(
                "paid", Words("调入方支付", "buyer pays"), Decimal(paid) / 100, "元", "面积（亩）×（调入价＋规划加价）"
            ),
        )
    )


class OldCompensation(Form):
    """Arable taken before 2020 and the multiples chosen."""

    arable: Mu = Field(gt=0)
    arable_per_head: Positive
    output: Positive
    times: Positive
    each: Positive


def old_compensation(form: OldCompensation, rules: Rules) -> Answer:
    """Answer with compensation by multiples of yearly output, as before 2020.

    :raises Refusal: ``decide.land.multiples`` outside what the law of the day allowed.
    """
    ranges = {
        "土地补偿费": (form.times, rules.number("land.old.times_low"), rules.number("land.old.times_high")),
        "安置补助费": (form.each, rules.number("land.old.each_low"), rules.number("land.old.each_high")),
    }
    wrong = [
        errors.MULTIPLES.at(found=value, allowed=f"{low}—{high}", name=name)
        for name, (value, low, high) in ranges.items()
        if not low <= value <= high
    ]
    if wrong:
        raise Refusal(wrong)
    total = residence.old_multiples(form.arable, form.arable_per_head, form.output, form.times, form.each)
    most = form.arable * form.output * rules.number("land.old.ceiling")
    rows = (
        ("土地补偿费", form.arable * form.output * form.times),
        ("安置补助费", total - form.arable * form.output * form.times),
    )
    return Answer(
        (
            Figure("total", Words("两项合计", "total"), round(min(total, most), 2), "元", "年产值×倍数，不超过上限"),
            Figure(
                "people",
                Words("需安置人数", "people"),
                round(form.arable / form.arable_per_head, 2),
                "人",
                "征收耕地÷征前人均耕地",
            ),
            Figure("ceiling", Words("上限", "ceiling"), round(most, 2), "元", "年产值×三十倍"),
        ),
        (Table("parts", Words("分项", "parts"), ("项目", "金额（元）"), rows),),
    )
