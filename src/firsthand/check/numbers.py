# ruff: noqa: E501, SIM905 - a table of words is read line by line, and words need no quotes between them
"""
The number words of six languages (en ar uk ru fr es): tables that people may read and correct.

`LEXICON` gives each word, folded by `check/mapped.py` and in small letters, its part in a number. `check/amounts.py`
puts the parts together; `check/figures.py` looks at what stands beside them. Patterns here are folded when compiled.
"""

from __future__ import annotations

from typing import NamedTuple

from firsthand.check.mapped import plain_letters


class Part(NamedTuple):
    """
    What a word does in a number.

    Attributes:
        role: ``one`` below twenty; ``ten`` a full ten; ``hundreds`` 200 to 900 in one word; ``hundred``, ``mult`` and
            ``dozen`` multiply what stands before; ``vague`` is a plural without a count ("thousands"), and multiplies
            when a count stands before it; ``few`` makes a multiplier vague ("several hundred"); ``half`` adds or makes
            a half of what follows; ``article`` is one only before a multiplier; ``about`` is a round number that
            hedges itself ("une centaine"); ``part`` is a fraction's name; ``pair`` a dual noun; ``measure`` a number and
            its unit in one word (`MEASURES`).
        value: The number.
    """

    role: str
    value: float


def _table() -> dict[str, Part]:
    rows: list[tuple[str, float, str]] = []
    rows += [("one", value, words) for value, words in _ONES.items()]
    rows += [("ten", value, words) for value, words in _TENS.items()]
    rows += [("hundreds", value, words) for value, words in _HUNDREDS.items()]
    rows += [(role, amount, words) for role, table in _OTHERS.items() for amount, words in table]
    rows += [("measure", amount, words) for amount, _, words in _MEASURES]
    lexicon: dict[str, Part] = {}
    for role, number, words in rows:
        for word in words.split():
            lexicon.setdefault(plain_letters(word).lower(), Part(role, number))
    return lexicon


_ONES = {
    0: "zero ноль ноля нуль нуля zéro cero صفر",
    1: "one أحد إحدى واحد واحدا واحدة один одна одне одного одної одном одну одной un une uno una",
    2: "two جوج ثنين اتنين تنتين اثني اثنا اثنتا اثنتي اثنين اثنان اثنتين اثنتان إثنين تنين два дві две двох двух двом двум двумя двома двоє двое двоих deux dos",
    3: "three ثلاثة ثلاث تلاتة تلات تلت три трьох трех трём трьом тремя трьома троє трое троих trois tres троими",
    4: "four أربعة أربع чотири чотирьох чотирма четыре четырех четырём четверо четверых quatre cuatro четверых четверыми",
    5: "five خمسة خمس п'ять п'яти п'ятьох п'ятеро пять пяти пятью пятеро пятерых cinq cinco п'ятьма",
    6: "six ستة ست шість шести шістьох шестеро шесть шестью шестерых seis",
    7: "seven سبعة سبع сім семи сімох семеро семь семерых sept siete сімома",
    8: "eight ثمانية ثماني ثمان تمانية تمنية تمان تماني تمن вісім восьми вісьмох восьмеро восьмерых восьмеро восемь huit ocho",
    9: "nine تسعة تسع дев'ять дев'яти дев'ятьох дев'ятеро девятеро девятерых дев'ятьма девять девяти девятью neuf nueve",
    10: "ten عشرة عشر десять десяти десятьох десятью десятеро десятерых dix diez десятьма",
    11: "eleven أحدعشر حداشر احداشر حداعش احدعش دعش حضاش حداش одинадцять одинадцяти одиннадцать одиннадцати onze once одинадцятьох одинадцятеро",
    12: "twelve اثناعشر دوازده اتناشر اطناشر اثناشر اتنعش اطنعش ثنعش طنعش تنعش طناش تناش дванадцять дванадцяти дванадцятеро двенадцать двенадцати douze doce дванадцятьох двенадцатью",
    13: "thirteen تلتاشر تلاتاشر تلطاشر تلطعش تلتعش ثلطعش تلطاش تلتاش тринадцять тринадцяти тринадцать тринадцати treize trece тринадцятьох тринадцатью тринадцятеро",
    14: "fourteen اربعتاشر اربعطاشر اربعطعش اربعتعش ارباطعش ربعطاش ربعتاش чотирнадцять чотирнадцяти четырнадцать четырнадцати quatorze catorce чотирнадцятьох чотирнадцятеро",
    15: "fifteen خمستاشر خمسطاشر خمسطعش خمستعش خمسطاش خمستاش п'ятнадцять п'ятнадцяти пятнадцать пятнадцати quinze quince п'ятнадцятьох пятнадцатью п'ятнадцятеро",
    16: "sixteen ستاشر سطاشر ستعش سطعش سطاش ستاش шістнадцять шістнадцяти шестнадцать шестнадцати seize dieciséis шістнадцятьох шістнадцятеро",
    17: "seventeen سبعتاشر سبعطاشر سبعطعش سبعتعش سبعطاش سبعتاش сімнадцять сімнадцяти семнадцать семнадцати diecisiete сімнадцятьох сімнадцятеро",
    18: "eighteen تمنتاشر تمانتاشر تمنطاشر تمنطعش تمنتعش ثمنطعش تمنطاش تمنتاش вісімнадцять вісімнадцяти восемнадцать восемнадцати dieciocho вісімнадцятеро",
    19: "nineteen تسعتاشر تسعطاشر تسعطعش تسعتعش تسعطاش تسعتاش дев'ятнадцять дев'ятнадцяти девятнадцать девятнадцати diecinueve дев'ятнадцятеро",
    21: "veintiuno veintiún veintiuna", 22: "veintidós", 23: "veintitrés", 24: "veinticuatro", 25: "veinticinco",
    26: "veintiséis", 27: "veintisiete", 28: "veintiocho", 29: "veintinueve",
}  # fmt: skip

_TENS = {
    20: "twenty عشرون عشرين двадцять двадцяти двадцатью двадцать двадцати vingt vingts veinte двадцятьох двадцятьма двадцятеро двайцять двайціть двацять",
    30: "thirty трийцять трийціть трицять ثلاثون ثلاثين تلاتين тридцять тридцяти тридцать тридцати trente treinta тридцятьох тридцятьма тридцатью тридцятеро",
    40: "forty fourty أربعون أربعين сорок сорока quarante cuarenta",
    50: "fifty خمسون خمسين п'ятдесят п'ятдесяти пятьдесят пятидесяти cinquante cincuenta п'ятдесятьох",
    60: "sixty ستون ستين шістдесят шістдесяти шестьдесят шестидесяти soixante sesenta шістдесятьох",
    70: "seventy سبعون سبعين сімдесят сімдесяти семьдесят семидесяти septante setenta сімдесятьох",
    80: "eighty ثمانون ثمانين تمانين вісімдесят вісімдесяти восемьдесят восьмидесяти octante huitante ochenta вісімдесятьох",
    90: "ninety تسعون تسعين дев'яносто дев'яноста девяносто девяноста nonante noventa",
}

_HUNDREDS = {
    200: "مئتان مئتين مئتي مئتا مائتان مائتين مائتي متين ميتين двісті двохсот двести двухсот doscientos doscientas",
    300: "ثلاثمئة ثلاثمائة ثلاثمية تلاتمية تلتمية ثلثمية تلثمية تلتميت ثلثميت триста трьохсот трехсот trescientos trescientas",
    400: "أربعمئة أربعمائة أربعمية ربعمية اربعميت ربعميت чотириста чотирьохсот четыреста четырехсот cuatrocientos cuatrocientas",
    500: "خمسمئة خمسمائة خمسمية خمسميت п'ятсот п'ятисот пятьсот пятисот quinientos quinientas",
    600: "ستمئة ستمائة ستمية ستميت шістсот шестисот шестьсот seiscientos seiscientas",
    700: "سبعمئة سبعمائة سبعمية سبعميت сімсот семисот семьсот setecientos setecientas",
    800: "ثمانمئة ثمانمائة ثمانيمائة ثمانمية تمنمية تمانمية ثمنمية تمنميت تمانميت вісімсот восьмисот восемьсот ochocientos ochocientas",
    900: "تسعمئة تسعمائة تسعمية تسعميت дев'ятсот дев'ятисот девятьсот девятисот novecientos novecientas",
}

