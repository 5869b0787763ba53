"""Numbers without a noun count when something in their clause says what; dialect words, rough numbers and units likewise."""

from __future__ import annotations

import pytest

from firsthand.check.figures import figures

# Invented sentences; every figure's span.
ALONE = [
    ("They pulled nineteen out of the laundry, eleven alive", ["nineteen", "eleven"]),
    ("count is 63 now. sixty three", ["63", "sixty three"]),
    ("it's been 11 days. eleven", ["11 days", "eleven"]),
    ("they want 40 a head, 20 for kids", ["40", "20"]),
    ("the ferry takes 120, there were 300 on it", ["120", "300"]),
    ("we guess thirty, maybe forty of them", ["thirty, maybe forty"]),
    ("Room 6: twelve wounded, bed 14 empty", ["twelve"]),
    ("they say 200, the radio 90", ["200", "90"]),
    ("la radio dit 60, le maire dit 90", ["60", "90"]),
    ("de cada diez casas, siete sin techo", ["diez", "siete"]),
    ("ціна 120, учора 70", ["120", "70"]),
    ("we hit 45 roofs, then 12 more", ["45", "12"]),
    ("нас сімнадцятеро і кіт", ["сімнадцятеро"]),
    ("Se llevaron a doce, volvieron cinco", ["doce", "cinco"]),
    ("El pan a 7 dólares, antes 2", ["7 dólares", "2"]),
    ("de los 40 quedamos 9", ["40", "9"]),
    ("unos diez, quizá quince heridos", ["diez, quizá quince"]),
    ("on était 50, on est plus que 12", ["50", "12"]),
    ("4 morts selon la radio, onze selon la voisine", ["4", "onze"]),
    ("ça fait 23 jours. Vingt-trois.", ["23 jours", "Vingt-trois"]),
    ("Вивезли 120, двоє не дійшли", ["120", "двоє"]),
    ("мішків із землею — 3200", ["3200"]),
    ("З двадцяти машин доїхали шість", ["двадцяти", "шість"]),
    ("По официальным данным, 17 погибших; по нашим — 40", ["17", "40"]),
    ("Погибли четверо, ещё семеро в больнице", ["четверо", "семеро"]),
    ("цена по 14, хлеб по девять", ["14", "девять"]),
    ("دفعنا ٣٠٠ دولار عن كل راس و١٥٠ عالولد", ["٣٠٠ دولار", "١٥٠"]),
    ("دخلت خمس سيارات من أصل عشرين", ["خمس", "عشرين"]),
    ("Yesterday it was sixty loaves, today thirty", ["sixty", "thirty"]),
    ("We had twelve generators. Four still run", ["twelve", "Four"]),
    ("Of the 90 who left only 31 reached the border", ["90", "31"]),
    ("Hospital: 34 admitted, 9 critical", ["34", "9"]),
    ("the dam rose from 4.1 to 6.3 metres", ["4.1", "6.3 metres"]),
    ("zero drivers, two point four metres of water", ["zero", "two point four metres"]),
    ("it's minus eleven in here", ["minus eleven"]),
    ("Dix-neuf morts, dit-on, trente et un selon les pompiers", ["Dix-neuf", "trente et un"]),
    ("Il fait moins huit dans la cave", ["moins huit"]),
    ("Arrêtés : 64. Relâchés : 8.", ["64", "8"]),
    ("Ayer el kilo a 3 euros, hoy a cinco", ["3 euros", "cinco"]),
    ("El río subió dos metros y medio", ["dos metros y medio"]),
    ("Палаток шестьсот, а людей тысячи четыре", ["шестьсот", "тысячи четыре"]),
    ("Задержано 312, из них 48 женщин", ["312", "48"]),
    ("на улице минус тридцать, в комнате плюс шесть", ["минус тридцать", "плюс шесть"]),
    ("Виїхало дев'ять автобусів, доїхало сім", ["дев'ять", "сім"]),
    ("انتظرنا أربع ساعات وأخذنا رغيفين", ["أربع ساعات", "رغيفين"]),
    ("ألف ومية نخلة راحوا", ["ألف ومية"]),
]

