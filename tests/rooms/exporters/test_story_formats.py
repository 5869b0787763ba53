"""A story for other tools, each held against its consumer where a package of it is installed, and always against its shape."""

from __future__ import annotations

import csv
import io
import json
import re
import warnings
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from firsthand.exporters.registry import load_one
from firsthand.exporters.seam import INTERNAL, Handed, Made
from firsthand.model.admiralty import read_tags
from firsthand.model.words import STATUSES
from firsthand.readers.registry import load as load_readers
from firsthand.shell.wacz import check_wacz
from firsthand.story.edition import When
from firsthand.testing.editions import CARD_IDS, edition, hostile_edition
from firsthand.testing.files import MemoryFiles
from firsthand.testing.handed import SITE, made, search, story
from firsthand.text.cells import unguarded
from firsthand.text.subtitles import read_subtitles

STORIES = [story(), story(site=""), story(hostile_edition()), story(edition("ar"))]


def one(name: str, handed: Handed | None = None) -> bytes:
    """The first file of a format."""
    return next(iter(made(load_one(name)[0], handed or story()).values()))


def left_out(name: str, handed: Handed) -> tuple[str, ...]:
    """What was left out, in sentences."""
    done: Made = load_one(name)[1].make(handed)
    return done.left_out


def changed(**fields) -> Handed:
    """The story, its first message changed."""
    told = story()
    first, *rest = told.messages
    return replace(told, messages=(replace(first, **fields), *rest))


# GeoJSON


@pytest.mark.parametrize("handed", STORIES)
def test_geojson_is_coarse_and_counts_everybody(handed):
    """A feature a message; no coordinate finer than a tenth of a degree; who tells no place has no point."""
    features = json.loads(one("geojson", handed))["features"]
    messages = [each for each in features if each["properties"]["kind"] == "message"]
    points = [each["geometry"]["coordinates"] for each in features if each["geometry"]]

    assert [each["id"] for each in messages] == [each.id for each in handed.messages]
    assert points
    assert all(round(number, 1) == number for point in points for number in point)
    assert messages[0]["geometry"]["coordinates"] == [41.5, 48.1], "longitude first"
    assert messages[3]["geometry"] is None
    assert any("tell no place" in said for said in left_out("geojson", handed))
    assert any("Far away" in said for said in left_out("geojson", handed))


def test_geojson_is_valid_to_its_package():
    """Every geometry, by the package geojson."""
    geojson = pytest.importorskip("geojson")
    assert geojson.loads(one("geojson")).is_valid


# TimelineJS


@pytest.mark.parametrize("handed", STORIES)
def test_a_timeline_escapes_and_says_its_times(handed):
    """No markup of theirs; times without a zone are said with one; a covered picture never goes."""
    whole = json.loads(one("timeline", handed))
    assert len(whole["events"]) == len(list(handed.messages))
    for event in (whole["title"], *whole["events"]):
        assert not re.search(r"<(script|img)", event["text"]["headline"] + event["text"]["text"])
    assert [each["start_date"]["year"] for each in whole["events"]] == [2041] * 5
    assert all(each["display_date"] for each in whole["events"])
    covered = {medium.file for message in handed.messages for medium in message.media if medium.covered}
    assert not covered & {each["media"]["url"].rpartition("/")[2] for each in whole["events"] if "media" in each}


@pytest.mark.parametrize(
    ("precision", "parts"),
    [("second", 6), ("minute", 5), ("hour", 4), ("day", 3), ("month", 2), ("year", 1), ("unknown", 0)],
)
def test_a_time_is_no_finer_than_it_may_be(precision, parts):
    """In no format: parts of a date, ISO times, times in words."""
    when = story().messages[0].posted
    handed = changed(posted=replace(when, precision=precision))
    events = {each["unique_id"]: each for each in json.loads(one("timeline", handed))["events"]}

    if not parts:
        assert CARD_IDS[0] not in events
        assert any(CARD_IDS[0] in said for said in left_out("timeline", handed))
        return
    assert len(events[CARD_IDS[0]]["start_date"]) == parts
    for name in ("timeline", "timeline-csv", "csv", "jsonl", "geojson", "ftm", "misp", "ninjs", "ninjs1", "atlos"):
        told = one(name, handed).decode()
        if precision in ("hour", "day", "month", "year"):
            assert f"{when.local:%H:%M}" not in told, name
            assert f"{when.utc:%H:%M}" not in told, name
        if precision in ("month", "year"):
            first = next(iter(handed.messages)).text[:20]
            assert first in told, name


