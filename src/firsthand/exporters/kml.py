"""
Messages as KML: a placemark for each message whose card tells a place, at the rounded middle of that place.

Source: OGC KML 2.3; ``TimeStamp`` takes a time as coarse as a year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape

from firsthand.exporters.geojson import COARSE, unlocated
from firsthand.exporters.messages import headline, posted_utc, stated_day
from firsthand.exporters.seam import Exporter, Handed, Made, Message, adapter
from firsthand.exporters.timeline import html

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _xml(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", text))


def _placemark(message: Message) -> Iterator[str]:
    assert message.spot is not None, "the caller has asked"
    yield f'<Placemark id="{_xml(message.id)}"><name>{_xml(headline(message))}</name>'
    yield f"<description>{_xml(html(message))}</description>"
    # Only forms that the standard knows: a day or coarser, or a time to the second.
    exact = posted_utc(message.posted) if message.posted.precision == "second" else ""
    if when := exact or stated_day(message.posted):
        yield f"<TimeStamp><when>{when}</when></TimeStamp>"
    yield f'<ExtendedData><Data name="status"><value>{_xml(message.status)}</value></Data>'
    yield f'<Data name="place"><value>{_xml(message.place)}</value></Data></ExtendedData>'
    yield f"<Point><coordinates>{message.spot.lon},{message.spot.lat}</coordinates></Point></Placemark>"


def make(handed: Handed) -> Made:
    """The document."""
    parts = ['<?xml version="1.0" encoding="UTF-8"?>', '<kml xmlns="http://www.opengis.net/kml/2.2"><Document>',
             f"<name>{_xml(handed.title)}</name><description>{_xml(COARSE)}</description>"]  # fmt: skip
    for message in handed.messages:
        if message.spot:
            parts += _placemark(message)
    parts.append("</Document></kml>\n")
    lost = sum(one.spot is None for one in handed.messages)
    left = (f"{lost} messages without a point on the map.", *unlocated(handed)) if lost else ()
    return Made(files={"messages.kml": ["\n".join(parts).encode("utf-8", "replace")]}, left_out=left)


ADAPTERS = (
    adapter("kml", "Messages that tell a place as KML, coarse.", Exporter(
        ending=".kml", make=make, use="Google Earth and other globes.", licence="OGC, an open standard.",
        proof="Read back by fastkml: names, times, points.", reading=(COARSE,),
    ), losses=("Exact places, wherever they were known.", "Pictures and figures.")),
)  # fmt: skip
