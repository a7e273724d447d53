"""What people type about tasks: a new task, a step, a meeting, a seat."""

from typing import Any

from django import forms

from tongchou.packs.fields import Domain
from tongchou.web.duties.looking import Looking
from tongchou.web.languages import in_words, said
from tongchou.web.wording import DOMAINS

Choices = list[tuple[str, str]]


def unit_choices(look: Looking, empty: str = "") -> Choices:
    """Return the living units, after an empty one."""
    return [("", empty), *((one.code, said(one.words)) for one in look.units)]


def date_field(label: str, *, required: bool = False) -> forms.DateField:
    """Return a field for a day."""
    return forms.DateField(label=label, required=required, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))


def text_field(label: str, longest: int, *, required: bool = False, rows: int = 0) -> forms.CharField:
    """Return a field for a line of text, or for so many lines."""
    widget = forms.Textarea({"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(label=label, max_length=longest, required=required, widget=widget)


class TaskForm(forms.Form):
    """A new task."""

    def __init__(self, look: Looking, *args: Any, **kwargs: Any) -> None:
        """Offer the units, places, indicators and clauses of the programme."""
        super().__init__(*args, **kwargs)
        programme, none = look.programme, in_words("（无）", "(none)")
        tables = programme.run.pack.tables
        self.fields["title"] = text_field(in_words("任务", "Task"), 300, required=True)
        self.fields["domain"] = forms.ChoiceField(
            label=in_words("领域", "Domain"), choices=[(one.value, said(DOMAINS[one])) for one in Domain]
        )
        self.fields["lead"] = forms.ChoiceField(
            label=in_words("牵头单位", "Lead"), choices=unit_choices(look, none), required=False
        )
        self.fields["partners"] = forms.MultipleChoiceField(
            label=in_words("配合单位", "Partners"), choices=unit_choices(look)[1:], required=False
        )
        self.fields["start"] = date_field(in_words("开始", "Start"))
        self.fields["deadline"] = date_field(in_words("期限", "Deadline"))
        self.fields["deliverable"] = text_field(in_words("成果", "Deliverable"), 200)
        self.fields["indicator"] = forms.ChoiceField(
            label=in_words("挂钩指标（进度从这里取，不再填报）", "Indicator (progress comes from it)"),
            choices=[("", none), *((code, said(row.words)) for code, row in programme.indicators.items())],
            required=False,
        )
        self.fields["place"] = forms.ChoiceField(
            label=in_words("地区", "Place"),
            choices=[("", none), *((one.code, said(one.words)) for one in programme.own_places[:200])],
            required=False,
        )
        self.fields["clause"] = forms.ChoiceField(
            label=in_words("条款", "Clause"),
            choices=[("", none), *((row.code, f"{row.locator} {row.summary}"[:60]) for row in tables.clauses.rows)],
            required=False,
        )
        self.fields["money"] = forms.DecimalField(
            label=in_words("资金（万元）", "Money (10,000 yuan)"), required=False, min_value=0, max_digits=14
        )
        self.fields["land"] = forms.DecimalField(
            label=in_words("用地（亩）", "Land (mu)"), required=False, min_value=0, max_digits=14
        )
        self.fields["milestones"] = text_field(
            in_words("节点（每行：日期 名称）", "Milestones (a line each: day name)"), 2000, rows=3
        )


class MeetingForm(forms.Form):
    """A meeting of an organ."""

    def __init__(self, look: Looking, *args: Any, **kwargs: Any) -> None:
        """Offer the organs of the programme."""
        super().__init__(*args, **kwargs)
        self.fields["title"] = text_field(in_words("会议", "Meeting"), 200, required=True)
        self.fields["organ"] = forms.ChoiceField(label=in_words("机构", "Organ"), choices=unit_choices(look)[1:])
        self.fields["day"] = date_field(in_words("日期", "Day"), required=True)
        self.fields["attended"] = text_field(in_words("出席", "Attended"), 500, rows=2)
        self.fields["note"] = text_field(in_words("备注", "Note"), 1000, rows=2)


class SeatForm(forms.Form):
    """Somebody in an organ."""

    def __init__(self, look: Looking, *args: Any, **kwargs: Any) -> None:
        """Offer the organs of the programme."""
        super().__init__(*args, **kwargs)
        self.fields["organ"] = forms.ChoiceField(label=in_words("机构", "Organ"), choices=unit_choices(look)[1:])
        self.fields["name"] = text_field(in_words("姓名或单位", "Name"), 60, required=True)
        self.fields["role"] = text_field(in_words("职务", "Role"), 60, required=True)
        self.fields["start"] = date_field(in_words("自", "From"))
        self.fields["end"] = date_field(in_words("至（不含）", "Until (not included)"))