def test_the_timeline_s_columns_are_exact():
    """The reader knows columns by these names only; a row for the title and one for each message."""
    header = ("Year,Month,Day,Time,End Year,End Month,End Day,End Time,Display Date,Headline,Text,Media,Media Credit,Media Caption,"
              "Media Thumbnail,Type,Group,Background,Alt Text")  # fmt: skip
    data = one("timeline-csv", story(hostile_edition())).decode()
    rows = list(csv.DictReader(io.StringIO(data)))

    assert data.startswith(header + "\r\n")
    assert [row["Type"] for row in rows] == ["title", "", "", "", "", ""]
    assert all(re.fullmatch(r"\d\d:\d\d(:\d\d)?", row["Time"]) for row in rows[1:])
    assert not any("<script" in row["Text"] + row["Headline"] for row in rows)


# ClaimReview


def test_a_claim_review_has_no_number():
    """A node for each figure, with address, claim and a rating in a word."""
    graph = json.loads(one("claimreview"))
    assert graph["@context"] == "https://schema.org"
    (node, *_) = graph["@graph"]
    assert node["@type"] == "ClaimReview"
    assert node["url"] == f"{SITE}en/index.html#figure-{story().printed.edition.figures[0].id}"
    assert node["claimReviewed"] == "We hold 98 per cent of the city."
    assert set(node["reviewRating"]) == {"@type", "alternateName"}
    assert node["itemReviewed"]["author"]["name"]
    assert "url" not in json.loads(one("claimreview", story(site="")))["@graph"][0]


# FollowTheMoney


def test_entities_point_at_each_other():
    """Ids are unique, what is pointed at is there, nobody is in a picture, and there is no Post."""
    listed = [json.loads(line) for line in one("ftm").splitlines()]
    ids = [each["id"] for each in listed]
    assert len(set(ids)) == len(ids)
    pointing = ("sender", "senderAccount", "entity", "document")
    assert {target for each in listed for name in pointing for target in each["properties"].get(name, ())} <= set(ids)
    assert {each["schema"] for each in listed} == {"LegalEntity", "UserAccount", "Message", "Note", "Image", "Documentation"}
    assert "pictured" not in {name for each in listed for name in each["properties"]}
    message = next(each for each in listed if each["schema"] == "Message")["properties"]
    assert (message["language"], message["fileName"]) == (["ara"], ["lina.txt"])


@pytest.mark.parametrize("handed", STORIES)
def test_entities_are_valid_to_their_package(handed):
    """Every property known, every value of its kind, everything that is required there: by the package followthemoney."""
    model = pytest.importorskip("followthemoney").model
    for each in map(json.loads, one("ftm", handed).splitlines()):
        schema = model.get(each["schema"])
        assert set(each["properties"]) <= set(schema.properties), schema.name
        assert set(schema.required) <= set(each["properties"]), schema.name
        for name, values in each["properties"].items():
            kind = schema.get(name).type
            assert all(kind.validate(value) for value in values), (schema.name, name, values)


# MISP


@pytest.mark.parametrize("handed", STORIES)
def test_an_event_shares_nothing_by_itself(handed):
    """Your organisation only, nothing an indicator, no `url`, ids that stay the same."""
    event = json.loads(one("misp", handed))["Event"]
    attributes = [each for held in event["Object"] for each in held["Attribute"]]
    assert (event["distribution"], event["published"]) == ("0", False)
    assert not any(each["to_ids"] for each in attributes)
    assert "url" not in {each["type"] for each in attributes}
    assert len({each["uuid"] for each in attributes}) == len(attributes)
    assert "state" not in {each["object_relation"] for each in attributes}


@pytest.mark.parametrize(("grade", "tag"), [("A", "a"), ("E", "e"), ("F", "f"), ("", "f")])
def test_grades_become_tags_and_never_g(grade, tag):
    """And they are read back as what they were."""
    event = json.loads(one("misp", changed(reliability=grade, credibility="2")))["Event"]
    names = [each["name"] for each in event["Object"][0]["Attribute"][0]["Tag"]]
    assert names[:2] == [f'admiralty-scale:source-reliability="{tag}"', 'admiralty-scale:information-credibility="2"']
    assert read_tags(names)[:2] == (grade or "F", "2")


