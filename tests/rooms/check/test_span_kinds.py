"""Contact data, papers, plates, corners and names in the ways people write them, and what only looks like them."""

from __future__ import annotations

import pytest

from firsthand.check.spans import propose

# Invented; kind and span of everything that is proposed.
PROPOSED = [
    ("ring 0555 014 2200 ext 4", [("phone", "0555 014 2200 ext 4")]),
    ("dial (555) 010-0143, доб. 6", [("phone", "(555) 010-0143, доб. 6")]),
    ("full at +999-0142-55-77 now", [("phone", "+999-0142-55-77")]),
    ("write to nola dot reed at harbourpost dot example", [("email", "nola dot reed at harbourpost dot example")]),
    ("mail me at nola dot reed (at) box dot example please", [("email", "nola dot reed (at) box dot example")]),
    ("écris à nola.reed arobase harbour point example", [("email", "nola.reed arobase harbour point example")]),
    ("пишите nola собака harbour точка example", [("email", "nola собака harbour точка example")]),
    ("my passport is P 0192837, hers is P 0192899", [("document", "P 0192837"), ("document", "P 0192899")]),
    ("birth cert № 00518/C-41 is gone", [("document", "№ 00518/C-41")]),
    ("cédula 18.223.901 de nadie", [("document", "18.223.901")]),
    ("acte de décès n° 519/C perdu", [("document", "n° 519/C")]),
    ("a hatchback, 7 OD 3441, took them", [("plate", "7 OD 3441")]),
    ("украли машину е551кх", [("plate", "е551кх")]),
    ("سيارة د ٤٤١ ٢٠٩ واقفة", [("plate", "د ٤٤١ ٢٠٩")]),
    ("corner of Mill Lane and Third", [("address", "corner of Mill Lane and Third")]),
    ("на углу Мельничной и Второй", [("address", "на углу Мельничной и Второй")]),
    ("это Петровы ждут за старой маслобойней", [("name", "Петровы"), ("address", "за старой маслобойней")]),
    ("Petronella, if you read this, we are behind the old cooperage", [("name", "Petronella"), ("address", "behind the old cooperage")]),
    ("el de los hermanos Belmonte, frente a la notaría", [("name", "Belmonte"), ("address", "frente a la notaría")]),
    ("نحنا مقابل مطحنة الوادي", [("address", "مقابل مطحنة الوادي")]),
    ("تقاطع شارع النهر وشارع الحدادين", [("address", "تقاطع شارع النهر وشارع الحدادين")]),
    ("Abu Khalil came", [("name", "Abu Khalil")]),
    ("the mother of Ferrel is alive", [("name", "Ferrel")]),
    ("pépé Lucien et Maëlle dorment", [("name", "Lucien"), ("name", "Maëlle")]),
    ("тётя Зина и дед Прохор живы", [("name", "Зина"), ("name", "Прохор")]),
    ("الملازم جابر الحلو وقع الورقة", [("name", "جابر الحلو")]),
    ("Merrin Aldous was taken. Where is Merrin?", [("name", "Merrin Aldous"), ("name", "Merrin")]),
]  # fmt: skip

CLEAN = [
    "Order 5550 2231 88 arrived wet", "Booking reference 00441 2299 1", "Serial 0299-118-77 on the casing", "Colis 5544 9921 03 perdu",
    "Factura 5512 8890 01", "Замовлення 0044 5512 77", "Заказ 8 800 5522 11 потерян", "رقم الشحنة 00991827364", "lottery 555 0142 77",
    "Sunday Market is closed", "Mom and Dad are fine", "North Gate and South Gate are shut", "Operation Lantern begins at dawn",
    "Tender 2041-0447-1183 for sandbags", "القرار رقم ٥٥٥٠١٤٢/ق", "вх. № 999-555-0188/26", "expediente 555-0199-2041, folio 4471",
    "Behind every order there is a coward", "Рядом с нами никого", "أمام أعين العالم كله", "Devant tout le monde, sans honte",
    "La Garde tient la colline", "Вера и надежда", "نور الصباح طلع", "عند الحاجز ظهرا", "open PLAN_v3(2).pdf", "geo", "Соляна Вежа впала",
]  # fmt: skip


@pytest.mark.parametrize(("text", "spans"), PROPOSED)
def test_each_way_of_writing_is_proposed_whole(text: str, spans: list[tuple[str, str]]) -> None:
    """Extensions, addresses spelt out, papers with their sign, plates in pieces, corners, kin, titles, and a name said again."""
    assert [(one.kind, one.text) for one in propose(text)] == spans


@pytest.mark.parametrize("text", CLEAN)
def test_numbers_of_things_and_capitals_of_places_are_left_alone(text: str) -> None:
    """Orders, lots and serials are not to be called; a market is no person."""
    assert propose(text) == ()


def test_a_paper_word_does_not_turn_a_number_to_call_into_a_serial() -> None:
    """A word for calling behind the other one wins, and a plus always does."""
    assert [one.kind for one in propose("the ticket office, call 0555 014 220")] == ["phone"]
    assert [one.kind for one in propose("order from +999 555 014 220")] == ["phone"]
