"""What somebody types on the review page, checked and turned into the details of a step."""

import re
from typing import Any

from django import forms

from tongchou.packs.fields import Domain
from tongchou.reading import Item, ItemClass, Ledger
from tongchou.web.languages import in_words, said
from tongchou.web.readings.documents import LONGEST, SUFFIXES
from tongchou.web.readings.wording import CLASSES, COMPARATORS
from tongchou.web.wording import DOMAINS

BETWEEN = re.compile("[、，,;；\\s]+")
CUTS_AFTER = "，,；;。、：:！？\n"


class FilesInput(forms.ClearableFileInput):
    """A choice of one file or several."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several, as a list."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return the files, each checked by itself."""
        files = data if isinstance(data, list | tuple) else [data]
        cleaned = [super(FilesField, self).clean(one, initial) for one in files]
        return [one for one in cleaned if one]


class UploadForm(forms.Form):
    """Files, or pasted text with a name."""

    file = FilesField(required=False, max_length=255)
    title = forms.CharField(required=False, max_length=100)
    text = forms.CharField(required=False, strip=False, max_length=LONGEST, widget=forms.Textarea)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].label = in_words("文件（可一次选多个）", "Files (one or several)")
        self.fields["title"].label = in_words("粘贴的文字叫什么", "What the pasted text is called")
        self.fields["text"].label = in_words("或者粘贴正文", "Or paste the text")
        self.fields["file"].widget.attrs["accept"] = ",".join(SUFFIXES)
        self.fields["text"].widget.attrs["rows"] = 8
        del self.fields["text"].widget.attrs["maxlength"]  # a browser would cut what is pasted and say nothing
        too_long = in_words(
            f"粘贴的文字有 {{n}} 字，最多 {LONGEST} 字。请存成文件分开读，或用命令 tongchou read。",
            f"The pasted text has {{n}} characters; at most {LONGEST}. Save it as files, or use tongchou read.",
        )
        self.fields["text"].error_messages["max_length"] = too_long.replace("{n}", "%(show_value)d")

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        given = super().clean() or {}
        if bool(given.get("file")) == bool((given.get("text") or "").strip()) and not self.errors:
            raise forms.ValidationError(
                in_words("请选一个文件，或者粘贴一段正文（二者取一）。", "Choose a file or paste a text (one of them).")
            )
        return given


class EditForm(forms.Form):
    """The fields of an item that a reviewer may change."""

    group = forms.ChoiceField()
    name = forms.CharField(required=False, max_length=80)
    comparator = forms.ChoiceField(required=False)
    value = forms.DecimalField(required=False, max_digits=24, decimal_places=8)
    high = forms.DecimalField(required=False, max_digits=24, decimal_places=8)
    unit = forms.CharField(required=False, max_length=20)
    year = forms.IntegerField(required=False, min_value=1900, max_value=2200)
    domain = forms.ChoiceField(required=False)
    modality = forms.CharField(required=False, max_length=20)
    deadline = forms.CharField(required=False, max_length=40)
    deliverable = forms.CharField(required=False, max_length=120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "group": in_words("类别", "Class"), "name": in_words("名称", "Name"),
            "comparator": in_words("比较", "Comparator"), "value": in_words("数值", "Value"),
            "high": in_words("上限（区间）", "Upper end (range)"), "unit": in_words("单位", "Unit"),
            "year": in_words("年份", "Year"), "domain": in_words("领域", "Domain"),
            "modality": in_words("语气", "Wording"), "deadline": in_words("期限", "Deadline"),
            "deliverable": in_words("成果", "Deliverable"),
        }  # fmt: skip
        for name, label in labels.items():
            self.fields[name].label = label
        none = ("", "—")
        choices = {
            "group": [(str(one), said(words)) for one, words in CLASSES.items()],
            "comparator": [none, *((one, said(words)) for one, words in COMPARATORS.items())],
            "domain": [none, *((str(one), said(DOMAINS[one])) for one in Domain)],
        }
        for name, pairs in choices.items():
            self.fields[name].choices = pairs  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for what cannot be left out: the unit of a number, the domain of a task."""
        given = super().clean() or {}
        if given.get("value") is None and given.get("high") is not None:
            self.add_error("value", in_words("有上限就要有数值。", "An upper end needs a value."))
        if given.get("comparator") == "range" and given.get("high") is None:
            self.add_error("high", in_words("区间要有上限。", "A range needs its upper end."))
        if given.get("group") == ItemClass.TASK and not given.get("domain"):
            self.add_error("domain", in_words("任务要有领域。", "A task needs a domain."))
        return given

    def details(self) -> dict[str, Any]:
        """Return what was typed as the details of a step."""
        given = self.cleaned_data
        plain = {name: given[name] for name in ("group", "name", "year", "domain", "modality", "deadline")}
        return {**plain, "deliverable": given["deliverable"], "amount": _amount(given)}


def _amount(given: dict[str, Any]) -> dict[str, Any] | None:
    if given["value"] is None:
        return None
    high = None if given["high"] is None else str(given["high"])
    comparator = given["comparator"] or "eq"
    return {"value": str(given["value"]), "high": high, "unit": given["unit"], "comparator": comparator}


class AssignForm(forms.Form):
    """The units that answer for an item."""

    lead = forms.CharField(required=False, max_length=200)
    partners = forms.CharField(required=False, max_length=400)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].label = in_words("牵头单位（用、隔开）", "Lead units (、 between)")
        self.fields["partners"].label = in_words("配合单位", "Partner units")
        self.fields["lead"].widget.attrs["list"] = "units"

    def details(self) -> dict[str, Any]:
        """Return the names as the details of a step."""
        return {name: [one for one in BETWEEN.split(self.cleaned_data[name]) if one] for name in ("lead", "partners")}


def edit_form(item: Item) -> EditForm:
    """Return the form filled with an item as it is."""
    plain = {name: getattr(item, name) for name in ("name", "year", "domain", "modality", "deadline", "deliverable")}
    amount = item.amount
    number = {name: getattr(amount, name) for name in ("value", "high", "unit", "comparator")} if amount else {}
    return EditForm(initial={"group": str(item.group), **plain, **number}, auto_id="edit-%s")


def assign_form(item: Item) -> AssignForm:
    """Return the form filled with the units of an item."""
    names = {"lead": "、".join(item.lead), "partners": "、".join(item.partners)}
    return AssignForm(initial=names, auto_id="assign-%s")


def cuts(ledger: Ledger, item: Item) -> list[tuple[int, str, str]]:
    """Return where an item may be cut: the place in the original, and the words on both sides of it.

    After each mark of the passage; where it has none, between any two letters.
    """
    start, end = item.span.start, item.span.end
    marks = [at for at in range(start + 1, end) if ledger.original[at - 1] in CUTS_AFTER]
    return [(at, ledger.original[start:at], ledger.original[at:end]) for at in marks or range(start + 1, end)]