_OTHERS: dict[str, tuple[tuple[float, str], ...]] = {
    "hundred": ((100, "hundred مئة مائة مية сто ста сотня сотню сотень сотен сот cent cents cien ciento"),),
    "mult": (
        (1e3, "thousand ألف ألفا ألوف тисяча тисячу тисяч тисячею тис тысяча тысячу тысяч тысячей тыс тыща тыщу тыщ тища тищу тищ mille millier mil millar k к"),
        (1e5, "lakh lakhs lacs lac"), (1e7, "crore crores"),
        (1e6, "million mln mn مليون مليونا мільйон мільйона мільйонів мільйоном млн миллион миллиона миллионов миллионом миллиону мильён мільойн лям ляма лямов millón"),
        (1e9, "billion bn mlrd مليار مليارا بليون мільярд мільярда мільярдів млрд миллиард миллиарда миллиардов milliard"),
        (1e12, "trillion تريليون трильйон трильйона трильйонів триллион триллиона триллионов"),
    ),
    "dual": (
        (2e3, "ألفان ألفين ألفي ألفا"), (2e6, "مليونان مليونين مليوني"), (2e9, "ملياران مليارين ملياري"),
    ),
    "dozen": (
        (12, "dozen دزينة дюжина дюжину дюжин дюжини docena douzaine"), (20, "score"),
        (10, "десяток десятка десятків десятков décena decena dizaine"),
    ),
    "vague": (
        (10, "dozens tens عشرات العشرات عشرا десятки десятками десяткам dizaines decenas docenas douzaines"),
        (20, "scores"),
        (100, "hundreds مئات المئات مئآت сотні сотни сотнями сотням centaines cientos centenares"),
        (1e3, "thousands آلاف الآلاف ألآف تلاف تآلاف тисячі тысячи тыщи тищі тисячами тысячами тисячам тысячам milliers miliers miles millares"),
        (1e6, "millions ملايين الملايين мільйони миллионы мільйонами миллионами millones"),
        (1e9, "billions مليارات المليارات мільярди миллиарды milliards"),
    ),
    "few": ((1, "several few بضع بضعة عدة кілька декілька несколько нескольких кількох кількома несколькими plusieurs quelques varios varias algunos algunas unos unas couple пара пару"),),
    "half": ((0.5, "half نصف نص ونص пів пол demi demie medio media"),),
    "times-half": ((1.5, "півтора півтори полтора полторы полутора півторы"),),
    "glued": (
        (500_000, "півмільйона полмиллиона полумиллиона"), (500, "півтисячі полтысячи полутысячи"), (50, "півсотні півсотня полсотни полусотня полусотни полусотню півсотню"), (5e8, "півмільярда полмиллиарда"),
    ),
    "about": (
        (100, "centaine centenar"), (15, "quinzaine quincena"), (20, "vingtaine veintena"), (30, "trentaine treintena"), (40, "quarantaine cuarentena"),
        (50, "cinquantaine cincuentena"), (60, "soixantaine"),
    ),
    "article": ((1, "a an"),),
    "part": (
        (3, "tercera третья третя третю"), (4, "cuarta четвёртая четверта четверту четвёртую"), (5, "quinta пятая п'ята пятую п'яту"), (10, "décima десятая десята десятую десяту"),
        (2, "half нصف نصف половина половину половини половины половиною половиной moitié mitad"),
        (3, "third thirds ثلث третина третину третини третин треть трети tiers tercio tercios"),
        (4, "quarter quarters ربع أرباع чверть чверті четверть четверти четвертью quart quarts cuarto cuartos"),
        (5, "fifth fifths quinto quintos cinquième cinquièmes"), (10, "tenth tenths dixième dixièmes"),
    ),
    "two-thirds": ((66.67, "ثلثا ثلثي ثلثين الثلثين الثلثان"),),
    "pair": ((2, "قتيلان قتيلين جريحان جريحين شهيدان شهيدين طفلان طفلين شخصان شخصين صاروخان صاروخين قذيفتان قذيفتين امرأتان امرأتين شابان شابين مصابان مصابين مواطنان جنديان جنديين سيدتان سيدتين رغيفين رغيفان بيتين بيتان برميلين برميلان ولدين ولدان حاجزين حاجزان جسرين جسران صهريجين كيسين كيسان خزانين باصين جثمانين سريرين شارعين رجلين رجلان جارين أخوين رضيعين"),),
}  # fmt: skip

_MEASURES: tuple[tuple[float, str, str], ...] = (
    (2, "hour", "ساعتين ساعتان"), (2, "day", "يومين يومان"), (2, "week", "أسبوعين أسبوعان"), (2, "month", "شهرين شهران"),
    (2, "kg", "كيلوين كيلوان"), (2, "year", "سنتين سنتان عامين عامان"), (2, "minute", "دقيقتين دقيقتان"), (2, "night", "ليلتين ليلتان"),
    (2, "m", "مترين متران"), (2, "km", "كيلومترين كيلومتران"), (2, "l", "لترين لتران"), (2, "t", "طنين طنان"),
    (0.5, "hour", "півгодини полчаса получаса півгодинки"), (0.5, "year", "півроку полгода полугода"),
    (0.5, "day", "півдня полдня півдоби"), (0.5, "l", "півлітра поллитра"), (0.5, "m", "півметра полметра полуметра"),
    (0.5, "km", "півкілометра полкилометра"), (0.5, "t", "півтонни полтонны"), (0.5, "kg", "півкіло полкило півкілограма полкилограмма"),
    (1.5, "day", "полуторасуток"),
)  # fmt: skip

MEASURES: dict[str, str] = {plain_letters(word): unit for _, unit, words in _MEASURES for word in words.split()}
"""Words that are a number and its unit at once, and the unit; lengths of time by the names of `LENGTHS_OF_TIME`."""

LEXICON: dict[str, Part] = _table()

LATIN_TWINS: dict[str, str] = {
    "once": "es",
    "quince": "es",
    "seize": "fr",
    "sept": "fr",
    "dos": "es",
    "cent": "fr",
    "cents": "fr",
    "mil": "es",
    "mille": "fr",
    "miles": "es",
    "ten": "en",
    "media": "es",
    "medio": "es",
    "six": "",
    "demi": "fr",
    "tiers": "fr",
    "quart": "fr",
    "quarts": "fr",
    "half": "en",
    "a": "en",
    "an": "en",
    "score": "en",
    "scores": "en",
    "few": "en",
    "unos": "es",
    "unas": "es",
    "tres": "es",
    "cuarto": "es",
    "quinto": "es",
    "son": "",
}
"""Words that mean something else in another language of our six; read as numbers only in a text of this one."""

COUNTED_TOGETHER = ("حمد الحمد مبارك هلا اهلا مرحبا عافية подяк подяки вибачень благодарностей благодарности извинений поклонов поцелуя привет привіт вітань приветов maravillas amores coups excuses perdones "
                    "مرة مرات سلامة سلامات تحية تحيات مبروك لعنة رحمة آسف عذر thanks thank times kisses sorry شكر شكرا قبلة سلام تحية merci mercis fois bisous gracias besos veces раз раза рази разів спасибо дякую "
                    "поцілунків поцелуев apologies pardons excuses reasons مبروك").split()  # fmt: skip
"""What follows a number that is a way of speaking."""

