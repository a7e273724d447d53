"""The forms on the pages about people."""

from typing import Any

from django import forms

from tongchou.web.access.acts import PERMISSIONS, ROLES, Act
from tongchou.web.access.models import Appointment
from tongchou.web.languages import in_words, said
from tongchou.web.models import Person
from tongchou.web.programme import Programme
from tongchou.web.shelf import shelf


def programme_choices() -> list[tuple[str, str]]:
    """Return every programme, after "all"."""
    return [
        ("", in_words("全部方案", "every programme")),
        *((one.code, said(one.words)) for one in shelf().programmes()),
    ]


class NewPerson(forms.ModelForm):  # type: ignore[type-arg]
    """A name to sign in with, and what somebody is called."""

    class Meta:
        """Two fields of a person."""

        model = Person
        fields = ("username", "called", "email")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the fields in the language of the page."""
        super().__init__(*args, **kwargs)
        self.fields["username"].label = in_words("登录名", "Sign-in name")
        self.fields["username"].help_text = in_words("字母、数字、汉字，不带空格", "letters and digits, no spaces")
        self.fields["called"].label, self.fields["called"].required = in_words("姓名", "Name"), True
        self.fields["email"].label = in_words("电子邮箱（可不填）", "E-mail (optional)")


class NewAppointment(forms.ModelForm):  # type: ignore[type-arg]
    """A role, in a programme, at a place or for a unit."""

    class Meta:
        """What an appointment is made of."""

        model = Appointment
        fields = ("role", "pack", "place", "unit", "since", "until")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer roles and programmes in words."""
        super().__init__(*args, **kwargs)
        self.fields["role"] = forms.ChoiceField(
            label=in_words("角色", "Role"), choices=[(code, said(words)) for code, words in ROLES.items()]
        )
        self.fields["pack"] = forms.ChoiceField(
            label=in_words("方案", "Programme"), choices=programme_choices(), required=False
        )
        for name, zh, en in (
            ("place", "地区代码（县区、乡镇填）", "Code of the place (county, town)"),
            ("unit", "单位代码（部门填）", "Code of the unit (department)"),
            ("since", "自", "From"),
            ("until", "至（不填为长期）", "Until (empty: no end)"),
        ):
            self.fields[name].label = in_words(zh, en)
        for name in ("since", "until"):
            self.fields[name].widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def clean(self) -> dict[str, Any]:
        """Refuse a place or unit that the programme does not have, and a scope without a programme."""
        facts = super().clean() or {}
        place, unit, programme = facts.get("place"), facts.get("unit"), shelf().programme(facts.get("pack") or "")
        if (place or unit) and programme is None:
            self.add_error("pack", in_words("写了地区或单位时要选方案。", "With a place or unit, choose a programme."))
        if programme is not None:
            self._check_codes(programme, place, unit)
        if facts.get("role") in {"county", "town"} and not place:
            self.add_error("place", in_words("请写地区代码。", "Give the code of the place."))
        if facts.get("role") == "department" and not unit:
            self.add_error("unit", in_words("请写单位代码。", "Give the code of the unit."))
        return facts

    def _check_codes(self, programme: Programme, place: str | None, unit: str | None) -> None:
        if place and place not in programme.places:
            self.add_error("place", in_words(f"方案里没有地区“{place}”。", f"The programme has no place '{place}'."))
        if unit and unit not in programme.units:
            self.add_error("unit", in_words(f"方案里没有单位“{unit}”。", f"The programme has no unit '{unit}'."))


class Question(forms.Form):
    """May this person do this there?"""

    act = forms.ChoiceField()
    pack = forms.ChoiceField(required=False)
    place = forms.CharField(required=False, max_length=60)
    unit = forms.CharField(required=False, max_length=60)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer acts and programmes in words."""
        super().__init__(*args, **kwargs)
        self.fields["act"].choices = [(act.value, said(one.words)) for act, one in PERMISSIONS.items()]  # type: ignore[attr-defined]
        self.fields["pack"].choices = programme_choices()  # type: ignore[attr-defined]
        for name, zh, en in (
            ("act", "事项", "Act"),
            ("pack", "方案", "Programme"),
            ("place", "地区代码", "Place"),
            ("unit", "单位代码", "Unit"),
        ):
            self.fields[name].label = in_words(zh, en)

    def act_asked(self) -> Act:
        """Return the act asked about."""
        return Act(self.cleaned_data["act"])