@pytest.mark.parametrize("handed", STORIES)
def test_an_event_loads_in_its_package(handed):
    """PyMISP knows the template of every object, and finds each attribute in it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pymisp = pytest.importorskip("pymisp")
        event = pymisp.MISPEvent(strict_validation=True)
        event.load(json.loads(one("misp", handed)))
    assert len(event.objects) == len(list(handed.messages))
    for held in event.objects:
        assert held._known_template
        assert {each.object_relation for each in held.attributes} <= set(held._definition["attributes"])


# ninjs

TEXT, NUMBER, LIST, OBJECT, YES = str, int, list, dict, bool
ITEM = {
    **dict.fromkeys((
        "uri", "type", "representationType", "profile", "version", "firstCreated", "versionCreated", "contentCreated", "embargoedUntil",
        "pubStatus", "copyrightHolder", "copyrightNotice", "usageTerms", "edNote", "language", "title", "by", "slugline", "located",
        "expires",
    ), TEXT), "urgency": NUMBER, "standard": OBJECT, "rightsInfo": OBJECT, "digitalSourceType": OBJECT,
    **dict.fromkeys(("descriptions", "bodies", "headlines", "people", "organisations", "places", "subjects", "events", "objects",
                     "infoSources", "renditions", "associations", "altIds", "trustIndicators", "genres"), LIST),
}  # fmt: skip
WITHIN = {
    "descriptions": {"role", "contentType", "value"}, "headlines": {"role", "contentType", "value"},
    "bodies": {"role", "contentType", "charCount", "wordCount", "value"}, "infoSources": {"name", "role", "uri", "literal", "contactInfo"},
    "places": {"name", "rel", "uri", "literal", "contactInfo", "geoJSON"}, "altIds": {"role", "value"},
    "trustIndicators": {"role", "title", "href"},
    "renditions": {"name", "href", "contentType", "title", "width", "height", "sizeInBytes", "duration", "format"},
}  # fmt: skip
"""Names and kinds of the published schema of ninjs 3.1, which refuses every other name."""


def held_against_ninjs(item: dict, associated: bool) -> None:
    """Every name is known and of its kind; what is required is there; addresses are whole."""
    assert {"uri", "name"} <= set(item) if associated else "uri" in item
    assert set(item) <= set(ITEM) | ({"name", "rel"} if associated else set())
    assert re.match(r"(https?://|urn:uuid:)", item["uri"])
    assert item["type"] in ("text", "audio", "video", "picture", "graphic", "composite", "component")
    assert item["pubStatus"] == "usable"
    for name in ("firstCreated", "versionCreated", "contentCreated"):
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", item.get(name, "2041-03-14T06:00:00Z"))
    for name, value in item.items():
        assert isinstance(value, ITEM.get(name, TEXT)), name
        for part in value if name in WITHIN else ():
            assert set(part) <= WITHIN[name], name
            assert "value" in part or name not in ("descriptions", "headlines", "bodies")
            assert "://" in part.get("href", "://")
    for part in item.get("associations", ()):
        held_against_ninjs(part, True)


@pytest.mark.parametrize("handed", STORIES)
def test_ninjs_holds_names_of_its_schema_only(handed):
    """Generation 3; the story and an item for each card with an address of its own."""
    item = json.loads(one("ninjs", handed))
    held_against_ninjs(item, False)
    cards = [each for each in item["associations"] if each["type"] == "text"]
    assert len({each["uri"] for each in item["associations"]}) == len(item["associations"])
    assert len(cards) == len(list(handed.messages))
    assert [body["role"] for body in cards[1]["bodies"]] == (["original", "translation"] if item["language"] == "en" else ["original"])


def test_the_older_generations_write_names_small():
    """2.x has the same parts; 1.x has one body in HTML and cards by their name."""
    second, first = json.loads(one("ninjs2")), json.loads(one("ninjs1", story(hostile_edition())))
    assert "standard" not in second
    assert all(name == name.lower() for name in (*second, *second["associations"][0], *second["bodies"][0]))
    assert set(first["associations"]) == set(CARD_IDS)
    assert not re.search(r"<(script|img)", first["body_html"])


# Atlos


@pytest.mark.parametrize("handed", STORIES)
def test_atlos_takes_what_it_asks_for(handed):
    """Its three columns, its own words, no coordinates, no zone in a time."""
    rows = list(csv.DictReader(io.StringIO(one("atlos", handed).decode())))
    assert {"description", "sensitive", "status"} <= set(rows[0])
    assert not {"latitude", "longitude"} & set(rows[0])
    assert {row["status"] for row in rows} <= {"To Do", "In Progress", "Completed"}
    assert {row["sensitive"] for row in rows} <= {"Graphic Content", "Not Sensitive"}
    assert all(re.fullmatch(r"(\d\d:\d\d:\d\d)?", row["time"]) for row in rows)
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())
    assert next(iter(handed.messages)).text in unguarded(rows[0]["more_info"])


# Subtitles


@pytest.mark.parametrize(("name", "mark"), [("vtt", "."), ("srt", ",")])
def test_descriptions_and_quotes_stand_at_their_times(name, mark):
    """A description in the first seconds, a quote where it is heard; read back by our reader and by the field's packages."""
    told = story()
    picture = next(medium for message in told.messages for medium in message.media)
    video = replace(picture, kind="video", description="Two people carry --> water.\n\nمياه", file="")
    handed = changed(media=(video,), heard="01:05–01:12")
    files = made(load_one(name)[0], handed)
    assert list(files) == [f"{CARD_IDS[0]}.{name}"]
    text = files[f"{CARD_IDS[0]}.{name}"].decode()
    cues, problems = read_subtitles(text)

    assert not problems
    assert [(cue.start_ms, cue.end_ms) for cue in cues] == [(0, 5000), (65_000, 72_000)]
    assert "مياه" in cues[0].text
    assert f"00:01:05{mark}000" in text
    if name == "srt":
        srt = pytest.importorskip("srt")
        assert [cue.start.total_seconds() for cue in srt.parse(text)] == [0, 65]
    else:
        webvtt = pytest.importorskip("webvtt")
        assert [cue.start for cue in webvtt.from_string(text)] == ["00:00:00.000", "00:01:05.000"]


