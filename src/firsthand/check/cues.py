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

NOT_A_PHONE = (
    r"serial|lot|batch|tender|resolution|decree|regulation|circular|gazette|application|claim no|warrant no|bylaw|directive|meter|account of the|parcel|booking|shipment|invoice|order|tracking|barcode|voucher|coupon|ticket|pass|budget|line item|reference|ref|file|case|dossier|prize|lottery|raffle|auction|tail number|hull number|code|part number|isbn|"
    r"décret|arrêté|circulaire|appel d'offres|formulaire|registre|délibération|compteur|numéro de (?:lot|série|colis|dossier|facture|commande)|commande|lot|série|colis|facture|bon|billet|loterie|code|tombola|référence|"
    r"decreto|resolución|licitación|formulario|folio|oficio|circular|bando|medidor|contador|premio|encargo|paquete|boleto|lotería|sorteo|pedido|serie|factura|expediente|código|lote|número de serie|rifa|"
    r"розпорядженн\w{1,2}|наказ\w{0,2}|постанов\w{1,2}|вх\.|вих\.|вхідн\w{2,3}|заявк\w{1,2}|тендер\w{0,2}|ухвал\w{1,2}|лічильник\w{0,2}|серійн\w{2,3}|парті[яїюі]|замовлен\w{1,3}|посилк\w{1,2}|накладн\w{1,3}|хвостов\w{2,3}|бортов\w{2,3}|лот\w{0,2}|квит\w{2,3}|справ[аиу]|код\w{0,2}|інвентарн\w{2,3}|рахунок-фактур\w|виграшн\w{2,3}|"
    r"распоряжени\w{1,2}|приказ\w{0,2}|постановлени\w{1,2}|исх\.|входящ\w{2,3}|заяв\w{2,4}|определени\w|сч[её]тчик\w{0,2}|серийн\w{2,3}|парти[яию]|заказ\w{0,2}|посылк\w{1,2}|накладн\w{2,3}|билет\w{0,2}|лотере\w{1,3}|дел[оауе]|архив\w{0,2}|инвентарн\w{2,3}|артикул\w{0,2}|штрих-?код\w{0,2}|"
    r"قرار|القرار|مرسوم|المرسوم|تعميم|التعميم|مناقصة|المناقصة|طلب رقم|الطلب رقم|عداد|العداد|كود|الكود|رمز|الرمز|تسلسلي|التسلسلي|شحنة|الشحنة|فاتورة|الفاتورة|يانصيب|جائزة|الجائزة|بند|البند|ملف|الملف|قضية|القضية|طلبية|باركود"
)
"""Words before a long number that is none to call."""

PHONE_CUES = (
    r"набери|набирай\w{0,2}|appelle|appelez|marca|marque|llama|llámame|dial|ring|text|sms|смс|пишіть|пишите|رن|رنوا|دق|دقوا|احكي|احكوا|"
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
    r"birth cert(?:\.|ificate)?|свид\.|свід\.|carn[eé]t? de \w{4,12}|carte de \w{4,12}|death cert|service card|membership card|warrant card|badge|acta de nacimiento|acta de defunción|acte de décès|acta|acte|extrait de naissance|свид-в[оау]|св-во|метрик\w{1,3}|метриц\w|birth certificate|marriage certificate|death certificate|certificate|military id|ration card|ration book|family book|refugee card|registration card|health card|pension (?:book|card)|student card|press card|visa|id|papers?|permit|"
    r"دفتر العائلة|دفتر عائلة|قيد|رقم القيد|إخراج قيد|بيان قيد|شهادة|الشهادة|شهادة ميلاد|شهادة الميلاد|شهادة وفاة|رخصة|رخصة القيادة|إقامة|الإقامة|بطاقة الإقامة|بطاقة|البطاقة|تأشيرة|رقم التأمين|التأمينات|"
    r"свідоцтв\w{1,2}|військов\w{2,3} квит\w{2,4}|військовий|пенсійн\w{1,3}|довідк\w{1,2}|посвідк\w{1,2}|ідентифікаційн\w{2,3}|id|ід-картк\w{1,2}|закордонн\w{2,3}|перепустк\w{1,2}|рнокпп|єдрпоу|візa|віз\w|"
    r"свидетельств\w{1,2}|военн\w{2,3} билет\w{0,2}|военник\w{0,2}|пенсионн\w{2,3}|справк\w{1,2}|вид на жительство|загранпаспорт\w{0,2}|пропуск\w{0,2}|полис\w{0,2}|виз[аыу]|студенческ\w{2,3}|водительск\w{2,3}|"
    r"carte de séjour|carte d'identit[eé]|acte de naissance|livret de famille|certificat|attestation|titre|récépissé|carte vitale|permis|visa|"
    r"partida de nacimiento|libro de familia|permiso de residencia|tarjeta de residencia|certificado|carn[eé]|visado|licencia|"
    r"passport|national id|id card|id number|id no|identity card|identity number|driving licen[cs]e|social security|"
    r"ssn|residence permit|"
    r"جواز(?: ?السفر| ?سفر| ?سفري)?|جوازي|الرقم الوطني|رقمي الوطني|رقم وطني|رقم الهوي[ةه]|الهوي[ةه]|هوي[ةه]|هويتي|"
    r"بطاق[ةه] شخصي[ةه]|"
    r"паспорт\w{0,3}|іпн|инн|рнокпп|снилс|посвідченн\w|удостоверени\w|"
    r"passeport|carte d'identit[eé]|pièce d'identité|titre de séjour|permis de conduire|s[eé]curit[eé] sociale|"
    r"pasaporte|dni|nie|c[eé]dula|documento de identidad|carn[eé] de identidad"
)

