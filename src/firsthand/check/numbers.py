# ruff: noqa: E501, SIM905 - a table of words is read line by line, and words need no quotes between them
"""
The number words of six languages (en ar uk ru fr es): tables that people may read and correct, for `check/figures.py`.

Keys are patterns, matched on plain text (`check/mapped.py`), case ignored. Longer ones stand first where one begins
with another.
"""

from __future__ import annotations

MULTIPLIERS: tuple[tuple[str, float], ...] = (
    (r"hundred thousand|مئة الف|مئه الف|مائة الف|сот тисяч|сот тысяч|cent mille|cien mil", 1e5),
    (r"mil millones|billions?|bn|مليارات|مليار|млрд\.?|мільярд\w{0,3}|миллиард\w{0,3}|milliards?", 1e9),
    (r"millions?|mln|mn|ملايين|مليونا?|млн\.?|мільйон\w{0,3}|миллион\w{0,3}|millón|millones", 1e6),
    (r"thousands?|آلاف|ألفا?|тис\.?|тисяч\w{0,2}|тыс\.?|тысяч\w{0,2}|mille|mil", 1e3),
    (r"hundred|مئة|مئه|مائة|سотень|сотен|cents?|cientos", 1e2),
)

WORDS: tuple[tuple[str, float], ...] = (
    (r"zero", 0), (r"one|واحد|один|одна|un|une|uno|una|a|an", 1),
    (r"two|اثنين|اثنان|два|дві|две|deux|dos", 2), (r"three|ثلاثة?|три|trois|tres", 3), (r"four|أربعة?|чотири|четыре|quatre|cuatro", 4),
    (r"five|خمسة?|п'ять|пять|cinq|cinco", 5), (r"six|ستة?|шість|шесть|seis", 6), (r"seven|سبعة?|сім|семь|sept|siete", 7),
    (r"eight|ثمانية?|вісім|восемь|huit|ocho", 8), (r"nine|تسعة?|дев'ять|девять|neuf|nueve", 9), (r"ten|عشرة?|десять|dix|diez", 10),
    (r"eleven|onze|once", 11), (r"twelve|douze|doce|дванадцять|двенадцать", 12), (r"fifteen|quinze|quince|п'ятнадцять|пятнадцать", 15),
    (r"twenty|عشرين|عشرون|двадцять|двадцать|vingt|veinte", 20), (r"thirty|ثلاثين|ثلاثون|тридцять|тридцать|trente|treinta", 30),
    (r"forty|أربعين|أربعون|сорок|quarante|cuarenta", 40), (r"fifty|خمسين|خمسون|п'ятдесят|пятьдесят|cinquante|cincuenta", 50),
    (r"sixty|ستين|шістдесят|шестьдесят|soixante|sesenta", 60), (r"seventy|سبعين|сімдесят|семьдесят|setenta", 70),
    (r"eighty|ثمانين|вісімдесят|восемьдесят|ochenta", 80), (r"ninety|تسعين|дев'яносто|девяносто|noventa", 90),
    (r"двісті|двести|doscientos", 200), (r"триста|trescientos", 300), (r"п'ятсот|пятьсот|quinientos", 500),
)  # fmt: skip

WHOLE: tuple[tuple[str, float], ...] = (
    (r"quarter of a million", 250_000),
    (r"half a million|نصف مليون|пів ?мільйона|пол ?миллиона|полмиллиона|(?:un )?demi[- ]million|medio mill[oó]n", 500_000),
    ((r"a million and a half|one and a half million|مليون ونصف(?: المليون)?|півтора мільйон\w{1,2}|полтора миллион\w{1,2}"
     r"|un million et demi|(?:un )?mill[oó]n y medio"), 1_500_000),
    (r"half a billion|نصف مليار|пів ?мільярда|пол ?миллиарда", 500_000_000),
    (r"مليونين|مليونا شخص|مليوني", 2_000_000), (r"ألفين|ألفي", 2_000), (r"مئتين|مئتي|مئتان|مائتين|مائتي", 200),
    (r"مئة ألف|مائة ألف", 100_000), (r"مليون(?! ?ونصف)", 1_000_000), (r"مليار", 1_000_000_000), (r"مئة|مائة", 100),
    (r"a million|un mill[oó]n|un million", 1_000_000), (r"a thousand", 1_000), (r"a hundred(?! thousand| million)", 100), (r"a dozen", 12),
    (r"un millier", 1_000),
)  # fmt: skip
"""Whole phrases with one value."""