IDIOMS = (
    r"thanks a million|a million thanks|a thousand thanks|one in a million|six of one and half a dozen of the other|at sixes and sevens|the whole nine yards|nine lives|on cloud nine|cloud 9|forty winks|catch[- ]22|in two minds|two of a kind|on all fours|"
    r"four corners|four walls|four winds|fifty-fifty|put two and two together|two and two|ten to one|once or twice|second to none|plan b|dressed to the nines|seventh heaven|two can play|nine to five|"
    r"cada dos por tres|en un dos por tres|a las mil maravillas|mil y un[oa]|cuatro gatos|cuatro paredes|a cuatro patas|los cuatro vientos|cuatro costados|al? cien por cien(?:to)?|"
    r"les quatre cents coups|quatre murs|à quatre pattes|quatre épingles|un de ces quatre|les quatre coins|aux quatre coins|aux quatre vents|en quatre|à cent pour cent|midi à quatorze heures|six pieds sous terre|deux temps trois mouvements|ni une ni deux|"
    r"на все сто(?: процентов)?(?! (?:десять|двадцать|пять))|семь пятниц|семеро одного не ждут|за двоих|за троих|за семерых|на своих двоих|в двух словах|в двух шагах|в четыр[её]х стенах|на все четыре стороны|дважды два|двух зайцев|в три ручья|семь бед|свои пять пальцев|за семью печатями|семь раз отмерь|сто лет в обед|"
    r"на всі сто(?: відсотків)?|у двох словах|за два кроки|у чотирьох стінах|на всі чотири сторони|двічі два|двох зайців|сім п'ятниць|семеро одного не чекають|семеро одного не ждуть|двоє з ларця|за двох|за трьох|на своїх двох|свої п'ять пальців|сім разів відмір|за сімома печатками|"
    r"مية بالمية|مئة بالمئة|مائة بالمائة|ألف شكر|ألف مبروك|ألف تحية|ألف سلام|ألف رحمة|ألف ليلة وليلة|أربعة جدران|بكلمتين|في كلمتين|عصفورين بحجر|بألف خير|مليون مبروك|مليون شكر|سبعة أرواح|"
    r"two heads are better|nine[- ]to[- ]five|zero (?:chance|doubt|sense|shame|interest|idea|pity|patience|tolerance|clue|hope|respect)|(?:one|two|three|four|five) stars|four by four|two and two (?:is|are|make)|pushing (?:thirty|forty|fifty|sixty|seventy|eighty|ninety)|going on (?:thirty|forty|fifty|sixty|seventy|eighty|ninety)|the wrong side of (?:thirty|forty|fifty|sixty)|two birds with one stone|worth two in the bush|stitch in time saves nine|half a dozen of (?:the other|one)|it takes two|two's company|three's a crowd|two wrongs|two sides of the same coin|two sides to every|two peas in a pod|two left feet|two cents|in two shakes|four[- ]letter word|four[- ]leaf|five[- ]star|third degree|three cheers|three strikes|three sheets|six feet under|deep[- ]six|seven seas|seven deadly sins|seven wonders|seven years' bad luck|behind the eight ball|dressed up to the nines|ninety-nine times out of (?:a|one) hundred|nine times out of ten|ten a penny|two a penny|a dime a dozen|baker's dozen|ten commandments|the twelve apostles|twelve apostles|eleventh hour|nineteen to the dozen|a hundred to one|hundred and ten per ?cent|one hundred per ?cent sure|a hundred miles an hour|a thousand words|a thousand pardons|a thousand cuts|a thousand and one|a million times|a million miles|not in a million years|never in a million|one in a thousand|million[- ]dollar|look like a million|feel like a million|cats have nine|zero hour|ground zero|the two of (?:us|them|you)|the pair of|two steps forward|two faced|twice over|one or two|two or three words|in one ear|back to square one|four eyes|with both hands|all fours|thirty pieces of silver|two cheers|first things first|two can play|two minutes' silence|the four horsemen|the twelve days|the seventh day|the six o'clock news|forty acres|thirty-nine steps|eighty days|one hundred years of solitude|thousand and one nights|twenty questions|twenty[- ]twenty (?:vision|hindsight)|"
    r"mieux que deux tu l'auras|zéro (?:chance|pitié|patience|respect|doute|pointé)|deux et deux font quatre|deux et deux|quatre-quatre|quatre étoiles|cinq étoiles|deux tu l'auras|quatre fers en l'air|de deux choses l'une|cheveux en quatre|jamais deux sans trois|six ou une demi-douzaine|sur (?:son|leur|mon|notre) trente et un|trente-six (?:chandelles|solutions|fois|métiers|raisons)|les trente-six du mois|faire d'une pierre deux coups|une pierre deux coups|deux coups de cuillère|entre deux chaises|entre quatre planches|entre quatre yeux|un temps pour deux|ne faire qu'un|les deux font la paire|deux poids,? deux mesures|à deux doigts|à deux pas|deux sous de|trois fois rien|trois gouttes|trois pelés et un tondu|haut comme trois pommes|quatre heures du matin|la semaine des quatre jeudis|quatre jeudis|dire ses quatre vérités|ses quatre vérités|un régime de quatre|se mettre en quatre|mettre en quatre|manger comme quatre|comme quatre|plier en deux|couper la poire en deux|en moins de deux|en deux mots|cinq minutes à moi|les cinq lettres|mot de cinq lettres|cinq sur cinq|sept lieues|sept vies|septième ciel|tourner sept fois|sept fois sa langue|le sept de pique|les sept péchés|huit reflets|dix de retrouvées|une de perdue|dans dix ans on|vingt sur vingt|vingt-quatre heures sur vingt-quatre|vingt-deux,? v'?là|vingt-deux les flics|cent fois|cent sept ans|gagner des mille|des mille et des cents|mille mercis|mille excuses|mille fois|mille bises|mille pardons|mille et une nuits|donner en mille|taper dans le mille|en plein dans le mille|mettre dans le mille|mille sabords|les mille et une|faire les cent pas|les cent pas|être aux cent coups|aux cent coups|cent pour cent (?:d'accord|sûr)|les trois mousquetaires|les douze apôtres|les dix commandements|à la une|un point c'est tout|deux mains gauches|les deux pieds dans|deux pieds dans le même|"
    r"dos y dos son cuatro|dos y dos|cuatro por cuatro|cinco estrellas|ronda los (?:cuarenta|cincuenta|sesenta|setenta|ochenta|noventa)|anda por los (?:cuarenta|cincuenta|sesenta|setenta|ochenta|noventa)|a las mil y quinientas|a las mil y monas|cero (?:dudas|respeto|paciencia|vergüenza|ganas|a la izquierda)|más vale pájaro en mano que ciento volando|que ciento volando|tres pies al gato|cinco pies al gato|tres patas al gato|dos pájaros de un tiro|tres pepinos|dos pepinos|tres pitos|tres cominos|no hay dos sin tres|vale por dos|las tres de la|más vale dos|cada dos por tres|dos gotas de agua|a dos velas|a dos pasos|entre dos aguas|entre dos fuegos|dos caras de la misma|dos dedos de frente|en dos patadas|dos cucharadas y a|no ver tres en un burro|tres en un burro|ni a la de tres|a la de tres|a la tercera va la vencida|como tres y dos son cinco|tres cuartos de lo mismo|cuatro cosas bien dichas|cuatro gotas|más que cuatro|cuatro palabras|cuatro duros|por los cuatro costados|cuatro ojos|buscarle cinco|choca esos cinco|los cinco sentidos|el quinto pino|el quinto infierno|siete vidas|siete mares|bajo siete llaves|siete llaves|siete suelas|siete leguas|las diez de últimas|diez de últimas|ciento y la madre|ciento por uno|mil gracias|mil perdones|mil besos|mil veces|mil demonios|a las mil maravillas|mil maravillas|mil amores|mil disculpas|una y mil|mil historias|los doce apóstoles|los diez mandamientos|los tres reyes|tres reyes magos|en un santiamén|ojo por ojo|media naranja|medio mundo|a medias|media vuelta|media palabra|media voz|mis dos manos|uno de dos|de dos en dos|a razón de uno|santa rita lo que se da|quien da primero da dos|da dos veces|no hay quinto malo|trece y martes|en sus trece|mantenerse en sus trece|sus trece|"
    r"у семи нянек|семи нянек|ноль (?:внимания|эмоций|шансов|смысла|реакции|уважения)|по две сразу|на троих|семь раз отмерь|двумя зайцами|за двумя зайцами|двух зайцев|сто рублей,? а имей|не имей сто|имей сто друзей|лучше новых двух|новых двух|две капли воды|двух слов связать|два слова связать|слова связать|два сапога пара|на двух стульях|двум смертям не бывать|двум смертям|между двух огней|меж двух огней|ни два ни полтора|палка о двух концах|о двух концах|как дважды два|раз,? два и обч[её]лся|раз-два|раз два|как пять пальцев|как свои пять|пять копеек|ни на йоту|в два сч[её]та|без году неделя|три года ждут|обещанного три года|в трёх соснах|трех соснах|с три короба|три короба|от горшка два вершка|два вершка|за тридевять земель|тридевять|тридцать три несчастья|тридцать три удовольствия|на четырёх ногах|конь о четырёх|четырёх ногах|пятое через десятое|седьмая вода|на седьмом небе|семи пядей|семи пядей во лбу|семеро по лавкам|семь потов|семи ветрах|семи ветров|семь вёрст|семь верст|семь смертных грехов|девять кругов|девятый вал|десять заповедей|двенадцать апостолов|сто лет не|сто лет в обед|сто одёжек|сто потов|на сто процентов|сто процентов|тысяча и одна ночь|тысячу раз|тысяча извинений|тысяча чертей|тысяча благодарностей|миллион раз|миллион алых роз|сто раз|во сто крат|один в поле|ни одной живой|один на один|ум хорошо,? а два|а два лучше|одним махом|двести лет не|семимильными|седьмое чувство|шестое чувство|пятое колесо|пятая колонна|две большие разницы|два мира два|пальца в рот|в три шеи|в три погибели|на все четыре|со всех четырёх|с четырёх сторон|четырёх стен|четырьмя стенами|в пять минут|двух мнений|за двоих|на троих|сообразить на троих|третьего не дано|двенадцать стульев|семь чудес|сорок сороков|сорок бед|"
    r"у семи няньок|семи няньок|нуль (?:уваги|емоцій|шансів|сенсу|реакції|поваги)|на трьох|двома зайцями|за двома зайцями|дві краплі води|дві краплини води|лучше новых двух|ліпший (?:за|від) нових двох|кращий (?:за|від) нових двох|краще нових двох|нових двох|а дві (?:ще )?краще|а дві ліпше|двоє одного|двох слів не зв'яже|двох слів|два чоботи пара|на двох стільцях|двом смертям|двічі не вмирати|між двох вогнів|між двома вогнями|раз-два|ні два ні півтора|палиця з двома кінцями|двома кінцями|три роки ждуть|три роки чекають|обіцяного три роки|у трьох соснах|трьох соснах|три мішки гречаної|сім мішків гречаної|мішків гречаної|за тридев'ять|тридев'ять земель|тридцять три нещастя|на чотирьох ногах|кінь на чотирьох|чотири вітри|на всі чотири|п'яте через десяте|сьома вода|на сьомому небі|семи п'ядей|сім п'ядей|семеро по лавках|сім потів|сім верст|сьомий піт|сім кіп|наговорив сім|дев'ять кіл|десять заповідей|дванадцять апостолів|сто років не|сто років тому|сто чортів|сто болячок|сто бід|сто разів|тисячу разів|тисяча й одна|тисяча вибачень|тисяча дяк|мільйон разів|у сто крат|один у полі|п'яте колесо|п'ята колона|шосте чуття|дві великі різниці|у три вирви|у три погибелі|двох думок|третього не дано|дванадцять стільців|сім чудес|на три боки|як п'ять пальців|своїх п'ять копійок|п'ять копійок|"
    r"اتنين واتنين|خمس نجوم|عشرة على عشرة|عشرة من عشرة|واحد من اتنين|صفر على الشمال|ولا عشر(?:ة|ه)? (?:عالشجرة|على الشجرة|عالشجره)|عشرة على الشجرة|عصفورين بحجر|بستين داهية|ستين داهية|بستين ألف داهية|ألف الحمد|ألف حمد|ألف مبارك|مليون مبارك|ألف ألف|ألف سلامة|ألف لا باس|ألف عافية|ألف هلا|ألف أهلا|مية أهلا|مية هلا|ألف نعم|ألف لعنة|ألف مرة|مية مرة|مئة مرة|مليون مرة|مية بالمية|بمية راجل|بألف رجل|بمئة رجل|عن ألف|بمية وش|بوجهين|ذو وجهين|سيف ذو حدين|ذو حدين|بين نارين|كلمتين وبس|كلمتين|بالاتنين|الاتنين سوا|سبع صنايع|سبع بحور|سبع البحور|سابع سما|سبع سموات|سبع أرواح|بسبع أرواح|بسبع تراب|الوصايا العشر|خمسة وخميسة|تلت تلات|ثلاث نقاط|أربع وعشرين قيراط|أربعة وعشرين قيراط|عشرة عمر|عيش وملح|بثلاثة|واحد بالمليون|ألف باء|ليلة وليلة|مليون سلامة|شعرة من|قبل ألف عام"
)
"""Sayings that hold a number and count nothing."""