PLATE_CUES = (
    r"plates? no\.?|vehicle|"
    r"نمرتها|نمرته|رقمها|لوحتها|لوحته|"
    r"номерн\w{2,3}|знак\w{0,2}|номер(?:а|ом|у|і)?(?! (?:заявк|обращени|дела|справи|заяв|очеред|черг|телефон|телеф|накладн|заказ|замовл|договор|сч[её]т|рахунк))|"
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

VEHICLES = (
    r"hatchback|sedan|saloon|suv|land ?cruiser|hilux|coach|trailer|tanker|ride|berline|fourgon|utilitaire|camionnette|combi|kombi|moto|berlina|todoterreno|colectivo|микроавтобус\w{0,2}|мікроавтобус\w{0,2}|мікробус\w{0,2}|буханк\w{1,2}|седан\w{0,2}|легковушк\w{1,2}|легківк\w{1,2}|иномарк\w{1,2}|іномарк\w{1,2}|внедорожник\w{0,2}|фур[аиуы]|автозак\w{0,2}|угнали|вкрали|راكب|راكبة|سايق|السيارات|ميكرو|بيكاب|car|van|bus|minibus|truck|lorry|taxi|jeep|pickup|vehicle|driver|plates?|motorbike|scooter|ambulance|convoy|"
    r"سيارة|السيارة|سيارته|سيارتها|سيارتي|باص|الباص|شاحنة|ميكروباص|سرفيس|تكسي|فان|بيك اب|نمرة|نمرتها|لوحة|دراجة|إسعاف|"
    r"автобус\w{0,2}|авто|машин\w{1,3}|маршрутк\w{1,2}|фургон\w{0,2}|таксі|такси|джип\w{0,2}|вантажівк\w{1,2}|водій|водія|водитель|водителя|бус\w{0,2}|знак|номер\w{0,2}|держномер\w{0,2}|грузовик\w{0,2}|газель|скутер|"
    r"voiture|fourgon(?:nette)?|camion|camionnette|bus|taxi|plaque|chauffeur|conducteur|véhicule|moto|"
    r"coche|carro|camioneta|furgoneta|furgón|autobús|camión|matrícula|placa|chofer|conductor|vehículo"
)
STREET_AFTER = "Row|Yard|Walk|Wharf|Quay|Close|Mews|Grove|Parade|Embankment|Wynd|Steps|Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Square|Sq|Alley|Boulevard|Blvd|Drive|Court|Terrace|Crescent"
STREET_FR = "cour|mail(?= d)|venelle|esplanade|sentier|faubourg|traverse|rue|avenue|av\\.|boulevard|bd|place|impasse|chemin|quai|allée|ruelle|passage"
STREET_ES = "patio|muelle|cuesta|ronda|glorieta|travesía|pasaje|alameda|rambla|plazuela|cerro|calle|avenida|avda\\.?|av\\.|plaza|paseo|camino|callejón|carrera|c/"
STREET_UK = "завул\\w{2,4}|тупик\\w{0,2}|узв[оі]\\w{1,3}|алe[їя]\\w?|майдан\\w{0,2}|набережн\\w{1,3}|вул\\.|вул|вулиц\\w{1,3}|просп\\.|проспект\\w{0,3}|пров\\.|провул\\w{2,4}|бульвар\\w{0,3}|площ\\w{1,3}|пл\\."
STREET_RU = "тупик\\w{0,2}|алле[яюией]\\w?|проезд\\w{0,2}|спуск\\w{0,2}|ул\\.|ул|улиц\\w{1,3}|пр-т|пер\\.|переул\\w{2,4}|площад\\w{1,3}|набережн\\w{2,3}|шоссе"
UNIT_WORDS = (
    "building|bldg\\.?|apartment|apt\\.?|flat|house|block|"
    "escalier|étage|immeuble|bâtiment|bât\\.?|appartement|appt\\.?|maison|"
    "depto\\.?|dpto\\.?|escalera|puerta|edificio|portal|piso|bloque|apartamento|casa|"
    "буд\\.|будин\\w{2,4}|кв\\.|квартир\\w{1,3}|під'їзд\\w{0,2}|корп\\.|"
    "дом\\w{0,2}|д\\.|подъезд\\w{0,2}|корпус\\w{0,2}"
)
STREET_AR = "شارع|الشارع|زقاق|جاد[ةه]|طريق|حي|حارة"
UNIT_AR = "بناي[ةه]|البناي[ةه]|بناء|البناء|مبنى|المبنى|عمار[ةه]|العمار[ةه]|منزل|بيت|شق[ةه]|الشق[ةه]|دار|بلوك"

KIN_EN = (
    "mate|pal|gran|granddad|grandad|godson|goddaughter|godmother|godfather|stepson|stepdaughter|stepmother|stepfather|landlady|landlord|lad|lass|twin|brother|sister|son|daughter|wife|husband|friend|neighbou?r|cousin|uncle|aunt|auntie|nephew|niece|mother|father|"
    "mum|mom|dad|grandmother|grandfather|grandma|grandpa|colleague|boss|teacher|brother-in-law|sister-in-law|fiancee?|"
    "baby|kid|boy|girl|doctor"
)
KIN_FR = (
    "grand-tante|grand-oncle|beau-frère|belle-sœur|belle-soeur|beau-père|belle-mère|beau-fils|belle-fille|gendre|filleule?|marraine|parrain|nounou|patron|patronne|frère|soeur|sœur|fils|fille|mari|femme|épouse|époux|voisine?|amie?|cousine?|oncle|tante|neveu|nièce|père|mère|"
    "grand-père|grand-mère|collègue|fiancée?|copine|copain|bébé"
)
KIN_ES = (
    "vieja|viejo|nieto|nieta|suegra|suegro|yerno|nuera|ahijado|ahijada|madrina|padrino|comadre|compadre|tata|nana|jefa|jefe|colega|pareja|hermano|hermana|hijo|hija|marido|esposo|esposa|mujer|vecino|vecina|amigo|amiga|primo|prima|tío|tía|sobrino|"
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
TITLES_AR = "القابلة|الملازم|الرقيب|العريف|المقدم|الرائد|العميد|المختار|الخباز|الجزار|الصيدلي|الصيدلانية|السائق|الحلاق|الخياط|الخياطة|المراسل|المراسلة|الحارس|البواب|القاضي|الخوري|القس|الراهبة|النجار|الحداد|الفران|صاحب الدكان|صاحب الفرن|صاحب البيت|الدكتور|الدكتورة|دكتور|دكتورة|الطبيب|الطبيبة|الممرض|الممرضة|الاستاذ|الاستاذة|استاذ|الحاج|الحاجة|الشيخ|المهندس|السيد|السيدة|المسعف|الشهيد|الشهيدة|المعتقل|المعتقلة|المفقود|المفقودة|الطفل|الطفلة|الشاب|الشابة|الصحفي|الصحفية|المصور|العم|الخالة|العمة|الخال|المعلم|المعلمة|الآنسة|المواطن|المواطنة|الناشط|الناشطة|الأب|الأخت|الأخ|الممرضه|البروفيسور|النقيب|العقيد|المحامي|المحامية"

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
    "فيه فيها حسابه حسابها رقم موعد باب بيت كتاب هويه جواز خبر صوت صوره اسم يد مفتاح تلفون موبايل شنطه سياره شقه غرفه دواء حليب في من علي الي عن مع كان كانت مات ماتت استشهد استشهدت قتل قتلت جريح جريحه مفقود مفقوده عالق عالقه الصغير الصغيره "
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
    "plate plates phone tel number номер тел телефон god allah jesus please help now police red civil the me us for if they we he she it you this that what when "
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

NOT_FAMILY_AR = (
    "المفتاح المفاتيح الدوا الدواء الحليب الجواب الباب الموعد الرقم الهوية الجواز الموبايل التلفون السيارة الشنطة العشا الغدا اليوم الان الحي المدينة الشارع الذي التي الذين الله الطفل الطفلة الشهيد الصغير الكبير الحبيب الغالي الوحيد الجميل العزيز المريض المصاب الجريح المفقود "
    "الساعة الجديد القديم الأول الثاني الثالث الشرقي الغربي الشمالي الجنوبي العام الخاص السوري المدني البيت الدار المستشفى المشفى المدرسة الجامع المسجد القصف النار الماء الخبز الليلة الصباح المساء "
    "الجمعة السبت الأحد الإثنين الثلاثاء الأربعاء الخميس الناس الجيش الشرطة الدفاع الهلال الصليب الأمم الأطفال النساء الآن الحمد السلام العالم الوطن الموت الحياة القرآن الكريم الدولة الرئيس الحرب"
)
"""Words with the article that follow a name and are no family's."""

INSTITUTIONS = (
    "вежі вежа вежу вежею башни башня башню вежею ворота брама брами tower gate stair stairs steps quay well wells gardens hospital clinic school university college academy institute street st road rd avenue ave lane square boulevard bridge river mountain mount lake sea port airport station camp church mosque cathedral temple market park stadium museum theatre theater hotel tower building house hall "
    "district province county city town village region state states republic kingdom union nations council committee commission court ministry minister ministry's parliament government army forces force guard guards brigade police department agency office authority bank company corporation inc ltd group association foundation society federation league club party front movement organization organisation fund "
    "news times post press agency radio tv television channel media network journal herald tribune guardian today center centre service services support relief aid rescue defence defense helmets cross crescent committee war peace day week festival cup championship games street's sheikh's quarter neighborhood neighbourhood crossing junction gate roundabout circle valley island beach hill hills north south east west northern southern eastern western central "
    "hôpital clinique école lycée collège université institut rue avenue boulevard place pont gare aéroport église mosquée cathédrale marché parc stade musée théâtre hôtel tour quartier mairie ville village région département état états république royaume union nations conseil comité ministère armée forces garde police croix croissant rouge journal télévision agence banque société association fondation parti front sud nord est ouest "
    "clínica escuela colegio instituto universidad calle avenida plaza puente estación aeropuerto iglesia mezquita catedral mercado parque estadio museo teatro hotel torre barrio ayuntamiento ciudad pueblo provincia región estado estados república reino unión naciones consejo comité ministerio ejército fuerzas guardia policía cruz roja media luna diario televisión agencia banco sociedad asociación fundación partido frente norte sur este oeste río "
    "лікарня лікарні школа школи школі університет інститут академія вулиця вулиці площа проспект міст ріка річка станція аеропорт церква мечеть собор ринок парк стадіон музей театр готель район району районі область області обл місто міста село села республіка рада ради комітет міністерство армія поліція хрест хреста червоний партія фронт банк компанія фонд новини канал край служба "
    "больница больницы университет институт академия улица улицы площадь мост река станция аэропорт рынок стадион гостиница область области город села республика совет комитет министерство армия полиция крест креста красный партия банк компания новости служба граница війна война"
)
"""Words of institutions and places that a run of capitalised words may hold; a person's name ends before them."""

PEOPLES = (
    "english french spanish arabic arab arabs russian russians ukrainian ukrainians american americans british european europeans syrian syrians turkish turks kurdish kurds iraqi iranian israeli palestinian palestinians lebanese jordanian egyptian saudi german italian polish chinese indian african muslim muslims christian christians jewish jews sunni shia islamic catholic orthodox islam "
    "français française anglais arabe russe ukrainien américain syrien turc kurde musulman chrétien español española inglés árabe ruso ucraniano sirio turco "
    "українці українська українська український росіяни російська російський русские российский російські украинский американский"
)

ORDINARY = (
    "a about above across after again against all almost alone along already also although always am among an and another any anyone anything are around as at away back bad be because become been before behind being below best better between big both breaking but by call can cannot case check children come could dear did different do does doing done dont don't down due during each early either else enough even ever every everything except far few find first follow for from full get give go going gone good great had half has have having he hello help her here hers hey high him his home hope hot hour how however i i'm i've if important in inside instead into is isn't it it's its itself just keep kids know last late later latest least less let let's life like listen little live location long look lots love mad made make many maybe me mean meanwhile men might mine missing more morning most mother much must my near need needs neither never new next nice night no nobody none not nothing note now number of off oh ok okay old on once one only open or other others our out outside over own own part past people photo photos picture please pray prayers prayer probably put quick quiet read ready really reply rest retweet right rip rt same save saw say school see seen send share she should show side since so some somebody someone something soon sorry source sources stay still stop such sure take thank thanks that the their them then there therefore these they thing things think this those though thousands three through thus to together tomorrow tonight too town toward true try two under until up update updates urgent us use very via video wait want was watch water way we welcome well were what when where whether which while who whole whose why wife will wind wish with without woman women work world would wow yes yet you your "
    "according actually additionally anyway apparently basically civil currently everybody exactly finally fortunately further hopefully honestly indeed luckily moreover nearly obviously otherwise perhaps possibly previously reportedly sadly seriously shame shelling bombing attack attacks air strike airstrike fire fires flood floods flooding earthquake hurricane cyclone storm tornado typhoon tropical wildfire red white black green blue yellow golden silver dark bright mr mrs ms president prime king queen prince princess lord god's general white house "
    "zero three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty hundred thousand million grade class "
    "seize quinze quatorze treize douze onze dix neuf huit sept six cinq vingt trente cent mille шістнадцять шестнадцать десять двадцять двадцать п'ять пять шість шесть сім семь вісім восемь "
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec christmas eid easter ramadan "
    "je j'ai j'étais c'est c'était il'a qu'il mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs ce cette ces cet ici là alors ainsi aussi après avant avec pour par sans sous sur chez comme comment combien pourquoi quand qui que quoi où très trop plus moins merci bonjour bonsoir aidez priez urgent attention encore enfin hier aujourd'hui demain maintenant toujours jamais tout toute tous toutes rien personne quelqu'un voici voilà ne pas non oui lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août septembre octobre novembre décembre d'après deux trois quatre cinq depuis pendant donc car ni selon entre vers noël pâques dieu seigneur au aux du des de d'un d'une l'eau l'armée n'oubliez "
    "ayer hoy mañana ahora siempre nunca todo toda todos todas nada nadie alguien aquí allí ahí así también después antes con por para sin sobre como cómo cuánto porque cuando quien que qué dónde donde muy más menos gracias hola buenos buenas ayuda ayúdennos recen urgente atención todavía aún mi mis tu tus su sus nuestro nuestra nuestros se le les lo nos me te no sí un una unos unas dos tres cuatro cinco desde según entre hacia mientras lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre navidad señor virgen santo santa san santos dios al del "
    "мій моя моє мої наш наша наше наші твій ваш ваша його її їх це цей ця ці той та те ті тут там тоді також після перед з зі із без під над про через для від до між як яка який яке які чому коли хто дуже більше менше дякую дякуємо привіт добрий допоможіть терміново увага ще вже сьогодні вчора завтра зараз завжди ніколи все всі всіх нічого ніхто хтось немає є був була було були буде будуть так ні понеділок вівторок середа четвер п'ятниця субота неділя перша друга два дві три у в на і й або але бо щоб якщо коли поки ось нас нам вас вам мене мені їм слава україні господи боже різдво великдень пасха будь ласка люди діти ніч ранок вечір день знову може треба потрібно потрібна прошу "
    "мой моя мое моё мои наша наше наши твой ваш ваша его её ее их это этот эта эти тот та те там здесь тогда также тоже после перед с со из без под над про через для от до между как какой какая почему когда кто очень больше меньше спасибо привет добрый помогите срочно внимание ещё еще уже сегодня вчера завтра сейчас всегда никогда все всё всех ничего никто кто-то нет есть был была было были будет будут да понедельник вторник среда четверг пятница суббота воскресенье первая вторая два две три и или но если чтобы пока вот нас нам вас вам меня мне им господи боже рождество пасха пожалуйста люди дети ночь утро вечер день снова может надо нужно нужна прошу у нас по при за ко"
)
"""Words that are written with a capital only because a sentence, a heading or a calendar begins with them."""

WHERE = (
    "afghanistan africa albania algeria america argentina armenia asia australia austria azerbaijan bahrain bangladesh belarus belgium bolivia bosnia brazil britain bulgaria canada chile china colombia congo croatia cuba cyprus denmark ecuador egypt england estonia ethiopia europe finland france gaza germany ghana greece haiti hungary india indonesia iran iraq ireland israel italy japan jordan kazakhstan kenya korea kosovo kuwait lebanon libya lithuania malaysia mali mexico moldova morocco myanmar nepal netherlands nigeria norway oman pakistan palestine peru philippines poland portugal qatar romania russia rwanda saudi scotland senegal serbia singapore somalia spain sri lanka sudan sweden switzerland syria taiwan tanzania thailand tunisia turkey turkiye uganda ukraine uae uk us usa venezuela vietnam wales yemen zimbabwe "
    "aleppo damascus homs hama idlib raqqa daraa latakia tartus ghouta baghdad mosul basra beirut tripoli amman cairo alexandria jerusalem ramallah rafah tehran ankara istanbul kyiv kiev kharkiv kharkov lviv odesa odessa mariupol kherson donetsk luhansk dnipro zaporizhzhia crimea donbas moscow london paris berlin rome madrid brussels geneva washington york california texas florida houston miami carolina puerto rico kerala nepal kathmandu mumbai delhi tokyo beijing "
    "syrie alep damas ukraine russie france allemagne italie espagne angleterre turquie liban irak égypte maroc algérie tunisie siria alepo ucrania rusia españa francia alemania italia turquía líbano egipto méxico argentina colombia perú chile venezuela bogotá lima santiago buenos aires "
    "україна україни україні україну київ києва києві харків харкова харкові львів львова львові одеса одеси одесі маріуполь маріуполя маріуполі херсон херсона херсоні донецьк луганськ дніпро запоріжжя крим криму донбас чернігів чернігова суми миколаїв миколаєва полтава бахмут бахмута буча бучі ірпінь ірпеня росія росії москва москви сирія сирії алеппо польща європа сша туреччина "
    "украина украины украине украину киев киева киеве харьков харькова харькове львов львова одесса одессы мариуполь мариуполя мариуполе херсон херсона донецк луганск днепр запорожье крым крыма донбасс чернигов николаев николаева россия россии россию москва москвы москве петербург ростов ростова белгород курск сирия сирии польша европа турция oradesh орадеш орадеша орадеші орадеше"
)
"""Lands and large cities: a capital that is no person's. The gazetteer of a case is not asked here."""

NETWORKS = (
    r"telegram|tg|insta(?:gram)?|ig|snap(?:chat)?|twitter|skype|discord|facebook|fb|tiktok|viber|threads|vk|"
    r"тг|телеграм\w{0,2}|телега|инст\w{0,7}|інст\w{0,7}|фейсбук\w{0,2}|скайп\w{0,2}|вк|"
    r"تلغرام|تيليغرام|تيلغرام|تلجرام|انستا|انستغرام|سناب|فيسبوك|تويتر|تيك توك"
)

STREET_ALONE = "Row|Yard|Court|Walk|Wharf|Quay|Mews|Parade|Embankment|Steps|Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Square|Sq|Alley|Boulevard|Blvd"

RELATIONS = (
    r"above|(?:the )?corner of|(?:at )?the (?:end|top|foot|bottom|back) of|left of|right of|across the street from|round the back of|at the gates? of|by the gate of|underneath|behind|next to|next door to|opposite|across from|in front of|beside|just past|close to|near|below|outside|around the corner from|beneath|two doors from|"
    r"à gauche|à droite|au coin|à l'angle|au fond|le long|à deux pas|derrière|à côté|en face|près|devant|sous|au-dessus|au-dessous|au bout|face|à l'arrière|"
    r"a la izquierda|a la derecha|al final|en la esquina|esquina|a espaldas|detrás|atrás|a la vuelta|junto|al lado|frente|enfrente|cerca|delante|debajo|encima|al fondo|"
    r"в кінці|у кінці|на розі|зліва від|справа від|ліворуч від|праворуч від|на початку|неподалік від|недалеко від|за|біля|поруч із|поруч з|поряд із|поряд з|навпроти|напроти|коло|під|перед|"
    r"в конце|на углу|слева от|справа от|в начале|сразу за|возле|рядом с|рядом со|напротив|около|под|позади|через дорогу от|недалеко от"
)
CLOSE_EN = "behind|opposite|across from|next to|next door to|in front of|beside|round the back of|around the corner from|just past|left of|right of|two doors from"
NO_SPOT_EN = "wheel|scenes?|kids?|child\\w*|man|men|woman|women|people|person|lines?|back|doors?|house|houses|wall|walls|curtain|rest|others?|enemy|time|tv|screen|camera\\w*|cameras|truth|news|idea|law|desk|counter|table|bed|sofa|car|cars|truck|trucks|tank|tanks|bus|driver|crowd|queue|window\\w*|fire|fence|stove|body|bodies|police|soldiers?|guards?|mother|father|family|families|world|whole|only|same|first|second|last|next|dead|wounded|story|numbers?|mask|mirror|radio|phone|book|dog|cat|baby|girls?|boys?|with|from|that|this|those|these|and|when|where|while|who|which|until|because|since|after|before|are|were|was|has|have|had|will"
CLOSE_FR = "derrière|en face|à côté|juste après|au pied|à deux pas"
NO_SPOT_FR = "gens|enfants?|hommes?|femmes?|lignes?|porte|portes|mur|murs|rideau|autres?|ennemi|temps|télé|caméra\\w*|vérité|bureau|table|lit|voiture\\w*|camion\\w*|char|chars|foule|file|fenêtre\\w*|monde|tous|tout|toute|nous|vous|eux|elle|elles|moi|toi|lui|leurs?|plaque|soldats?|police|famille\\w*|mère|père|corps|morts?|feu|dos|tête|cela|ceci|celui|celle|chez|volant|barreaux|scène|réalité"
CLOSE_ES = "detrás|frente|enfrente|junto|al lado|a la vuelta|a espaldas"
NO_SPOT_ES = "gente|niñ[oa]s?|hombres?|mujer|mujeres|línea|líneas|puerta|pared|paredes|cortina|otros?|otras?|enemigo|tiempo|tele|cámara\\w*|verdad|mesa|cama|coche|camión|tanque|fila|ventana|mundo|todos|todas|nosotros|ellos|ellas|usted\\w*|soldados?|policía|familia\\w*|madre|padre|cuerpo\\w*|muertos?|fuego|volante|barricada|escenario|realidad|resto|noche|miedo|hambre"
CLOSE_CYR = "напротив|возле|неподал[её]ку от|недалеко от|навпроти|напроти|неподалік від|рядом со?|поруч із|поруч зі?|поряд із|поряд зі?"
NO_SPOT_CYR = "нас|нам|вас|ним|ней|нею|мен|мною|тоб|теб|соб|себ|мам|пап|тат|люд|дет|діт|жен|жін|муж|чоловік|сын|син|доч|дон|брат|сестр|сосед|сусід|окн|вікн|двер|стен|стін|стол|печ|піч|кров|ліж|телев|машин|танк|солдат|друг|труп|тіл|тел|огн|вогн|мертв|ранен|поранен|всем|всіма|этим|цим|тем|тим|таким|ними|дерев|собак|кош|год|час|пол|част"
CLOSE_AR = "خلف|مقابل|قبالة|بجانب|جنب|بجوار|بالقرب من|قرب|ورا|وراء|قدام|أمام|حد"
NO_SPOT_AR = "أعين|عيون|انظار|أنظار|كل|جميع|هذا|هذه|ذلك|أولاد|أطفال|أهل|ناس|عدسات|كاميرات|شاشات|أبناء|ضباط|جنود|عناصر|عدسة|مرأى|صمت|باب|سيارة|جثة|جثث|دبابة|فتح|إطلاق|تسليم|وقف|إدخال|اطلاق|خط|خطوط"
"""Relations that nearly always place something, and what behind them is no place: "behind the wheel"."""
ARTICLES = r"(?:the|our|a|my|old|new|de la|de l'|de los|de las|del|des|du|de|d'|à la|à l'|au|aux|al|a la|le|la|l'|les|el|los|las|un|une|una|notre|nuestr[oa])(?:(?<=')|(?!\w))"
SPOTS = (
    r"cooperage|mill ?race|smithy|distillery|winery|orchard|allotments|bandstand|pub|tavern|inn|laundrette|launderette|fishmonger's|grocer's|greengrocer's|florist's|tailor's|cobbler's|chemist's|dentist's|opera|museum|gallery|courthouse|city hall|fire station|police station|customs house|tollhouse|tram stop|tram depot|gasworks|power station|pumping station|substation|waterworks|slipway|boatyard|shipyard|brickworks|brickyard|kiln|pond|reservoir|aqueduct|viaduct|underpass|footbridge|level crossing|signal box|telegraph office|printworks|monument|statue|memorial|obelisk|bus shelter|phone box|gym|swimming pool|skating rink|circus|zoo|abattoir|creamery|dairy|cattle market|granary|grain elevator|hangar|airfield|canteen|soup kitchen|maternity|morgue|mortuary|crematorium|seminary|rectory|vicarage|minaret|madrasa|ferry slip|ferry landing|ferry stage|landing stage|clock tower|bell tower|corn exchange|arsenal|citadel|"
    r"tonnellerie|distillerie|caserne des pompiers|commissariat|préfecture|tribunal|palais de justice|douane|gare routière|arrêt de bus|centrale|station de pompage|quai|viaduc|poissonnerie|quincaillerie|tabac|librairie|coiffeur|pressing|gymnase|piscine|patinoire|cirque|maternelle|fac|maternité|morgue|crématorium|presbytère|minaret|silos|casse|opéra|salle des fêtes|musée|statue|monument|cantine|conserverie|cordonnerie|serrurerie|teinturerie|halle|halles|abattoirs|kiosque à musique|beffroi|clocher|arsenal|citadelle|boulange|bistrot|café|bar|"
    r"ermita|lonja|comisaría|juzgado|aduana|terminal|tanque de agua|usina|compuerta|dique|viaducto|pescadería|verdulería|ferretería|estanco|librería|peluquería|tintorería|gimnasio|piscina|cancha|polideportivo|circo|jardín de infantes|liceo|facultad|internado|maternidad|morgue|tanatorio|crematorio|parroquia|galpón|bodega|ópera|museo|estatua|monumento|comedor|conservera|zapatería|cerrajería|feria|bar|cantina|hotel|pensión|acequia|noria|frutería|campanario|arsenal|ciudadela|café|tranvía|"
    r"броварн\w{1,3}|хлібзавод\w{0,2}|кінотеатр\w{0,2}|клуб\w{0,2}|пожежн\w{2,3}|поліці\w{1,2}|суд\w{0,2}|станці\w{1,2}|крамниц\w{1,2}|кіоск\w{0,2}|гастроном\w{0,2}|фабри\w{1,3}|комбінат\w{0,2}|насосн\w{2,3}|водокачк\w|підстанці\w{1,2}|шлюз\w{0,2}|греб\w{1,2}|костел\w{0,2}|синагог\w{1,2}|інтернат\w{0,2}|пологов\w{2,4}|морг\w{0,2}|басейн\w{0,2}|спортзал\w{0,2}|цирк\w{0,2}|музе\w{1,2}|театр\w{0,2}|пам'ятник\w{0,2}|їдальн\w{1,2}|елеватор\w{0,2}|ангар\w{0,2}|дзвіниц\w{1,2}|ратуш\w{1,2}|ковальн\w{1,2}|ґуральн\w{1,2}|перукарн\w{1,2}|книгарн\w{1,2}|криниц\w{1,2}|паркан\w{0,2}|стодол\w{1,2}|"
    r"синагог\w{1,2}|каланч\w{1,2}|кинотеатр\w{0,2}|клуб\w{0,2}|пожарн\w{2,3}|полици\w{1,2}|суд\w{0,2}|вокзал\w{0,2}|станци\w{1,2}|лар[её]?к\w{0,2}|ларьк\w{1,2}|киоск\w{0,2}|павильон\w{0,2}|магазин\w{0,2}|гастроном\w{0,2}|универмаг\w{0,2}|завод\w{0,2}|фабри\w{1,2}|комбинат\w{0,2}|пекарн\w{1,2}|хлебозавод\w{0,2}|насосн\w{2,3}|водокачк\w{1,2}|водонапорк\w{1,2}|подстанци\w{1,2}|шлюз\w{0,2}|плотин\w{1,2}|церк\w{1,4}|мечет\w{1,2}|костел\w{0,2}|интернат\w{0,2}|детдом\w{0,2}|роддом\w{0,2}|морг\w{0,2}|бассейн\w{0,2}|спортзал\w{0,2}|цирк\w{0,2}|музе\w{1,2}|театр\w{0,2}|памятник\w{0,2}|столов\w{2,3}|склад\w{0,2}|элеватор\w{0,2}|гараж\w{0,3}|ангар\w{0,2}|сара\w{1,2}|депо|эстакад\w{1,2}|тоннел\w{1,2}|колокольн\w{1,2}|ратуш\w{1,2}|винокурн\w{1,2}|парикмахерск\w{2,3}|аптек\w{1,2}|школ\w{1,2}|мост\w{0,2}|пивоварн\w{1,2}|"
    r"boiler house|boiler room|arch|archway|porch|gate|fish market|kiosk|chapel|shrine|monastery|convent|laundry|slaughterhouse|cannery|foundry|forge|sawmill|quarry|barn|stable|stables|garages|jetty|pier|dock|docks|lock|weir|dam|"
    r"chaufferie|minoterie|scierie|forge|fonderie|laverie|buanderie|porche|arche|grange|étable|ferme|embarcadère|ponton|barrage|pigeonnier|couvent|monastère|abattoir|"
    r"caldera|capilla|galpón|arco|portón|zaguán|granja|establo|muelle|embarcadero|represa|convento|monasterio|matadero|lavandería|herrería|aserradero|paradero|parada|"
    r"арк\w{1,2}|арк[аоуі]ю?|булочн\w{1,4}|кулінарі\w{1,2}|лазн\w{1,3}|пральн\w{1,3}|кузн\w{1,3}|лісопилк\w{1,2}|ферм\w{1,2}|причал\w{0,3}|пристан\w{1,3}|дамб\w{1,2}|"
    r"баня|бане|бани|баней|прачечн\w{1,4}|кузниц\w{1,3}|лесопилк\w{1,2}|котельн\w{1,3}|boathouse|crypt|kiosk|orphanage|nursing home|care home|old people's home|tannery|lighthouse|windmill|watermill|water pump|pump|granary|workshop|print shop|brewery|archive|gatehouse|tower|temple|synagogue|cathedral|nursery|hostel|dormitory|depot|boiler room|silo|greenhouse|mosque|school|church|bakery|pharmacy|hospital|clinic|market|bridge|station|mill|well|shop|supermarket|store|cemetery|graveyard|park|playground|kindergarten|library|post office|town hall|water tower|factory|warehouse|gas station|petrol station|fountain|stadium|cafe|café|restaurant|hotel|garage|stairwell|courtyard|roundabout|depot|barracks|university|bus stop|theatre|theater|cinema|checkpoint|crossroads|railway|butcher's|barber's|butcher|barber|bank|prison|square|chapel|monastery|dam|"
    r"hangar(?: à bateaux)?|kiosque|pompe|lavoir|crypte|orphelinat|maison de retraite|tannerie|phare|grille|entrepôt|atelier|imprimerie|brasserie|tour|temple|synagogue|cathédrale|foyer|internat|silo|serre|passerelle|écluse|mosquée|école|église|boulangerie|pharmacie|hôpital|clinique|marché|pont|gare|moulin|puits|magasin|épicerie|supermarché|cimetière|parc|crèche|bibliothèque|poste|mairie|château d'eau|usine|entrepôt|station-service|fontaine|stade|restaurant|hôtel|cour|caserne|rond-point|lycée|collège|cinéma|théâtre|boucherie|banque|dépôt|chapelle|"
    r"kiosco|quiosco|cripta|bomba|orfanato|asilo|residencia de ancianos|curtiduría|faro|taller|imprenta|cervecería|torre|templo|sinagoga|catedral|residencia|silo|invernadero|pasarela|lavadero|verja|mezquita|escuela|iglesia|panadería|farmacia|clínica|mercado|puente|estación|molino|pozo|tienda|supermercado|cementerio|parque|guardería|biblioteca|correos|ayuntamiento|fábrica|almacén|gasolinera|fuente|estadio|restaurante|cuartel|rotonda|colegio|instituto|cine|teatro|carnicería|banco|depósito|capilla|plaza|"
    r"колонк\w{1,3}|чинбарн\w{1,3}|прохідн\w{1,3}|притул\w{2,4}|будинк\w{1,3} для літніх|веж\w{1,3}|маяк\w{0,3}|друкарн\w{1,3}|майстерн\w{1,3}|гуртожит\w{2,4}|котельн\w{1,3}|собор\w{0,3}|монастир\w{0,3}|каплиц\w{1,3}|мечет\w{1,3}|школ\w{1,3}|церкв\w{1,3}|пекарн\w{1,3}|аптек\w{1,3}|лікарн\w{1,4}|ринк\w{1,3}|рин(?:ок|ку)|міст|мост\w{1,2}|вокзал\w{0,3}|млин\w{0,3}|колодяз\w{1,3}|магазин\w{0,3}|кладовищ\w{1,2}|цвинтар\w{0,3}|садк\w{1,3}|дитсад\w{0,3}|бібліотек\w{1,3}|пошт\w{1,3}|завод\w{0,3}|склад\w{0,3}|заправк\w{1,3}|стадіон\w{0,3}|гараж\w{0,4}|депо|річк\w{1,3}|супермаркет\w{0,3}|універсам\w{0,3}|поліклінік\w{1,3}|зупинк\w{1,3}|міськрад\w{1,3}|фонтан\w{0,3}|"
    r"колонк\w{1,3}|кожевенн\w{1,4}|проходн\w{1,3}|приют\w{0,3}|дом\w{0,2} престарелых|башн\w{1,3}|маяк\w{0,3}|типограф\w{1,4}|мастерск\w{1,3}|общежити\w{1,2}|котельн\w{1,3}|собор\w{0,3}|монастыр\w{0,3}|часовн\w{1,3}|лестниц\w{1,3}|больниц\w{1,3}|рынк\w{1,3}|рыно?к\w{0,2}|мельниц\w{1,3}|колодц\w{1,3}|кладбищ\w{1,3}|библиотек\w{1,3}|почт\w{1,3}|стадион\w{0,3}|поликлиник\w{1,3}|остановк\w{1,3}|детсад\w{0,3}|храм\w{0,3}|универсам\w{0,3}|мэри\w{1,2}|парк\w{0,3}|двор\w{0,3}"
)
"""What a building or a meeting point is told by."""
SHELTERS = (
    r"(?:(?:the|a|our) )?(?:basement|cellar|shelter|bunker|bomb shelter)|(?:la |le |notre )?(?:cave|sous-sol|abri)|(?:el |un |nuestro )?(?:sótano|refugio|bodega)|"
    r"підвал\w{0,3}|укритт\w{1,3}|бомбосховищ\w{1,3}|сховищ\w{1,3}|подвал\w{0,3}|бомбоубежищ\w{1,3}|убежищ\w{1,3}|укрыти\w{1,3}|погреб\w{0,3}"
)
RELATIONS_AR = "على زاوية|زاوية|اخر|نهاية|على يسار|على يمين|بمدخل|مدخل|خلف|بجانب|جنب|بجوار|قرب|بالقرب من|مقابل|قبالة|امام|وراء|تحت|فوق|عند|حد|بقرب|ورا|جانب|بمحاذاة|قدام|قريب من|قريب على"
SPOTS_AR = (
    "سينما|السينما|مطحنة|المطحنة|معصرة|المعصرة|كنيس|مخفر|المخفر|محكمة|المحكمة|مسرح|المسرح|مسبح|المسبح|نادي|النادي|ثانوية|الثانوية|إعدادية|مخزن|المخزن|موقف|الموقف|سد|السد|قناة|عبارة|العبارة|نفق|النفق|قهوة|القهوة|مقهى|المقهى|كافيه|حلاق|الحلاق|لحام|اللحام|خضرجي|سمان|السمان|مغسلة|المغسلة|تكية|التكية|مقام|المقام|ضريح|سرايا|السرايا|قصر|القصر|سور|السور|مدجنة|مزرعة|المزرعة|بستان|البستان|سبيل|تمثال|التمثال|مسلخ|المسلخ|مدبغة|المدبغة|مصبغة|مخيطة|مشغل|المشغل|صومعة|الصومعة|صوامع|الصوامع|إطفائية|الإطفائية|متحف|المتحف|مئذنة|المئذنة|دير|الدير|مرفأ|المرفأ|مينا|الميناء|رصيف|الرصيف|كراجات|الكراجات|"
    "مطبعة|المطبعة|دار|الدار|كشك|الكشك|مضخة|المضخة|برج|البرج|منارة|المنارة|ورشة|الورشة|مستوصف|المستوصف|عيادة|العيادة|حمام|الحمام|خان|الخان|قلعة|القلعة|مغسل|بوابة|البوابة|جامع|الجامع|مسجد|المسجد|مدرسة|المدرسة|كنيسة|الكنيسة|فرن|الفرن|مخبز|المخبز|صيدلية|الصيدلية|مستشفى|المستشفى|مشفى|المشفى|سوق|السوق|جسر|الجسر|محطة|المحطة|دوار|الدوار|ساحة|الساحة|حديقة|الحديقة|مقبرة|المقبرة|بقالة|"
    "البقالة|دكان|الدكان|محل|معمل|المعمل|مصنع|المصنع|كازية|الكازية|ملعب|الملعب|بناية|البناية|بيت|منزل|عمارة|العمارة|بنك|البنك|فندق|الفندق|مطعم|المطعم|مكتبة|المكتبة|البلدية|بلدية|خزان|الخزان|بئر|البئر|روضة|الروضة|مركز|المركز|حاجز|الحاجز|معهد|المعهد|الجامعة|جامعة|مستودع|المستودع|سوبرماركت|البريد|الطاحونة|طاحونة|كراج|الكراج"
)
NOT_IN_SPOT_AR = (
    "منذ|ولا|لا|قبل|بعد|في|من|فيه|فيها|يوجد|الى|حتى|مع|قتل|سقط|سقطت|قصف|نحن|هناك|وهو|وهي|و|على|عن|كان|كانت|لم|ما|هذا|هذه|الآن|اليوم|امس|لكن|ثم|عند|تحت|فوق|خلف|امام|يا|هل|قد|تم|بدون|بلا|انا|هم|وهم|وقد|حيث|الذي|التي|كل|بين|نحتاج|ينتظر|ننتظر|يحتاج|وصل|وصلت|صار|لأن|لان|جرحى|شهداء|قتلى|"
    "صباح|مساء|فجر|ليل|ظهر|استهدف|احترق|تعرض|وما|ولم|فقط|ايضا|مات|ماتت|أصيب|اصيب|أريد|نريد|ساعدونا|ارجوكم|الرجاء"
)
