# ruff: noqa: E501, SIM905 - a table of words is read line by line, and words need no quotes between them
"""
The words by which `check/spans.py` knows an address, a person or a document: tables that people may read and correct.

Conservative on purpose: each list holds words that seldom stand before anything else. What is not in them is missed,
and the page of limits says so. Spelling variants (accents, Arabic alef and ta marbuta, harakat) need no entries.
"""

from __future__ import annotations

DOMAINS = (
    "com|org|net|info|biz|edu|gov|mil|int|io|app|dev|news|media|press|live|online|site|xyz|club|link|page|blog|wiki|"
    "example|test|invalid|onion|social|chat|video|photos|gallery|team|cloud|ngo|gy|ly|tv|cc|me|eu|uk|ua|ru|fr|es|ar|"
    "sy|iq|lb|jo|eg|tr|ir|de|nl|pl|ch|ca|au"
)
"""Endings of bare addresses. Two-letter ones count only with a path behind them, or after ``www.``."""

PHONE_CUES = (
    r"phones?|mobile|cell|tel|telephone|call|calls|calling|ring|text|sms|whats ?app|signal|viber|contact|reach|number|"
    r"no\.|hotline|"
    r"هاتف|الهاتف|هاتفي|موبايل|جوال|واتس ?اب|اتصل|اتصلوا|رقم|رقمي|رقمه|رقمها|الرقم|للتواصل|تواصلوا|تواصل|"
    r"тел|телефон\w{0,3}|моб|мобільн\w{0,4}|мобильн\w{0,4}|номер\w{0,3}|дзвон\w{1,5}|подзвон\w{1,5}|звон\w{1,5}|"
    r"позвон\w{1,5}|вайбер|вотсап|ватсап|зв'яз\w{1,5}|связ\w{1,5}|"
    r"t[eé]l[eé]phon\w{1,5}|portable|num[eé]ro|appel\w{0,4}|joindre|contact\w{0,3}|"
    r"tel[eé]fono|m[oó]vil|celular|n[uú]mero|llam\w{1,5}|llám\w{1,5}"
)

BANK_CUES = (
    r"iban|bank|account|acct|card|swift|حساب|الحساب|حسابي|بنك|البنك|بطاق[ةه]|ايبان|آيبان|"
    r"рахун\w{1,4}|картк\w{1,3}|карт[аыуе]|счет\w{0,3}|счёт\w{0,3}|банк\w{0,3}|compte|banque|carte|rib|"
    r"cuenta|banco|tarjeta"
)

DOCUMENT_CUES = (
    r"passport|national id|id card|id number|id no|identity card|identity number|driving licen[cs]e|social security|"
    r"ssn|residence permit|"
    r"جواز(?: ?السفر| ?سفر| ?سفري)?|جوازي|الرقم الوطني|رقمي الوطني|رقم وطني|رقم الهوي[ةه]|الهوي[ةه]|هوي[ةه]|هويتي|"
    r"بطاق[ةه] شخصي[ةه]|"
    r"паспорт\w{0,3}|іпн|инн|рнокпп|снилс|посвідченн\w|удостоверени\w|"
    r"passeport|carte d'identit[eé]|pièce d'identité|titre de séjour|permis de conduire|s[eé]curit[eé] sociale|"
    r"pasaporte|dni|nie|c[eé]dula|documento de identidad|carn[eé] de identidad"
)

PLATE_CUES = (
    r"number plates?|licen[cs]e plates?|plate number|plates?|registration|reg\.|"
    r"لوح[ةه](?: السيار[ةه])?|رقم السيار[ةه]|نمر[ةه]|"
    r"номерний знак|номерной знак|держномер\w{0,3}|госномер\w{0,3}|номер (?:авто|машини|машины)|"
    r"plaques?|immatricul\w{2,8}|matr[ií]culas?|placas?"
)

COORDINATE_CUES = (
    r"loc|coords?|coordinates|location|gps|position|lat|"
    r"احداثيات\w{0,3}|إحداثيات\w{0,3}|الاحداثيات|الموقع|موقعنا|موقعي|"
    r"координат\w{0,4}|точк[аи]|локаці\w{1,3}|локаци\w{1,3}|місце|место|"
    r"coordonn[eé]es|coordenadas|ubicaci[oó]n|localisation"
)