NAMES = ["la 22 llega al mercado", "le 7 ne passe plus", "the 41 goes to the mill", "perdimos 2 a 5", "خسرنا ٤ صفر", "no 5G, no 4G",
         "we met on Quince Row", "صوت ١٢٠ مو ٨٢", "везите в третью", "хлеб на семью", "part 4 - 6",
         "Bus 38. The 41 stops here"]  # fmt: skip

ROUGH = [
    ("treinta y tantos heridos", "treinta", 30, 30, "people"),
    ("3 mil y pico personas", "3 mil", 3000, 3000, "people"),
    ("sixty-odd people on the ferry", "sixty", 60, 60, "people"),
    ("тисяч зо три людей", "три", 3000, 3000, "people"),
    ("сотни две машин", "сотни две", 200, 200, "count"),
    ("a couple of hundred blankets", "a couple of hundred", 200, 200, "count"),
    ("un par de cientos de mantas", "un par de cientos", 200, 200, "count"),
    ("several hundred men", "several hundred", 300, 900, "people"),
    ("medio centenar de motos", "medio centenar", 50, 50, "count"),
    ("une demi-douzaine de motos", "une demi-douzaine", 6, 6, "count"),
    ("полусотни домов нет", "полусотни", 50, 50, "count"),
    ("tres cuartas partes del pueblo", "tres cuartas partes", 75, 75, "percent"),
    ("la tercera parte del pueblo", "la tercera parte", 33.33, 33.33, "percent"),
    ("пятая часть города", "пятая часть", 20, 20, "percent"),
    ("trois cinquièmes des récoltes", "trois cinquièmes", 60, 60, "percent"),
    ("خمسطاش واحد بالملجأ", "خمسطاش", 15, 15, "people"),
    ("تلتمية عيلة هون", "تلتمية", 300, 300, "count"),
    ("مية وخمسين شخص محبوسين", "مية وخمسين", 150, 150, "people"),
    ("ألفين واحد واقفين", "ألفين", 2000, 2000, "people"),
    ("٤٥ ألف و٢٠٠ نازح", "٤٥ ألف و٢٠٠", 45_200, 45_200, "people"),
    ("متر ونص مي بالبيت", "متر ونص", 1.5, 1.5, "m"),
    ("المية مقطوعة ومتر ونص مي بالقبو", "متر ونص", 1.5, 1.5, "m"),
    ("الحرارة ٤ تحت الصفر", "٤ تحت الصفر", -4, -4, "°C"),
    ("-15 надворі", "-15", -15, -15, "°C"),
    ("4 градуси морозу", "4 градуси", -4, -4, "°C"),
    ("плюс шесть градусов в палате", "плюс шесть градусов", 6, 6, "°C"),
    ("41 ºC en la carpa", "41 ºC", 41, 41, "°C"),
    ("400 грамм хлеба", "400", 400, 400, "g"),
    ("20 cm d'eau", "20", 20, 20, "cm"),
    ("90 гривень за хліб", "90", 90, 90, "money"),
]


@pytest.mark.parametrize(("text", "spans"), ALONE)
def test_a_number_without_a_noun_counts_by_its_clause(text: str, spans: list[str]) -> None:
    """Said again, a price after a price, behind a verb that takes people, after a dash, or people by its very form."""
    assert [figure.text for figure in figures(text)] == spans


@pytest.mark.parametrize("text", NAMES)
def test_a_number_that_names_stays_out(text: str) -> None:
    """Lines, scores, networks, streets, shells by their sound, ordinals and words that only look like numbers."""
    assert figures(text) == ()


@pytest.mark.parametrize(("text", "span", "low", "high", "unit"), ROUGH)
def test_rough_numbers_dialects_and_parts_are_read(text: str, span: str, low: float, high: float, unit: str) -> None:
    """The span is the number with its sign and common unit; a word like "grams" or "hryvnias" is the thing counted."""
    figure = figures(text)[0]

    assert (figure.text, figure.low, figure.high, figure.unit) == (span, low, high, unit)


def test_water_is_no_hundred() -> None:
    """In dialect "مية" is a hundred before a number or people, and water everywhere else."""
    assert figures("ما في مية من امبارح") == ()
    assert figures("المية مقطوعة، جيبوا مية نضيفة") == ()