def test_a_story_without_sound_says_so():
    """A file that says that there is nothing, and a sentence."""
    silent = replace(story(), messages=tuple(replace(each, media=(), heard="") for each in story().messages))
    assert b"NOTE" in one("vtt", silent)
    assert any("no sound" in said for said in left_out("vtt", silent))


def test_a_time_known_only_as_stated():
    """Words of the source are carried as they are, and no date is made of them."""
    handed = changed(posted=When(stated="a day in spring", precision="unknown"))
    assert "a day in spring" in one("csv", handed).decode()
    assert "a day in spring" in one("atlos", handed).decode()


# Web archives


@pytest.mark.parametrize("handed", STORIES)
def test_a_story_s_web_archive_verifies(handed, tmp_path):
    """Our own strict check of a WACZ finds nothing wrong; the pages stand under the site's address."""
    path = tmp_path / "story.wacz"
    path.write_bytes(one("wacz", handed))
    verdict = check_wacz(path)

    assert verdict.failures == []
    assert verdict.checked["pages"] == 1 + len(list(handed.messages))
    with zipfile.ZipFile(path) as archive:
        pages = [json.loads(line) for line in archive.read("pages/pages.jsonl").splitlines()][1:]
    assert all(page["url"].startswith(handed.site or "https://story.invalid/") for page in pages)


def test_a_story_s_warc_is_read_by_its_package():
    """Every record and digest, by warcio; nothing in it is a capture."""
    warcio = pytest.importorskip("warcio")
    records = [
        (record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), record.content_stream().read())
        for record in warcio.ArchiveIterator(io.BytesIO(one("warc")), check_digests="raise")
    ]
    assert [kind for kind, *_ in records] == ["warcinfo"] + ["resource"] * 7
    assert (SITE + "assets/site.css", b"p{}") in [record[1:] for record in records]


# Maps


@pytest.mark.parametrize("handed", STORIES)
def test_slides_on_a_map_are_coarse(handed):
    """An overview first; numbers are numbers; only what has a point is a slide."""
    slides = json.loads(one("storymap", handed))["storymap"]["slides"]
    assert slides[0]["type"] == "overview"
    assert "location" not in slides[0]
    assert len(slides) == 3
    assert all(isinstance(slide["location"][part], float) for slide in slides[1:] for part in ("lat", "lon"))
    assert not re.search(r"<(script|img)", "".join(slide["text"]["headline"] + slide["text"]["text"] for slide in slides))


EVENT = {"id", "description", "date", "time", "time_precision", "location", "latitude", "longitude", "type", "category", "category_full",
         "associations", "sources", "comments", "time_display"}  # fmt: skip
"""What an event may hold; another name makes it invalid."""


