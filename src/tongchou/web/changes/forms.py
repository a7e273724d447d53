"""The form in which a change of places is proposed."""

import csv
from typing import Any

from django import forms
from pydantic import ValidationError

from tongchou.packs.fields import Level
from tongchou.packs.rows import Place, PlaceEvent
from tongchou.terms import Words
from tongchou.web.changes.models import Proposal
from tongchou.web.languages import in_words, said

KINDS = {
    "merge": Words("合并", "merge"),
    "split": Words("拆分", "split"),
    "rename": Words("更名（含镇改街道、村改居）", "rename (town to street office, village to residents' committee)"),
    "recode": Words("换代码", "new code"),
    "upgrade": Words("升格（如撤县设区）", "upgrade (county to district)"),
    "transfer": Words("划转（换上级）", "transfer to another place above"),
    "open": Words("新设", "open"),
    "close": Words("撤销", "close"),
}
COLUMNS = ("code", "name", "level", "parent")
LABELS = {
    "date": ("生效日期", "From the day"),
    "kind": ("变更种类", "Kind of change"),
    "before": ("变更前代码（用 ; 隔开）", "Codes before, ; between"),
    "after": ("变更后代码（用 ; 隔开）", "Codes after, ; between"),
    "arrivals_text": (
        "变更后的地区（每行：代码,名称,级别,上级代码）",
        "Places after: code,name,level,parent on each line",
    ),
    "shares": ("拆分比例（与变更后代码同序，合计 1）", "Shares of a split, in the order of the codes, adding to 1"),
    "basis": ("比例依据（数据项代码，或 all）", "What the shares were taken from: an element's code, or all"),
    "document": ("批准文件", "Document"),
}


class NewProposal(forms.ModelForm):  # type: ignore[type-arg]
    """A change of places, with the places after it."""

    arrivals_text = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), required=False, max_length=20_000)
    field_order = ("kind", "date", "before", "after", "arrivals_text", "shares", "basis", "document")

    class Meta:
        """What a proposal is made of."""

        model = Proposal
        fields = ("date", "kind", "before", "after", "shares", "basis", "document")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the fields in the language of the page."""
        super().__init__(*args, **kwargs)
        self.fields["kind"] = forms.ChoiceField(choices=[(code, said(words)) for code, words in KINDS.items()])
        self.fields["date"].widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        for name, (zh, en) in LABELS.items():
            self.fields[name].label = in_words(zh, en)
        self.order_fields(self.field_order)

    def clean_arrivals_text(self) -> list[dict[str, str]]:
        """Read the places after the change, one a line.

        :raises ValidationError: with the line that cannot be read.
        """
        lines = [line for line in self.cleaned_data["arrivals_text"].replace("，", ",").splitlines() if line.strip()]
        return [self._place(number, line) for number, line in enumerate(csv.reader(lines), start=1)]

    def _place(self, number: int, cells: list[str]) -> dict[str, str]:
        row = {name: cell.strip() for name, cell in zip(COLUMNS, cells, strict=False)}
        try:
            Place.model_validate(row)
        except ValidationError:
            levels = "、".join(level.value for level in Level)
            raise forms.ValidationError(
                in_words(
                    f"第 {number} 行读不懂：{','.join(cells)}。写法：代码,名称,级别,上级代码；级别可写 {levels}。",
                    f"Line {number} cannot be read: {','.join(cells)}. Write code,name,level,parent; levels: {levels}.",
                )
            ) from None
        return row

    def clean(self) -> dict[str, Any]:
        """Refuse a change that is no row of a pack."""
        facts = super().clean() or {}
        if not self.errors:
            names = ("kind", "before", "after", "shares", "basis")
            try:
                PlaceEvent.model_validate({"date": facts["date"].isoformat(), **{name: facts[name] for name in names}})
            except ValidationError as error:
                where = "、".join(str(one["loc"][0]) for one in error.errors())
                self.add_error(None, in_words(f"这些栏读不懂：{where}。", f"Cannot be read: {where}."))
        return facts