UNITS: tuple[tuple[str, str], ...] = (
    ("percent", r"%|٪|per ?cents?(?!\w)|percent(?!\w)|percentage|pct(?!\w)|بالمئة|بالمائة|بالمية|في المئة|في المائة|في المية|відсотк\w{1,3}|відсотків|проц\.|процент\w{0,3}|pour ?cent(?!\w)|por ?ciento|por cien(?!\w)"),
    ("km2", (r"sq(?:uare|\.)?[ -]?(?:kms?|kilomet(?:re|er)s?)(?!\w)|km2(?!\w)|km²|kms?\^2|km carrés?|kilomètres?[ -]carrés?|kilómetros? cuadrados?|كم ?مربع|كم2|كم²"
     r"|كيلومترا?(?:ات)? مربعا?ة?|كيلو متر مربع|кв\.? ?км(?!\w)|км²|км2(?!\w)|квадратн\w{2} кілометр\w{0,2}|квадратн\w{2} километр\w{0,2}|кілометр\w{0,2} квадратн\w{2}")),
    ("m2", (r"sq(?:uare|\.)?[ -]?(?:m(?!\w)|met(?:re|er)s?)|sqm(?!\w)|m2(?!\w)|m²|mètres?[ -]carrés?|metros? cuadrados?|م2|م²|مترا? مربعا?|أمتار مربعة"
     r"|кв\.? ?м(?!\w)|м²|м2(?!\w)|квадратн\w{2} метр\w{0,2}|метр\w{0,2} квадратн\w{2}")),
    ("ha", r"ha(?!\w)|hectares?(?!\w)|hectáreas?|هكتارا?|га(?!\w)|гектар\w{0,2}"),
    ("m3", (r"cub(?:ic|\.) (?:m(?!\w)|met(?:re|er)s?)|m3(?!\w)|m³|mètres?[ -]cubes?|metros? cúbicos?|م3|م³|مترا? مكعبا?|أمتار مكعبة"
     r"|куб\.? ?м(?!\w)|м³|м3(?!\w)|кубометр\w{0,2}|кубічн\w{2} метр\w{0,2}|кубическ\w{2} метр\w{0,2}|кубов(?!\w)|кубів(?!\w)")),
    ("cm", r"cms?(?!\w)|centimet(?:re|er)s?(?!\w)|centimètres?|centímetros?|سم(?!\w)|سنتي ?مترا?(?:ات)?|سنتي(?!\w)|сантиметр\w{0,2}|см(?!\w)"),
    ("g", r"g(?!\w)|gr(?!\w)|grams?(?!\w)|grammes?(?!\w)|gramos?(?!\w)|(?:غرام|جرام)ا?(?:ات)?(?!\w)|غ(?!\w)|г(?![\w.-])|гр(?!\w)|грамм?\w{0,2}(?!\w)"),
    ("km", r"kms?(?!\w|²|/)|kilomet(?:re|er)s?(?!\w)|kilomètres?|kilómetros?|كم(?!\w|/)|كيلومترا?(?:ات)?(?!\w)|كيلو ?متر(?!\w)|км(?!\w|/)|кілометр\w{0,2}|километр\w{0,2}"),
    ("kg", r"kgs?(?!\w)|kilos?(?!\w)|kilogram(?:me|mo)?s?(?!\w)|kilogrammes?|كغم?(?!\w)|كجم?(?!\w)|(?<=\d)كغ|كيلو(?:غرام|جرام)ا?(?:ات)?|كيلو(?!\w)|кг|кіло(?!\w)|кило(?!\w)|кілограм\w{0,3}|килограмм?\w{0,2}"),
    ("t", r"tonn?es?(?!\w)|tons?(?!\w)|t(?![\w'-])|طنا?(?!\w)|أطنان|(?<=\d)طن|тонн\w{0,2}(?!\w)|т(?![\w'-]|\.\w)|toneladas?"),
    ("l", r"lit(?:re|er)s?(?!\w)|litros?(?!\w)|l(?![\w'-])|لترا?(?:ات)?(?!\w)|(?<=\d)لتر|ليترا?(?!\w)|літр\w{0,3}|литр\w{0,3}|л(?![\w'-]|\.\w)"),
    ("°C", (r"[°º] ?[cсCС](?!\w)|℃|degrees? (?:celsius|centigrade)|degrees?(?!\w)|درج(?:ة|ات) مئوية|درج(?:ة|ات) حرارة|درجات(?!\w)|درجة(?!\w)|градус\w{0,3}(?: (?:за )?цельс\w{0,3})?|degrés?(?: celsius)?(?!\w)"
     r"|grados?(?: (?:celsius|centígrados?))?(?!\w)")),
    ("mi", r"miles?(?!\w)(?! de)|millas?(?!\w)|милях?(?!\w)|миль(?!\w)|أميال|ميلا?(?!\w)"),
    ("m", r"m(?!\w|²)|met(?:re|er)s?(?!\w)|mètres?(?!\w)|metros?(?!\w)|مترا?(?!\w)|أمتار|م(?!\w|[.²])|м(?!\w|²)|метр\w{0,2}(?!\w)"),
    ("money", (r"[$€£₴₽₺](?! ?\d)|usd(?!\w)|eur(?!\w)|gbp(?!\w)|uah(?!\w)|rub(?!\w)|dollars?(?!\w)|euros?(?!\w)|pounds?(?!\w)|دولارا?(?:ات)?(?!\w)|يورو|ليرة|دينارا?(?!\w)|جنيها?(?!\w)|ريالا?(?!\w)|грн|гривень|гривен\w{0,1}|гривн\w|долар\w{0,3}|євро"
     r"|доллар\w{0,3}|евро|рубл\w{1,3}|dólares|dólar|livres?(?= sterling|s)|pesos?(?!\w)|hryvnias?|roubles?|rubles?|liras?(?!\w)|lires?(?!\w)|dinars?(?!\w)|dinares|dirhams?(?!\w)|shekels?(?!\w)|quid(?!\w)|bucks(?!\w)|balles(?!\w)|cents?(?!\w)(?! (?:mille|un|deux|trois))|centimes?(?!\w)|céntimos?|centavos?|pence(?!\w)|قرشا?(?!\w)|قروش|ليرات|جنيهات|دنانير|دراهم|درهما?(?!\w)|شيكل(?!\w)|копі\w{1,3}|копе\w{2,3}|злотих|злотых|баксов|баксів|франк\w{0,3}|francs?(?!\w)")),
)  # fmt: skip