@pytest.mark.parametrize("handed", STORIES)
def test_timemap_takes_texts_only(handed):
    """Every value is a text, both coordinates are always there, what is pointed at exists, and readers filter by status alone."""
    whole = json.loads(one("timemap", handed))
    ids = {each["id"] for each in whole["associations"]}
    for event in whole["events"]:
        assert set(event) <= EVENT
        assert all(isinstance(value, str) for name, value in event.items() if name not in ("associations", "sources"))
        assert re.fullmatch(r"\d\d/\d\d/\d{4}", event["date"])
        assert (event["latitude"] == "") == (event["longitude"] == "")
        assert set(event["associations"]) <= ids
        assert set(event["sources"]) <= set(whole["sources"])
    assert len(whole["events"]) == len(list(handed.messages))
    assert {each["title"] for each in whole["associations"]} <= set(STATUSES)


@pytest.mark.parametrize("handed", STORIES)
def test_kml_is_read_by_its_package(handed):
    """Well-formed whatever the words hold; a placemark for each point."""
    tree = ElementTree.fromstring(one("kml", handed))
    marks = tree.findall(".//{*}Placemark")
    assert len(marks) == 2
    assert [mark.findtext(".//{*}coordinates") for mark in marks] == ["41.5,48.1", "41.6,48.2"]

    fastkml = pytest.importorskip("fastkml")
    read = list(fastkml.KML.from_string(one("kml", handed).decode()).features[0].features)
    assert [(each.geometry.x, each.geometry.y) for each in read] == [(41.5, 48.1), (41.6, 48.2)]
    assert all(each.times for each in read)


# Tables of the field


def test_uwazi_s_import_has_its_files():
    """A title on every row; pictures that are named lie beside it; a covered one does not go; coordinates as it takes them."""
    files = made(load_one("uwazi")[0], story())
    rows = list(csv.DictReader(io.StringIO(files["import.csv"].decode())))
    named = {name for row in rows for name in row["attachments"].split("|") if name}
    assert named == set(files) - {"import.csv"}
    assert all(row["Title"] for row in rows)
    assert rows[0]["Place_geolocation"] == "48.1|41.5"
    assert rows[0]["Source"] == f"card lina|{SITE}en/card/lina/index.html"


@pytest.mark.parametrize(("name", "reader"), [("check", "check"), ("4cat", "tables"), ("csv", "tables")])
def test_our_own_readers_know_them(name, reader):
    """What we write for a tool, we read as that tool's, or as a table."""
    adapter = next(each for each in load_readers() if each.name == reader)
    files = MemoryFiles({f"x.{name}.csv": one(name)})
    assert adapter.open(adapter.options()).find(files)


def test_4cat_has_what_an_upload_must_have():
    """Its five columns first, times in UTC, the same rows as NDJSON; a search says on every row that it is internal."""
    files = made(load_one("4cat")[0], story())
    rows = list(csv.DictReader(io.StringIO(files["4cat-upload.csv"].decode())))
    assert list(rows[0])[:6] == ["id", "thread_id", "author", "body", "timestamp", "unix_timestamp"]
    assert (rows[0]["timestamp"], rows[0]["unix_timestamp"]) == ("2041-03-14 06:41:00", "2246856060")
    assert [json.loads(line)["id"] for line in files["4cat.ndjson"].splitlines()] == [row["id"] for row in rows]
    internal = csv.DictReader(io.StringIO(one("4cat", search()).decode()))
    assert {row["notice"] for row in internal} == {INTERNAL}


def test_charts_count_what_the_page_counts():
    """By hour, place and status, and the figures."""
    files = made(load_one("datawrapper")[0], story())
    told = {name: list(csv.DictReader(io.StringIO(data.decode()))) for name, data in files.items()}
    facts = story().printed.edition.facts
    assert [int(row["messages"]) for row in told["messages-by-hour.csv"]] == [each.count for each in facts.hours]
    assert [row["place"] for row in told["messages-by-place.csv"]] == [each.name for each in facts.places]
    assert told["figures.csv"][0]["as_reported"] == "We hold 98 per cent of the city."


def test_case_names_known_things_only():
    """Every prefix is declared, every id is there once, and every reference leads to one."""
    whole = json.loads(one("case"))
    seen: list[str] = []
    pointed: list[str] = []

    def walk(value):
        if isinstance(value, list):
            [walk(each) for each in value]
        elif isinstance(value, dict):
            names = [name for name in value if not name.startswith("@")]
            assert {name.partition(":")[0] for name in names} <= set(whole["@context"])
            if "@id" in value:
                (seen if "@type" in value else pointed).append(value["@id"])
            [walk(value[name]) for name in names]

    walk(whole["@graph"])
    assert len(set(seen)) == len(seen)
    assert set(pointed) <= set(seen)
