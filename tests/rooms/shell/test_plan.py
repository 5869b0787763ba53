"""`case.toml`: read with care."""

from __future__ import annotations

import pytest

from firsthand.model.errors import Mistaken, NotFound
from firsthand.model.plan import Plan
from firsthand.shell.plan import read_plan, write_plan
from firsthand.testing.world import WORDS

GOOD = 'id = "x-1"\ntitle = "T"\n'


def test_what_is_written_reads_back(tmp_path):
    """In any script, with quotes and newlines in it."""
    for number, words in enumerate(WORDS):
        plan = Plan(id="x-1", title=words.replace("\x00", ""), places=("أورادش", words.replace("\x00", "")),
                    parties=("Північна варта",), zone="Europe/Kyiv", desk="one-person", invented=True)  # fmt: skip
        write_plan(tmp_path / f"{number}.toml", plan)
        assert read_plan(tmp_path / f"{number}.toml") == plan


def test_a_person_may_edit_it(tmp_path):
    """Comments stay possible, what is left out has its default, and the id names the ledger."""
    (tmp_path / "case.toml").write_text(GOOD + '# ملاحظة\nlanguages = ["ar"]\n')
    plan = read_plan(tmp_path / "case.toml")

    assert (plan.languages, plan.zone, plan.origin) == (("ar",), "UTC", "firsthand/x-1")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (GOOD + "places = ]\n", "line 3"),
        (GOOD + 'places = "Oradesh"\n', "places must be a list"),
        (GOOD + "places = [1, 2]\n", "places must be a list of texts"),
        (GOOD + "zone = 3\n", "zone must be a text"),
        (GOOD + 'zone = "Mars/Olympus"\n', "Mars/Olympus"),
        (GOOD + 'zone = "../../etc/passwd"\n', "no time zone"),
        (GOOD + 'zone = ""\n', "no time zone"),
        (GOOD + 'zone = "Europe"\n', "no time zone"),
        ('id = "a\\nb"\ntitle = "T"\n', "no blanks"),
        ('id = "a+b"\ntitle = "T"\n', "no plus"),
        (GOOD + 'titel = "x"\n', "'titel'"),
        (GOOD + 'desk = "three"\n', "one-person"),
        ('title = "T"\n', "id and title"),
        ("id = true\n", "id must be a text"),
        (GOOD + 'invented = "yes"\n', "invented must be true or false"),
        (GOOD + 'minimise = ["names"]\n', "no field 'names'. Known: private, name, handle"),
        (GOOD + 'minimise = "name"\n', "minimise must be a list of texts"),
    ],
)
def test_mistakes_are_named(tmp_path, text, told):
    """The line or the key, and that nothing else was touched."""
    (tmp_path / "case.toml").write_text(text)

    with pytest.raises(Mistaken) as error:
        read_plan(tmp_path / "case.toml")

    assert told in str(error.value)
    assert error.value.code == "bad-plan"
    assert error.value.advice()


@pytest.mark.parametrize("data", [b"\xff\xfe", b"title = '\x00'", GOOD.encode("utf-16")])
def test_bytes_that_are_no_toml(tmp_path, data):
    """Are a mistake too."""
    (tmp_path / "case.toml").write_bytes(data)

    with pytest.raises(Mistaken):
        read_plan(tmp_path / "case.toml")


def test_no_case_there(tmp_path):
    """Says how to make one."""
    with pytest.raises(NotFound) as told:
        read_plan(tmp_path / "case.toml")

    assert "firsthand new" in told.value.advice()


def test_what_is_minimised_may_be_said_in_the_old_way(tmp_path):
    """`true` is all private files; a list names fields and reads back as it was written."""
    for text, fields in (("true", ("private",)), ("false", ()), ('["bio", "private"]', ("bio", "private"))):
        (tmp_path / "case.toml").write_text(GOOD + f"minimise = {text}\n")
        plan = read_plan(tmp_path / "case.toml")
        write_plan(tmp_path / "again.toml", plan)

        assert plan.minimise == fields
        assert read_plan(tmp_path / "again.toml").minimise == fields