STREET_AFTER = "Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Square|Sq|Alley|Boulevard|Blvd|Drive|Court|Terrace|Crescent"
STREET_FR = "rue|avenue|av\\.|boulevard|bd|place|impasse|chemin|quai|allée|ruelle|passage"
STREET_ES = "calle|avenida|avda\\.?|av\\.|plaza|paseo|camino|callejón|carrera|c/"
STREET_UK = "вул\\.|вул|вулиц\\w{1,3}|просп\\.|проспект\\w{0,3}|пров\\.|провул\\w{2,4}|бульвар\\w{0,3}|площ\\w{1,3}|пл\\."
STREET_RU = "ул\\.|ул|улиц\\w{1,3}|пр-т|пер\\.|переул\\w{2,4}|площад\\w{1,3}|набережн\\w{2,3}|шоссе"
UNIT_WORDS = (
    "building|bldg\\.?|apartment|apt\\.?|flat|house|block|"
    "immeuble|bâtiment|bât\\.?|appartement|appt\\.?|maison|"
    "edificio|portal|piso|bloque|apartamento|casa|"
    "буд\\.|будин\\w{2,4}|кв\\.|квартир\\w{1,3}|під'їзд\\w{0,2}|корп\\.|"
    "дом\\w{0,2}|д\\.|подъезд\\w{0,2}|корпус\\w{0,2}"
)
STREET_AR = "شارع|الشارع|زقاق|جاد[ةه]|طريق|حي|حارة"
UNIT_AR = "بناي[ةه]|البناي[ةه]|بناء|البناء|مبنى|المبنى|عمار[ةه]|العمار[ةه]|منزل|بيت|شق[ةه]|الشق[ةه]|دار|بلوك"

KIN_EN = (
    "brother|sister|son|daughter|wife|husband|friend|neighbou?r|cousin|uncle|aunt|auntie|nephew|niece|mother|father|"
    "mum|mom|dad|grandmother|grandfather|grandma|grandpa|colleague|boss|teacher|brother-in-law|sister-in-law|fiancee?|"
    "baby|kid|boy|girl|doctor"
)
KIN_FR = (
    "frère|soeur|sœur|fils|fille|mari|femme|épouse|époux|voisine?|amie?|cousine?|oncle|tante|neveu|nièce|père|mère|"
    "grand-père|grand-mère|collègue|fiancée?|copine|copain|bébé"
)
KIN_ES = (
    "hermano|hermana|hijo|hija|marido|esposo|esposa|mujer|vecino|vecina|amigo|amiga|primo|prima|tío|tía|sobrino|"
    "sobrina|padre|madre|abuelo|abuela|novio|novia|compañero|compañera|cuñado|cuñada"
)
KIN_UK_RU = (
    "брат\\w{0,3}|сестр\\w{1,3}|сестер|син\\w{0,3}|сын\\w{0,3}|доньк\\w{1,2}|дочк\\w{1,2}|доч[ьі]\\w{0,3}|"
    "чоловік\\w{0,3}|муж\\w{0,2}|дружин\\w{1,2}|жен[аыуе]|жін\\w{2,3}|сусід\\w{0,4}|сосед\\w{0,4}|друг\\w{0,3}|друз\\w{1,3}|"
    "подруг\\w{1,2}|мам\\w{1,2}|мат[иь]\\w{0,3}|матер\\w{1,3}|тат\\w{1,3}|пап\\w{1,2}|батьк\\w{1,3}|отц\\w{1,2}|отец|дід\\w{0,3}|"
    "дед\\w{0,3}|бабус\\w{1,2}|бабушк\\w{1,2}|дядьк\\w{1,2}|дяд[яюі]\\w{0,2}|тітк\\w{1,2}|тёт\\w{1,3}|кум\\w{0,3}|племінни\\w{1,3}|"
    "племянни\\w{1,3}|колег\\w{1,2}|коллег\\w{1,2}"
)
MY_UK_RU = (
    "мій|моя|моє|мого|моєму|мою|моїй|моєї|моїм|наш|наша|нашого|нашій|нашу|його|її|їх|мой|моего|моему|моей|моим|"
    "нашего|нашей|его|ее|её|их|свого|свою|своего"
)
KIN_AR = (
    "اخي|اخوي|اختي|ابني|ابنتي|بنتي|ولدي|طفلي|طفلتي|زوجي|زوجتي|امي|ابي|والدي|والدتي|عمي|عمتي|خالي|خالتي|جدي|جدتي|"
    "جاري|جارتي|جارنا|جارتنا|صديقي|صديقتي|صاحبي|رفيقي|زميلي|زميلتي|ابن عمي|ابن خالي|بنت عمي|بنت خالي|"
    "اخوه|اخته|اختها|اخوها|ابنه|ابنها|ابنتها|زوجها|زوجته|خطيبي|خطيبتي"
)
TITLES_AR = "الدكتور|الدكتورة|دكتور|دكتورة|الطبيب|الطبيبة|الممرض|الممرضة|الاستاذ|الاستاذة|استاذ|الحاج|الحاجة|الشيخ|المهندس|السيد|السيدة|المسعف"