LENGTHS_OF_TIME = (
    r"(?P<hour>hours?|hrs?|ساعات|ساعة|годин[аиу]?|(?<!1)(?<!1 )год\.?|час(?:а|ов|ы)?|heures?|h|horas?)(?!\w)"
    r"|(?P<minute>minutes?|mins?|دقائق|دقيقة|دقايق|хвилин[аиу]?|хв|мин|минут[аыу]?|minutos?)(?!\w)"
    r"|(?P<second>seconds?|secs?|ثوان|ثواني|ثانية|секунд[аиыу]?|secondes?|segundos?)(?!\w)"
    r"|(?P<day>days?|أيام|تيام|يوما?|дні|днів|дня|день|дней|доб[аиу]?|діб|сут(?:ки|ок)|jours?|journées?|días?)(?!\w)"
    r"|(?P<night>nights?|ليال|ليالي|ليلة|ноч(?:і|и|ей)|ночей|nuits?|noches?)(?!\w)"
    r"|(?P<week>weeks?|أسابيع|أسبوعا?|тижн(?:і|ів|я)|тиждень|недел(?:ь|и|я|ю)|semaines?|semanas?)(?!\w)"
    r"|(?P<month>months?|أشهر|شهور|شهرا?|місяц(?:і|ів|я)|місяць|месяц(?:а|ев|ы)?|mois|mes|meses)(?!\w)"
    r"|(?P<year>years?|yrs?|yo|سنوات|سنين|سنة|عاما?|أعوام|рок(?:и|ів|у)|рік|год(?:а|ы)?|лет|ans?|années?|años?)(?!\w)"
)
SECONDS = {
    "second": 1,
    "minute": 60,
    "hour": 3600,
    "day": 86400,
    "night": 43200,
    "week": 604800,
    "month": 2629746,
    "year": 31556952,
}

DURATION_CUE = (
    r"for|during|over|after|lasted|lasts?|within|took|takes|spent|of|another|last|past|than|least|about|nearly|almost|some|only"
    r"|لمدة|مدة|خلال|طوال|على مدى|على مدار|استمر|استمرت|دام|دامت|بعد|أكثر من|протягом|упродовж|тривал\w{1,3}|впродовж|понад|майже|уже|вже|ще"
    r"|в течение|на протяжении|длил\w{2,4}|более|почти|около|ещё|спустя|pendant|durant|duré|dure|après|plus de|près de|presque|en"
    r"|durante|duró|dura|tras|después de|más de|casi|unas|unos"
)
"""Before a number of years it tells a length of time from an age."""

SINCE = r"ago|earlier|old|olds|from now|alone since|тому|назад|later|من قبل|مضت|plus tôt|plus tard|auparavant|atrás|antes|después|спустя|потому|pregnant|of age|of pregnancy|enceinte|вагітност\w|беременност\w|de edad|d'âge"
SINCE_BEFORE = (
    r"since|منذ|قبل|من|depuis|il y a|hace|через|dans|dentro de|бер|aged?|at|عمرها?|عمره|المدعو|âgée?s? de|hacía|بعد"
)

LABELS = (
    r"محطة|المحطة|tram|tramway|motorway|frequencies|apollo|lot|act|resolution|الطريق|المرتفع|تلة|трамвай\w{0,2}|тролейбус|троллейбус|висот[аиі]|высот[аые]|отметк[аи]|cota|cote|tranvía|resolución|andén|acte|acto|bloque?|étape|paso|крок|шаг|"
    r"bed|ticket|exit|channel|stairwell|entrance|locker|carriage|lot|stage|round|grid|sheet|form|code|password|pin|frequency|psalm|hymn|group|squad|company|regiment|corps|army|rule|point|step|error|"
    r"سرير|السرير|لواء|اللواء|كتيبة|الكتيبة|فوج|الفوج|فرقة|الفرقة|نسخة|النسخة|إصدار|الإصدار|رمز|الرمز|تذكرة|سيارة رقم|ممر|مدخل|المدخل|مخرج|المخرج|رصيف|الرصيف|عربة|العربة|مقعد|المقعد|حافلة|الحافلة|نقطة|حاجز|الحاجز|دبابة|صفحات|كود|الرقم|"
    r"ліжко|ліжку|палата|палаті|палату|код|квиток|вихід|виході|версі[яїю]|сектор\w{0,2}|вагон\w{0,2}|місце|ряд|бокс|хвиля|частота|правило|група крові|рота|полк|армія|корпус|розділу|розділи|"
    r"койка|койке|палате|палату|билет|выход|выходе|версия|версии|версию|вагон\w{0,2}|место|бокс|волна|правило|рота|армия|глава|главу|главы|главе|псалма|стих|пункт|часть|модель|"
    r"lit|code|ticket|billet|sortie|version|wagon|règle|fréquence|compagnie|régiment|brigade|bataillon|canal|étape|"
    r"cama|código|billete|salida|versión|vagón|asiento|regla|frecuencia|compañía|regimiento|brigada|batallón|portal|"
    r"пункт\w{0,2}|п\.|параграф\w{0,2}|абзац\w{0,2}|підпункт\w{0,2}|подпункт\w{0,2}|البند|بند|الفقرة|فقرة|alinéa|paragraphe|apartado|párrafo|inciso|punto|aged?|at the age of|day|chapter|page|article|articles|resolution|room|gate|district|sector|school|hospital|platoon|brigade|battalion|division|no\.?|number|№|#|covid|"
    r"counter|desk|booth|stall|cell|hatch|window|kiosk|locker|guichet|caisse|bureau|cellule|salle|ventanilla|caja|celda|sala|mesa|puesto|окно|окне|вікно|вікні|стойка|касса|кассе|каса|касі|камера|камере|камері|шлюз|شباك|الشباك|كوة|طاولة|الطاولة|تخت|التخت|زنزانة|الزنزانة|الغرفة|مواليد|corinthians|romans|revelation|proverbs|galatians|hebrews|ephesians|corinthiens|romains|corintios|romanos|proverbios|коринфянам|римлянам|коринтян|римлян|كورنثوس|رومية|psalms?|verses?|surah?|ayah?|bus|tram|line|route|road|highway|channel|floor|apartment|apt\.?|flat|house|building|block|unit|car|wagon|seat|row|exit|box|phase|level|part|step|episode|season|volume|vol\.?|"
    r"section|paragraph|clause|law|protocol|act|decree|grade|class|form|type|version|v\.?|model|mark|mk|camp|point|checkpoint|hill|height|area|zone|ward|quarter|street|shelter|battery|group|team|local|track|platform|flight|train|group|"
    r"matthew|mark|luke|john|genesis|exodus|isaiah|page|p\.|pp\.|fig\.?|figure|table|item|question|size|code|ext\.?|extension|pin|id|ref|case|file|post|tweet|thread|message|photo|video|image|image|"
    r"البيت|بيت|الدار|شقة|الشقة|البناية|عمارة|العمارة|المنزل|منزل|زمرة الدم|فصيلة الدم|عمره|عمرها|يوم|اليوم|عام|سنة|رقم|المادة|مادة|الساعة|ساعة|الآية|آية|سورة|مزمور|المزمور|الطابق|طابق|غرفة|الغرفة|قناة|القناة|صفحة|الصفحة|فصل|الفصل|القرار|قرار|شارع|حي|مبنى|بناية|مدرسة|باص|خط|طريق|البوابة|بوابة|القطاع|المنطقة|عيار|إصحاح|الإصحاح|يوحنا|متى|لوقا|"
    r"віком|возрасте|віці|номер|школа|школу|школі|школе|школы|школи|лікарня|больница|день|псалом|псалма|псалмі|псалме|вірш|стих|розділ|глава|стор\.?|стр\.?|страница|сторінка|статья|стаття|статті|статьи|статье|стаття|кімната|комната|квартира|будинок|дом|кв\.?|буд\.?|д\.|під'їзд|подъезд|автобус|маршрут|маршрутка|траса|трасса|канал|поверх|этаж|лінія|линия|бригада|батальйон|батальон|взвод|рота|загін|калібр\w{0,2}|калибр\w{0,2}|Іоанна|Иоанна|Матвія|Матфея|резолюція|резолюция|указ|закон|укриття|убежище|ворота|ворот|воріт|сектор|район|палата|группа|група|"
    r"jour|articles?|chapitre|page|psaume|verset|sourate|chambre|salle|porte|étage|bus|ligne|route|chaîne|immeuble|bâtiment|appartement|secteur|zone|école|numéro|n°|no|calibre|résolution|loi|quai|abri|phase|âgée?|"
    r"artículo|capítulo|página|salmo|versículo|sura|habitación|cuarto|puerta|piso|planta|autobús|línea|ruta|carretera|canal|edificio|apartamento|sector|escuela|número|calibre|resolución|ley|día|edad|distrito|refugio|calle|Juan|Mateo|Lucas|jean|matthieu|luc"
)
"""What stands before a number that names something instead of counting it."""

