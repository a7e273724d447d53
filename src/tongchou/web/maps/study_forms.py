"""What a planner brings and says: files, how to read them, and what the codes of a plan mean."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from tongchou.onemap.atlas import rules, sheets
from tongchou.packs.map_rows import LayerKind, MapLayer
from tongchou.web.languages import in_words
from tongchou.web.maps.models import Study
from tongchou.web.maps.uploads import SUFFIXES
from tongchou.web.programme import Programme


class Several(forms.ClearableFileInput):
    """A field that takes more than one file."""

    allow_multiple_selected = True


class Files(forms.FileField):
    """Any number of files; whether they are any good is for :mod:`tongchou.web.maps.uploads` to say."""

    widget = Several

    def clean(self, data: Any, initial: Any = None) -> list[Any]:  # noqa: ARG002  Django's own signature
        """Return the files as a list."""
        given = data if isinstance(data, list) else [data]
        return [one for one in given if one]


class UploadForm(forms.Form):
    """Files, what the study is called, and how to read files that do not say it themselves."""

    title = forms.CharField(max_length=100)
    files = Files(required=False)  # type: ignore[assignment]
    crs = forms.CharField(required=False, max_length=60)
    encoding = forms.ChoiceField(required=False)
    swapped = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "title": in_words("这次比对叫什么", "What this comparison is called"),
            "files": in_words("图层文件（可多选）", "Layer files (several)"),
            "crs": in_words(
                "坐标系（文件没有说明又判定不出时才填）", "Coordinate system (only where it cannot be told)"
            ),
            "encoding": in_words("属性文字编码", "Encoding of text"),
            "swapped": in_words("坐标是先纵后横", "y comes before x"),
        }
        for name, label in labels.items():
            self.fields[name].label = label
        self.fields["files"].widget.attrs["accept"] = ",".join(SUFFIXES)
        self.fields["crs"].widget.attrs["placeholder"] = "EPSG:4528"
        self.fields["encoding"].choices = [  # type: ignore[attr-defined]
            ("", in_words("自动判定", "detect")), ("gb18030", "GB18030"), ("utf-8", "UTF-8"),
        ]  # fmt: skip

    @property
    def answers(self) -> dict[str, Any]:
        """What was said about reading the files."""
        said = self.cleaned_data
        return {"declared": {"crs": said["crs"], "encoding": said["encoding"], "swapped": said["swapped"]}}


@dataclass(frozen=True, slots=True)
class Part:
    """One brought layer and what is proposed for it: name of the plan, field, classes of its codes."""

    key: str
    file: dict[str, Any]
    layer: dict[str, Any]
    taken: bool
    plan: str
    field: str
    classes: dict[str, str]

    @property
    def values(self) -> list[tuple[str, str, str]]:
        """The name of the input, the code and the class proposed for every code of the field."""
        codes = self.layer["fields"].get(self.field, [])
        return [(f"{self.key}.c.{at}", code, self.classes.get(code, "")) for at, code in enumerate(codes)]


def parts(study: Study, given: QueryDict | None = None) -> list[Part]:
    """Return the brought layers with what was said of them, else what was guessed."""
    found = []
    for at, file in enumerate(study.files):
        for number, layer in enumerate(file.get("layers", [])):
            key = f"p{at}.{number}"
            said = _said(given, key, layer) if given is not None and f"{key}.plan" in given else None
            guess = layer["guess"]
            taken, plan, field, classes = said or (True, guess["plan"], guess["field"], guess["classes"])
            found.append(Part(key, file, layer, taken, plan, field, classes))
    return found


def _said(given: QueryDict, key: str, layer: dict[str, Any]) -> tuple[bool, str, str, dict[str, str]]:
    field = str(given.get(f"{key}.field", ""))
    asked_before = str(given.get(f"{key}.was", ""))
    codes = layer["fields"].get(field, [])
    classes = (
        {code: str(given.get(f"{key}.c.{at}", "")) for at, code in enumerate(codes)} if field == asked_before else {}
    )
    return f"{key}.taken" in given, str(given.get(f"{key}.plan", "")).strip()[:60], field, classes


def answered(study: Study, given: QueryDict) -> dict[str, Any]:
    """Return what the planner said as the answers of a study: plans with field and classes, own plans, tolerance."""
    plans = [
        {
            "name": part.file["name"],
            "path": part.file["path"],
            "layer": part.layer["layer"],
            "plan": part.plan,
            "field": part.field,
            "classes": part.classes,
            "mend": part.layer.get("mended", "") if f"{part.key}.mend" in given else "",
        }
        for part in parts(study, given)
        if part.taken
    ]
    kept = [one for one in earlier(study) if f"keep.{one['plan']}" in given]
    return {
        **study.answers,
        "plans": [*plans, *kept],
        "own": given.getlist("own"),
        "tolerance": _number(given.get("tolerance"), 2.0),
    }


def earlier(study: Study) -> list[dict[str, Any]]:
    """Return the brought plans of the study that this one follows, to be taken over if they were not brought again."""
    if study.follows is None:
        return []
    return [{**one, "study": one.get("study") or study.follows.code} for one in study.follows.answers.get("plans", [])]


def categories(programme: Programme) -> list[str]:
    """Return the classes that the programme's conflict rules speak of."""
    named = [name for rule in rules(programme.run.pack) for name in (rule.first, rule.second)]
    return list(dict.fromkeys(named))


def own_plans(programme: Programme, study: Study) -> Iterator[tuple[MapLayer, bool]]:
    """Yield the plans the pack has, and whether they take part unless somebody says otherwise: those not brought."""
    brought = {part.plan for part in parts(study)} | {one["plan"] for one in earlier(study)}
    chosen = study.answers.get("own")
    if chosen is None and study.follows is not None:
        chosen = study.follows.answers.get("own")
    for row in sheets(programme.run.pack, LayerKind.PLAN):
        yield row, row.code in chosen if chosen is not None else row.name not in brought and len(brought) < 2


def _number(text: str | None, otherwise: float) -> float:
    try:
        return min(max(float(text or otherwise), 0.0), 100.0)
    except ValueError:
        return otherwise