FRACTIONS: tuple[tuple[str, float], ...] = (
    (r"two[- ]thirds|ثلثي|ثلثا|дві третини|дві третіх|две трети|двух третей|(?:les )?deux tiers|(?:las )?dos tercios", 200 / 3),
    (r"(?:a|one)[- ]third|ثلث|третин[аиу]|треть|(?:un|le) tiers|un tercio", 100 / 3),
    (r"three[- ]quarters|ثلاثة أرباع|три чверті|три четверти|(?:les )?trois quarts|tres cuartos", 75),
    (r"(?:a|one)[- ]quarter(?! of a million)|ربع|чверть|четверть|(?:un|le) quart|un cuarto", 25),
    (r"half(?! a\b| an\b| past)|نصف(?! مليون| مليار| ساعة| يوم)|половин[аиу]|(?:la )?moitié|la mitad", 50),
)  # fmt: skip

VAGUE: tuple[tuple[str, float, float], ...] = (
    (r"hundreds of thousands|مئات الآلاف|مئات الالاف|сотні тисяч|сотни тысяч|des centaines de milliers|cientos de miles", 200_000, 999_999),
    (r"tens of thousands|عشرات الآلاف|عشرات الالاف|десятки тисяч|десятки тысяч|des dizaines de milliers|decenas de miles", 20_000, 99_999),
    (r"thousands|آلاف|الاف|тисячі|тысячи|des milliers|miles(?= de)", 2_000, 9_999),
    (r"hundreds|مئات|сотні|сотни|des centaines|cientos(?= de)", 200, 999),
    (r"dozens|عشرات|десятки|des dizaines|decenas|docenas", 20, 99),
    (r"millions(?= of)|ملايين|мільйони|миллионы|des millions|millones(?= de)", 2_000_000, 9_999_999),
    (r"scores(?= of| killed| dead| injured| wounded)", 40, 99),
)  # fmt: skip
"""A guess, and says so: no source was found for what a reporter means by "dozens"."""

HEDGES: tuple[tuple[str, str], ...] = (
    ("at-least", (r"at least|more than|over|above|no fewer than|no less than|upwards of|>|ما لا يقل عن|لا يقل عن|أكثر من|اكثر من|ما يزيد عن"
     r"|على الأقل|щонайменше|понад|більше|більш ніж|як мінімум|не менше|по меньшей мере|не менее|свыше|более|больше|как минимум"
     r"|au moins|plus de|plus d'|al menos|más de|por lo menos")),
    ("at-most", (r"at most|fewer than|less than|up to|under|below|<|أقل من|ما لا يزيد عن|حتى|не більше|менше|до|не более|менее|меньше"
     r"|moins de|jusqu'à|au plus|menos de|hasta|como máximo")),
    ("nearly", r"nearly|almost|close to|ما يقارب|يقارب|قرابة|майже|почти|presque|près de|casi|cerca de"),
    ("about", (r"about|around|some|roughly|approximately|an estimated|estimated|circa|~|≈|نحو|حوالي|تقريبا|زهاء|близько|приблизно|десь"
     r"|около|примерно|порядка|environ|autour de|quelque|alrededor de|unos|unas|aproximadamente")),
)  # fmt: skip

UNITS: tuple[tuple[str, str], ...] = (
    ("percent", r"%|per ?cents?(?!\w)|percent(?!\w)|بالمئة|بالمائة|في المئة|في المائة|відсотк\w{1,3}|процент\w{0,3}|pour ?cent(?!\w)|por ciento"),
    ("km2", (r"sq(?:uare|\.)? ?(?:km|kilomet(?:re|er)s?)(?!\w)|km2(?!\w)|km²|km carrés?|kilomètres? carrés?|kilómetros? cuadrados?|كم ?مربع|كم2|كم²"
     r"|كيلومترا? مربعا?|كيلو متر مربع|кв\.? ?км(?!\w)|км²|км2(?!\w)|квадратн\w{2} кілометр\w{0,2}|квадратн\w{2} километр\w{0,2}")),
    ("m2", (r"sq(?:uare|\.)? ?(?:m(?!\w)|met(?:re|er)s?)|m2(?!\w)|m²|mètres? carrés?|metros? cuadrados?|م2|م²|مترا? مربعا?|أمتار مربعة"
     r"|кв\.? ?м(?!\w)|м²|м2(?!\w)|квадратн\w{2} метр\w{0,2}")),
    ("km", r"km(?!\w)|kilomet(?:re|er)s?(?!\w)|kilomètres?|kilómetros?|كم(?!\w)|كيلومترا?|км(?!\w)|кілометр\w{0,2}|километр\w{0,2}"),
    ("m", r"m(?!\w)|met(?:re|er)s?(?!\w)|mètres?|metros?(?!\w)|مترا?(?!\w)|أمتار|м(?!\w)|метр\w{0,2}(?!\w)"),
    ("money", (r"\$|€|£|₴|₽|₺|usd(?!\w)|eur(?!\w)|dollars?|euros?|pounds?(?!\w)|دولارا?|يورو|ليرة|грн|гривен\w{0,1}|гривн\w|долар\w{0,3}|євро"
     r"|доллар\w{0,3}|евро|рубл\w{1,3}|dólares")),
)  # fmt: skip