NAMES_AR = frozenset(
    "كريم احمد محمد محمود علي حسن حسين عمر خالد سامر سامي ياسر يوسف يونس ابراهيم اسماعيل مصطفي طارق زياد فادي رامي "
    "نادر باسل باسم وليد هاني ماهر مازن مروان غسان جمال كمال نبيل عادل انس بلال حمزه عبد عبدالله عبدالرحمن عثمان سعيد "
    "سعد فارس قاسم لؤي معاذ نزار هادي وائل يحيي زكريا ايمن اسامه ادهم بشار جهاد رائد رشيد صالح طلال عماد فؤاد منير "
    "ليلي فاطمه مريم زينب عائشه خديجه ساره نور هدي سلمي رنا ريم دينا هند لينا لمي مني نادين نوال سمر سعاد رانيا رشا "
    "امل ايمان اسماء بتول بشري جنان حنان دلال رغد روان زهراء سلوي شيماء صفاء ضحي عبير غاده فرح لجين ميساء نسرين نجوي "
    "هبه هاله وفاء ياسمين يسري اوستاب داود جورج الياس حنا ميشيل انطون بطرس تالا جود غيث ليث اياد مهند معتز صهيب".split()
)
"""Given names that are common among Arabic speakers, folded. Taken from no list of persons."""

NOT_NAMES_AR = frozenset(
    "في من علي الي عن مع كان كانت مات ماتت استشهد استشهدت قتل قتلت جريح جريحه مفقود مفقوده عالق عالقه الصغير الصغيره "
    "الكبير الكبيره الاكبر الاصغر الوحيد الوحيده هو هي هنا هناك الان اليوم امس لم لا ما لن ليس ليست قال قالت يقول تقول "
    "تبكي يبكي بخير تحت قبل بعد منذ عند عندما وهو وهي ثم قد لقد الذي التي الذين وانا وامي وابي واخي وزوجي وزوجتي "
    "واولادي واطفالي واختي بين كل كلهم جميعا حتي اذا ان انه انها الله الحبيب الحبيبه الغالي الغاليه العزيز العزيزه "
    "رحمه يا لكن او ام بدون حي حيه مريض مريضه حامل معنا معي مصاب مصابه اصيب اصيبت فقد فقدت ذهب ذهبت خرج خرجت رجع رجعت "
    "عاد عادت نام نامت صار صارت راح راحت جاء جاءت ايضا فقط وحده وحدها وحيد وحيده الشهيد الشهيده المصاب المريض المريضه "
    "كانوا هم ونحن نحن وهم مازال مازالت لا زال زالت ينتظر تنتظر يحتاج تحتاج يعمل تعمل يسكن تسكن مسنه مسن كبيره كبير "
    "صغير صغيره اسمه اسمها عمره عمرها لديه لديها معه معها الرضيع الرضيعه المستشفي الطبيب المناوب المسؤول هذا هذه ذلك خائف خائفه جائع جائعه عطشان حزين حزينه نائم نائمه ميت ميته واقف بردان مثلي بجانبي امامي".split()
)

NOT_NAMES = frozenset(
    # Latin
    "god allah jesus please help now police red civil the me us for if they we he she it you this that what when "
    "where who why how and but or so in on at to from with is was are were has had will can today tomorrow tonight "
    "yesterday monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december i i'm i'll my our his her their your no not yes ok un unicef icrc "
    "cross crescent syria ukraine oradesh mr mrs ms dr prof sheikh miss sir everyone everybody nobody somebody anyone emergency ambulance hospital "
    "il elle on nous vous ils elles dieu et mais le la les un une des est dans si je tu sous el ella ellos dios y "
    "pero está esta en los las yo tú "
    # Cyrillic
    "він вона вони ми ви я ти бог господь боже у в на не це що як де коли та і й але якщо він він она они мы вы ты "
    "это что как где когда и но если он до за з із со с".split()
)
"""Capitalised words that follow a cue without being a name."""