AGED = r"boy|girl|child|kid|son|daughter|brother|sister|man|woman|toddler|baby|garçon|fille|fillette|fils|frère|sœur|soeur|gamine?|niñ[oa]|chic[oa]|hij[oa]|herman[oa]|mujer|hombre"
"""A person whose age follows: "a boy of 9"."""

PART_OF = r"out of|of|de|de los|de las|sur|sur les|з|із|зі|из|من|من أصل|від|от"
"""Before a bare whole, after its part: "4 trucks out of 60"."""

AMONG = r"including|incl\.|among them|of whom|of them|of which|dont|parmi lesquels|de ellos|de ellas|entre ellos|entre ellas|incluidos|incluidas|з них|із них|из них|в том числе|у тому числі|в тому числі|зокрема|منهم|منها|بينهم|بينها|من بينهم"
"""Before a bare part, after its whole: "72 strikes, dont 41 on the hill"."""

NO_ELLIPSIS = (
    r"in|at|on|by|to|from|until|till|after|before|about|is|are|was|were|am|be|turned|turns|only|just|for|and|or|the|my|its|than|near|page|plus|"
    r"و|في|على|الى|عن|عند|من|قرب|حتى|او|بعد|قبل|منذ|до|к|в|у|о|об|на|с|з|із|за|по|после|після|через|від|от|и|і|та|а|или|або|около|біля|є|"
    r"à|a|en|sur|vers|le|la|les|el|los|las|dès|de|du|des|d'|au|aux|y|et|ou|o|u|es|son|era|est|sont|avait|tiene|tenía|tenia|cumplió|rue|"
    r"youngest|eldest|oldest|сын|син|дочь|дочка|донька|мальчик|девочка|хлопчик|дівчинка|ابن|ابنة|طفل|طفلة"
)
"""Words after which a bare number at the end of a clause is a time, a place or an age, and takes no thing from before."""

NOUN_BEFORE = (
    r"(?P<place>(?:кіло|кило)?метр(?:ів|ов|ах|а|и)|тонн|літрів|литров|кілограмів|килограммов|гектарів|гектаров|градусів|градусов)(?: (?:за|в|у|на|зо|з|із|с|под|під))?"
    r"|(?P<time>днів|дней|діб|суток|ночей|тижнів|недель|місяців|месяцев|хвилин|минут|годин|часов|часа|години|дня|дні|минуты|хвилини|недели|тижні|месяца|місяці|раз|разів)(?: (?:на|за|зо|з|із|с|под|під))?"
    r"|(?P<counted>(?!років|годов)[а-яіїєґ]{3,20}(?:ів|ов|ев))(?: (?:зо|з|із|с|под|під|на))?"
    r"|(?P<many>(?:[а-яіїєґ]{3,20}(?:ок|ек|ых|их|ей|ей)|машин|душ|хат|лодок|коек|ракет|бомб|квартир|школ|шкіл|могил|больниц|лікарень|гармат|пушек|вышек|каністр|канистр|банок|бочек|корів|коров|овец|овець|кур|курей|труб|ламп|мест|місць|ліжок|книг|голов|голів|вікон|окон|тел|тіл|шин|палат|изб|атак|парт|мин|мін|хлібин|буханок|пачек|пачок|пуль|гривен|корзин))(?: (?:зо|з|із|с|под|під|на))?"
)
"""In uk and ru a noun before its number makes it a rough one: "метрів за тридцять"."""

MINES = r"выпустили|выпустил|выпущено|випустили|випустив|випущено|сняли|обезвредили|обезврежено|нашли|сбросили|упало|прилетело|легло|минометных|противотанковых|поставили|установили"
"""Before a number of "мин" these tell mines from minutes."""

SOUNDS = (
    r"صوت|هاون|مدفع|قذائف|قذيفة|راجمة|عيار|звук|калібр\w{0,2}|калибр\w{0,2}|sound of|sounds like|bruit du|ruido de"
)
"""Before bare digits these tell a calibre by what it sounds like."""

PLAYED = (
    r"won|lost|beat|drew|score[ds]?|match|goals?|ganamos|ganaron|ganó|perdimos|perdieron|perdió|empate|empatamos|quedamos|gagné|perdu|battu|nul|виграли|програли|нічия|рахунок|выиграли|проиграли|ничья|счёт|счетом|فزنا|خسرنا|تعادلنا|غلبنا|غلبونا"
)
"""A match, so that "2 a 5" is its score."""

WEATHER = (
    r"temperatures?|freezing|frost|outside|cold|fait|froid|température|gel|dehors|temperatura|frío|afuera|helada|мороз\w{0,2}|надворі|вулиці|хаті|температур\w{1,2}|улице|дворе|градусник\w{0,2}|холод\w{0,2}|الحرارة|حرارة|برد|البرد"
)
"""Beside a signed number without a unit it is degrees."""

YEAR_BEFORE = r"in|since|by|from|until|till|before|after|of|year|during|summer|winter|spring|autumn|early|late|mid|عام|سنة|منذ|في|о|об|в|у|з|с|к|до|після|после|року|en|depuis|de|del|desde|año|an|hasta|avant|après|été|hiver|عام"

MONTHS = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|"
    r"يناير|فبراير|مارس|أبريل|ابريل|نيسان|مايو|أيار|يونيو|حزيران|يوليو|تموز|أغسطس|آب|سبتمبر|أيلول|أكتوبر|تشرين|نوفمبر|ديسمبر|كانون|شباط|آذار|"
    r"січ(?:ня|ень)|лют(?:ого|ий)|берез(?:ня|ень)|квіт(?:ня|ень)|трав(?:ня|ень)|черв(?:ня|ень)|лип(?:ня|ень)|серп(?:ня|ень)|верес(?:ня|ень)|жовт(?:ня|ень)|листопад[а]?|груд(?:ня|ень)|"
    r"январ[яь]|феврал[яь]|март[а]?|апрел[яь]|ма[яй]|июн[яь]|июл[яь]|август[а]?|сентябр[яь]|октябр[яь]|ноябр[яь]|декабр[яь]|"
    r"janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|"
    r"enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
)

NOT_COUNTED_AFTER = (
    r" (?:corinthians|cor|kings|samuel|thessalonians|timothy|corinthiens|corintios|reyes|коринфянам|коринтян)(?!\w)|[ -]?(?:mm|мм|ملم|مم|cal(?:ibre|iber)?\.?|калібр\w{0,2}|калибр\w{0,2})(?!\w)|[ -]?x ?\d|°(?! ?[CcСс](?!\w))|º|ª|(?:st|nd|rd|th|er|ère|ème|eme|e)(?!\w)"
    r"| (?:сторінц\w|сторінку|странице|страницу|канал[еіу]|секторі|секторе)(?!\w)| ?(?:am|pm|a\.m\.?|p\.m\.?|o'clock|gmt|utc)(?!\w)| ?(?:ранку|вечора|ночі|утра|вечера|ночи|пополудні)(?!\w)"
    r"| (?:صباحا|مساء|ظهرا|فجرا|ليلا|عصرا)(?!\w)|[ -](?:storey|story|floor)\w{0,3}| (?:поверх\w{0,3}|поверс\w{1,2}|этаж\w{0,3}|طابق|floors?|étages?)(?!\w)"
    r"|[ -]?(?:times|fois|veces|раз(?:а|и|ів)?|مرات|مرة|x)(?!\w)|-?(?:years?|yrs?|year|month|week|day)s?[ -]olds?|-(?!(?:ти|ми|х|ма|мя|ох|рох|ьох)(?!\w))[а-яіїєґ]{1,20}"
    r"|-(?!(?:sq|square|k?m|km2|million|thousand|hundred|billion|plus|odd|strong|something)(?!\w))[a-z]{2,16}"
    r"|['’]?s(?!\w)| ?(?:volts?|v|mhz|ghz|gb|mb|kb|px|dpi|fps|kwh?|mp|kbps|вольт)(?!\w)| years? old| yo(?!\w)| y/o| yrs? old| ?(?:-?річн\w{1,3}|-?летн\w{1,3})|/\d"
)
"""What follows a number that is a calibre, an ordinal, a time of day, a floor, a technical size or an age."""

