"""``tongchou assess`` by scheme, period and edition; what is not there is refused."""

from pathlib import Path

from click.testing import CliRunner

from tongchou.cli import main

DEMO = str(Path(__file__).parents[2] / "packs" / "demo")


def test_an_edition_is_chosen_and_one_that_is_not_there_is_refused() -> None:
    found = CliRunner().invoke(main, ["assess", DEMO, "--edition", "2024"])
    assert (found.exit_code, "东河县 2024" in found.output) == (0, True)
    for options in (["--edition", "1999"], ["--scheme", "none"], ["--period", "2022"]):
        refused = CliRunner().invoke(main, ["assess", DEMO, *options])
        assert refused.exit_code == 1
        assert f"没有这样的考核：{options[1]}。有：counties 2024（2024）" in refused.output