DURATIONS = (
    r"-?(?:years?|yrs?|months?|weeks?|days?|hours?|hrs?|minutes?|mins?|seconds?|nights?|o'clock|am|pm|a\.m|p\.m|year-old|yo)(?!\w)"
    r"|(?:سنوات|سنة|سنه|عاما?|أعوام|أشهر|شهرا?|أسابيع|أسبوعا?|أيام|يوما?|ساعات|ساعة|ساعه|دقائق|دقيقة|دقيقه|ليال)(?!\w)"
    r"|(?:рок\w{0,3}|рік|місяц\w{1,2}|тижн\w{1,2}|дн\w{1,3}|день|годин\w{0,1}|хвилин\w{0,1}|год\w{0,3}|лет|месяц\w{1,2}|недел\w{1,2}|час\w{0,2}|минут\w{0,1}|сут\w{1,2})(?!\w)"
    r"|(?:ans?|années?|mois|semaines?|jours?|heures?|nuits?|h(?!\w)|años?|meses|mes|semanas?|días?|horas?|minutos?)(?!\w)"
)
"""What follows a number that is an age, a date or a length of time."""

LABELS = (
    r"aged?|at the age of|day|chapter|page|article|resolution|room|gate|district|sector|school|hospital|platoon|no\.?|number|№|#|covid|"
    r"at|since|in|by|from|until|عمره|عمرها|يوم|اليوم|عام|سنة|منذ|رقم|المادة|الساعة|о|об|в|у|з|с|віком|возрасте|номер|школа|день|"
    r"à|en|depuis|âgée?|jour|article|a las|desde|día|edad"
)
"""What stands before a number that names something instead of counting it. The short ones count only before a year."""

PEOPLE = (
    r"people|persons?|civilians?|lives|souls|dead|deaths|killed|injured|wounded|residents?|famil(?:y|ies)|children|women|men|"
    r"displaced|refugees|trapped|missing|detained|prisoners|fighters|soldiers|evacuated|evacuees|inhabitants|patients|victims|casualties|martyrs|kids|babies|"
    r"شخصا?|أشخاص|مدنيا?|مدنيين|قتيلا?|قتلى|شهيدا?|شهداء|جريحا?|جرحى|نازحا?|نازحين|لاجئا?|لاجئين|طفلا?|أطفال|نساء|عائلة|عائلات|مفقودا?|مفقودين|معتقلا?|نسمة|محاصرا?|محاصرين|إنسان|مقاتلا?|"
    r"людей|людини|люди|людина|осіб|особи|цивільн\w{1,3}|загибл\w{1,3}|вбит\w{1,3}|поранен\w{1,3}|дітей|діти|жінок|родин\w{0,1}|сімей|мешканц\w{1,3}|біженц\w{1,3}|переселенц\w{1,3}|зникл\w{1,3}|"
    r"человек\w{0,1}|мирн\w{2,3}|жител\w{1,3}|погибш\w{1,3}|убит\w{1,3}|ранен\w{1,3}|детей|дети|женщин|сем(?:ей|ьи)|беженц\w{1,3}|пропавш\w{1,3}|"
    r"personnes?|gens|civils?|morts?|tués?|blessés?|déplacés?|réfugiés?|enfants?|femmes|familles?|habitants?|disparus?|âmes|"
    r"personas?|civiles?|muertos?|heridos?|desplazad[oa]s?|refugiad[oa]s?|niñ[oa]s|mujeres|familias?|habitantes?|desaparecid[oa]s?|almas"
)
"""Words that count people. A family is not one person: the thing keeps the word."""

SPEAKERS = r"according to|as reported by|за даними|за словами|за інформацією|по данным|по словам|по информации|selon|d'après|según|de acuerdo con"
SAID = (
    r"said|says|say|told|reported|reports|estimates?|claims?|claimed|announced|سказав|сказав|сказала|заявив|заявила|повідомив|"
    r"сказал|сообщил\w?|заявил\w?|dit|affirme|annonce|déclare|dijo|afirma|informó"
)
SAID_AR = r"بحسب|حسب|وفقا ل|وفق|نقلا عن|قال|قالت|أعلن|أعلنت|أفاد|أفادت|أكد|أكدت|ذكر|ذكرت|صرح|صرحت"

NO_THING = frozenset(
    "of in at on to and or the is are was were it we they he she a an for from with by but not no as so if than then "
    "more have has had still now here there today ago per each every both such that this these those percent "
    "في من على إلى الى عن مع أو او و كان هو هي هذا هذه منذ قبل بعد "
    "на в у и і та або или не но але за до по из з від от это це как як "
    "et ou à de le la les un une en dans sur par pour est sont ont depuis avant après "
    "y o en el los las por para es son con sin desde hace que".split()
)
"""Words that follow a number without being what is counted."""