PEOPLE = (
    r"people|persons?|civilians?|lives|souls|dead|deaths?|killed|injured|wounded|residents?|famil(?:y|ies)|children|child|women|woman|men|man|boys?|girls?|"
    r"displaced|refugees?|trapped|missing|detained|detainees?|prisoners?|fighters?|soldiers?|troops|evacuated|evacuees?|inhabitants?|patients?|victims?|casualties|martyrs?|kids?|babies|baby|infants?|"
    r"volunteers?|students?|teachers?|doctors?|medics?|nurses?|workers?|journalists?|protesters?|demonstrators?|militants?|rebels?|survivors?|orphans?|hostages?|households?|citizens?|migrants?|"
    r"fatalities|wounds|bodies|corpses|fled|died|died|arrested|rescued|buried|homeless|passengers?|villagers?|elderly|adults?|teenagers?|toddlers?|newborns?|hurt|"
    r"شخصا?|أشخاص|مدنيا?|مدنيين|مدنيون|المدنيين|قتيلا?|قتلى|القتلى|شهيدا?|شهداء|الشهداء|جريحا?|جرحى|الجرحى|مصابا?|مصابين|إصابة|إصابات|نازحا?|نازحين|النازحين|لاجئا?|لاجئين|طفلا?|أطفال|الأطفال|نساء|امرأة|رجل|رجال|عائلة|عائلات|أسرة|أسر|مفقودا?|مفقودين|معتقلا?|معتقلين|نسمة|محاصرا?|محاصرين|إنسان|إنسانا|مقاتلا?|مقاتلين|جنديا?|جنود|صحفيا?|صحفيين|مسعفا?|مسعفين|مريضا?|مرضى|طالبا?|طلاب|مواطنا?|مواطنين|وفاة|وفيات|ضحية|ضحايا|أسيرا?|أسرى|متظاهرا?|متظاهرين|ناجيا?|ناجين|مسلحا?|مسلحين|ساكن|سكان|شابا?|رضيعا?|رضع|"
    r"людей|людини|люди|людина|людям|осіб|особи|особа|цивільн\w{1,3}|загибл\w{1,3}|загинул\w|загинув|вбит\w{1,3}|поранен\w{1,3}|постраждал\w{1,3}|дітей|діти|дитина|дитини|жінок|жінки|жінка|чоловік\w{0,3}|родин\w{0,1}|сімей|сім'[їя]|мешканц\w{1,3}|жител\w{1,3}|біженц\w{1,3}|переселенц\w{1,3}|зникл\w{1,3}|евакуйован\w{1,3}|полонен\w{1,3}|військов\w{1,3}|солдат\w{0,2}|бійц\w{1,3}|пацієнт\w{0,3}|студент\w{0,3}|учн\w{1,3}|лікар\w{1,3}|волонтер\w{0,3}|заручник\w{0,3}|немовлят\w{0,1}|затриман\w{1,3}|рятувальник\w{0,3}|журналіст\w{0,3}|врятован\w{1,3}|доросл\w{1,3}|взросл\w{1,3}|старик\w{0,3}|літніх|пожилых|тіл|тіла|тел|тела|"
    r"человек\w{0,1}|мирн\w{2,3}|погибш\w{1,3}|погибл\w|погиб|убит\w{1,3}|ранен\w{1,3}|раненых|пострадавш\w{1,3}|детей|дети|ребенк\w|ребёнок|женщин\w?|мужчин\w?|сем(?:ей|ьи|ья)|беженц\w{1,3}|пропавш\w{1,3}|эвакуирован\w{1,3}|военн\w{2,3}|пленн\w{2,3}|боевик\w{0,3}|заложник\w{0,3}|врач\w{0,3}|школьник\w{0,3}|задержан\w{1,3}|спасател\w{1,3}|журналист\w{0,3}|раненными|жертв\w{0,3}|"
    r"personnes?|gens|civils?|civiles?|morts?|mortes|décès|tuée?s?|blessée?s?|déplacée?s?|réfugiée?s?|enfants?|femmes?|hommes?|familles?|habitants?|disparue?s?|âmes|victimes?|soldats?|combattants?|détenue?s?|otages?|patients?|évacuée?s?|élèves|étudiants?|médecins?|journalistes?|foyers|survivants?|vies|manifestants?|secouristes|orphelins?|bébés?|"
    r"personas?|civil|civiles|muertos?|muertas?|fallecid[oa]s?|heridos?|heridas?|desplazad[oa]s?|refugiad[oa]s?|niñ[oa]s?|mujeres|mujer|hombres?|familias?|habitantes?|desaparecid[oa]s?|almas|víctimas?|soldados?|combatientes?|detenid[oa]s?|rehenes|pacientes?|evacuad[oa]s?|alumnos|estudiantes?|médicos?|periodistas?|vecin[oa]s|hogares|vidas|supervivientes|manifestantes|bebés?|menores"
)
"""Words that count people. A family is not one person: the thing keeps the word."""

HARM_BEFORE = (
    r"killed|killing|kills|injured|injuring|wounded|wounding|evacuated|evacuating|displaced|displacing|arrested|detained|rescued|buried|left|lost|leaving|claimed|hurting|trapping|"
    r"مقتل|قتل|استشهاد|استشهد|إصابة|وإصابة|أصيب|وأصيب|جرح|وجرح|وفاة|نزوح|نزح|اعتقال|إجلاء|فقدان|"
    r"загинул\w|загинув|вбит\w|вбили|поранен\w|евакуювали|евакуйовано|врятували|врятовано|поранило|постраждал\w|"
    r"погибл\w|погиб|убит\w|убили|ранен\w|ранило|эвакуировали|эвакуировано|спасли|пострадал\w|"
    r"tuant|tué|tuée|blessant|blessé|fait|faisant|évacué|déplacé|arrêté|mató|matando|murieron|hirió|hiriendo|heridas a|evacuó|evacuaron|dejó|dejando|fallecieron"
)
"""Verbs and nouns of harm directly before a number that stands without a noun: "killing 12"."""

TOTALS = (
    r"toll|total|count|number of|figure|tally|dead|deaths|killed|wounded|injured|casualties|population|"
    r"حصيلة|الحصيلة|عدد|العدد|نحن|عددهم|عددنا|المجموع|إجمالي|"
    r"кількість|число|числом|загалом|разом|всього|усього|итого|всего|количество|счёт|нас|"
    r"bilan|nombre|total|nous sommes|on est|we are|we're|somos|quedamos|нас|их|їх|compte|balance|cifra|número de|recuento|saldo"
)
"""A bare number after one of these in its clause counts what they name."""

HEDGES: tuple[tuple[str, str], ...] = (
    ("at-least", (r"at least|at the least|more than|over|above|no fewer than|not fewer than|no less than|not less than|upwards of|north of|well over|in excess of|exceed(?:s|ed|ing)?|exceeding|a minimum of|minimum of|>|≥|ما لا يقل عن|أكتر من|كتر من|لا يقل عن|لا تقل عن|لا يقلون عن|أكثر من|اكثر من|ما يزيد عن|ما يزيد على|يزيد على|يزيد عن|تزيد عن|تجاوز|يتجاوز|تتجاوز|تجاوزت|فوق|يفوق|يفوق عن"
     r"|على الأقل|كحد أدنى|щонайменше|принаймні|понад|більше|більше ніж|більш ніж|більш як|більше як|як мінімум|не менше|не менше ніж|не менш як|перевищ\w{1,5}|по меньшей мере|не менее|не менее чем|не меньше|свыше|более|более чем|больше|больше чем|как минимум|минимум|превы\w{2,6}"
     r"|au moins|plus de|plus d'|plus que|au minimum|pas moins de|au-delà de|dépass\w{1,4}|al menos|más de|más que|por lo menos|como mínimo|no menos de|mínimo|supera(?:n|ba)?|superior a")),
    ("at-most", (r"at most|at the most|fewer than|less than|up to|as many as|no more than|not more than|under|below|a maximum of|maximum of|<|≤|أقل من|اقل من|ما لا يزيد عن|لا يزيد عن|لا يزيد على|لا تزيد على|لا تزيد عن|ما لا يزيد على|لا يتجاوز|لا تتجاوز|حتى|على الأكثر|كحد أقصى|يصل إلى|تصل إلى|не більше|не більше ніж|не більш як|менше|менше ніж|менш як|менш ніж|до|максимум|щонайбільше|не более|не более чем|не больше|менее|менее чем|меньше|"
     r"moins de|moins d'|jusqu'à|jusqu'a|au plus|au maximum|maximum|pas plus de|menos de|hasta|como máximo|no más de|a lo sumo|máximo")),
    ("nearly", r"nearly|almost|close to|just under|just short of|approaching|virtually|ما يقارب|يقارب|يقرب من|ما يقرب من|قرابة|تقارب|майже|під|без малого|почти|чуть меньше|трохи менше|presque|près de|près d'|pas loin de|quasi|casi|cerca de|cerca del|rozando"),
    ("about", (r"about|around|some|roughly|approximately|approx\.?|an estimated|estimated|like|estimates? of|circa|ca\.?|or so|something like|in the region of|~|≈|±|نحو|حوالي|شي|يجي|ييجي|بتاع|تقريبا|زهاء|قدر|يقدر|يقدر ب|بحدود|في حدود|ما بين|близько|приблизно|десь|типу|орієнтовно|зо|біля|коло"
     r"|около|примерно|порядка|типа|под|где-то|ориентировочно|приблизительно|environ|genre|dans les|autour de|autour d'|quelque|quelques|à peu près|approximativement|aux alentours de|alrededor de|alrededor del|unos|unas|aproximadamente|más o menos|en torno a|sobre|como|tipo")),
)  # fmt: skip

HEDGES_AFTER: tuple[tuple[str, str], ...] = (
    (
        "at-least",
        r"or more|at least|at the very least|and more|and counting|plus|على الأقل|او اكثر|أو أكثر|فأكثر|فما فوق|وأكثر|щонайменше|мінімум|и более|или больше|і більше|або більше|как минимум|минимум|ou plus|au moins|au minimum|et plus|o más|al menos|como mínimo|por lo menos|y más",
    ),
    (
        "at-most",
        r"at most|or fewer|or less|at the most|على الأكثر|كحد أقصى|максимум|щонайбільше|или меньше|або менше|au plus|au maximum|ou moins|como máximo|a lo sumo|o menos",
    ),
    (
        "about",
        r"or so|or thereabouts|approximately|roughly|give or take|-odd|odd|تقريبا|приблизно|примерно|environ|à peu près|aproximadamente|más o menos",
    ),
)

SPEAKERS = (
    r"according to|as reported by|as told by|as stated by|per the|in the words of|citing|quoting|"
    r"за даними|за словами|за інформацією|зі слів|за повідомленням|з посиланням на|як повідомляє|як повідомив|як повідомила|як повідомили|за підрахунками|за оцінками|за оцінкою|"
    r"по данным|по словам|по информации|по сообщению|со слов|со ссылкой на|как сообщает|как сообщил|как сообщила|как сообщили|по подсчётам|по оценкам|по оценке|"
    r"selon|d'après|aux dires de|citant|de l'avis de|según|de acuerdo con|de acuerdo a|conforme a|citando a|en palabras de|a decir de"
)
SAID = (
    r"admits|admit|conceded|concedes|counters|countered|replied|retorted|recalled|fears|feared|insist|swears|swore|said|says|say|told|tells|reported|reports|report|estimates?|estimated|claims?|claimed|announced|announces|confirmed|confirms|stated|states|added|wrote|writes|tweeted|posted|warned|warns|puts|put|counted|counts|insisted|insists|declared|admitted|recorded|documented|"
    r"визнав|визнала|визнали|визнає|запевняє|запевняють|відповів|відповіла|побоюється|нагадав|нагадала|присягається|сказав|сказала|сказали|каже|кажуть|заявив|заявила|заявили|заявляє|повідомив|повідомила|повідомили|повідомляє|повідомляють|розповів|розповіла|розповіли|розповідає|уточнив|уточнила|написав|написала|пише|пишуть|стверджує|стверджують|підтвердив|підтвердила|підтвердили|оголосив|оголосила|нарахував|нарахувала|нарахували|додав|додала|"
    r"признал|признала|признали|признаёт|уверяет|уверяют|ответил|ответила|ответили|опасается|напомнил|напомнила|клянётся|божится|сказал|сказала|сказали|говорит|говорят|сообщил|сообщила|сообщили|сообщает|сообщают|заявил|заявила|заявили|заявляет|заявляют|рассказал|рассказала|рассказали|уточнил|уточнила|написал|написала|пишет|пишут|утверждает|утверждают|подтвердил|подтвердила|подтвердили|объявил|объявила|насчитал|насчитала|насчитали|добавил|добавила|"
    r"dit|disent|rétorque|rétorquent|réplique|répliquent|répond|répondent|craint|craignent|rappelle|rappellent|revendique|revendiquent|admet|admettent|reconnaît|reconnaissent|jure|jurent|soutient|soutiennent|affirme|affirment|affirmé|annonce|annoncent|annoncé|déclare|déclarent|déclaré|indique|indiquent|indiqué|rapporte|rapportent|rapporté|estime|estiment|estimé|précise|précisé|confirme|confirmé|assure|assuré|ajouté|écrit|raconte|raconté|évoque|recense|recensé|"
    r"responde|responden|replica|admite|admiten|admitió|reconoce|reconocen|teme|temen|recuerda|jura|sostiene|sostienen|reclama|dice|dicen|afirma|afirman|afirmó|afirmaron|informó|informaron|informa|informan|anunció|anunciaron|declaró|declararon|señaló|señalaron|aseguró|aseguraron|asegura|aseguran|confirmó|confirmaron|indicó|indicaron|estimó|estima|estiman|contó|contaron|cuenta|reportó|reportaron|escribió|agregó|añadió|cifra|cifró|cifran"
)
SAID_AR = r"بحسب|حسب|وفقا لـ?|وفق|نقلا عن|استنادا إلى|قال|قالت|قالوا|يقول|تقول|يقولون|أعلن|أعلنت|تعلن|يعلن|أفاد|أفادت|أكد|أكدت|يؤكد|تؤكد|ذكر|ذكرت|صرح|صرحت|أوضح|أوضحت|أشار|أشارت|كتب|كتبت|روى|روت|أخبرنا|أخبرتنا|أخبرني|أخبرتني|أضاف|أضافت|أحصى|أحصت|قدر|قدرت|تقدر|زعم|زعمت|بين|بينت"

HEARSAY = (
    r"reportedly|allegedly|purportedly|supposedly|apparently|there (?:are|were|have been) (?:\w+ ){0,2}(?:reports?|claims?|rumou?rs)|reports (?:say|suggest|claim|indicate)|it is (?:said|claimed|reported|believed|rumou?red)|they say|people (?:say|are saying)|word is|rumou?r has it|unconfirmed reports?|sources say|is said to|are said to|were said to|i heard|we heard|"
    r"يقال إن|يقال|قيل|تناقلت أنباء|تناقل|هناك أنباء|أنباء عن|أنباء غير مؤكدة|وردت أنباء|تتحدث أنباء|سمعنا|سمعت أن|يزعم|مزاعم|شائعات|إشاعات|بحسب مصادر|مصادر تقول|"
    r"кажуть|подейкують|ходять чутки|за чутками|нібито|начебто|ймовірно|повідомляється|за непідтвердженими даними|чули|є повідомлення|"
    r"говорят|ходят слухи|по слухам|якобы|будто бы|вероятно|сообщается|по неподтверждённым данным|слышали|есть сообщения|поступают сообщения|"
    r"on dit|il paraît|paraît-il|apparemment|selon des rumeurs|des rumeurs|prétendument|on rapporte|il se dit|aurait|auraient|serait|seraient|selon des sources|des informations non confirmées|"
    r"dicen que|se dice|al parecer|supuestamente|presuntamente|según rumores|hay rumores|corre el rumor|hay informes|se reporta|se informa|habría|habrían|fuentes aseguran"
)
"""Words by which a text says something and names nobody."""

NO_THING = frozenset(
    "of in at on to and or the is are was were it we they he she a an for from with by but not no as so if than then this my our his her their its your "
    "more have has had still now here there today ago per each every both such that these those percent after before since until while when where who which "
    "will would can could may might be been being do did does also only just yesterday tomorrow tonight i you me us him them what how why because into out up down off over under about "
    "let get go come see say said says left right all any some none other another others again already yet very too even "
    "في من على إلى الى عن مع أو او و كان كانت هو هي هم هذا هذه منذ قبل بعد ذلك التي الذي ان أن إن لا ما لم لن قد ثم حتى بين عند كل غير اليوم أمس امس هنا هناك الآن الان فقط يا لكن لكنه "
    "на в у и і та а або или не но але за до по из з із зі от від это це как як для при про без над под под після после перед потім уже вже ещё ще сегодня сьогодні вчера вчора завтра здесь тут там где де если якщо что що бы б же ж то только лише тільки ничего нічого никого нікого nothing nobody rien nada нет немає є был были було була было "
    "et ou à de le la les un une en dans sur par pour est sont ont a au aux du des ce ces cette qui que quoi dont où avec sans sous depuis avant après hier demain aujourd'hui ici ne pas plus mais si on il elle ils elles nous vous je se s' déjà encore "
    "y o u el los las lo por para es son con sin desde hace que se su sus del al e entre sobre hoy ayer mañana aquí allí no ni pero si ya más muy fue fueron ha han está están era eran como cuando donde".split()
)
"""Words that follow a number without being what is counted."""

SKIPPED = frozenset(
    "of the these those our de les los las des d' l' من other others additional more new innocent young small unarmed syrian local armed displaced injured wounded dead "
    "still were was are have had been being has now reportedly also already further unidentified seriously badly "
    "autres de plus nouveaux nouvelles otros otras más nuevos ont été sont étaient a fueron han sido resultaron están були було ще были было ещё мирных мирні мирних цивільних цивільні".split()
)
"""Words that may stand between a number and the people whom it counts."""
