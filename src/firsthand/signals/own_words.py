# ruff: noqa: E501 - a table of words is read line by line
"""
The words by which people say what they do, and whom they belong to. Tables that people may read and correct.

Trades and offices only. No word here tells of faith, origin, family name, love or health, and none may be added.
"""

from __future__ import annotations

from firsthand.signals.words import Table

ROLES = Table({
    "medic": (
        "doctor|physician|nurse|paramedic|medic|surgeon|midwife|pharmacist|ambulance driver|ambulance crew|emergency medicine|"
        "طبيب|طبيبة|طبيب أطفال|ممرض|ممرضة|مسعف|مسعفة|صيدلي|صيدلانية|جراح|جراحة|قابلة قانونية|دكتور|دكتورة|كادر طبي|"
        "лікар*|медсестр*|медбрат*|парамедик*|хірург*|фельдшер*|акушер*|врач*|медик*|хирург*|"
        "médecin|infirmier|infirmière|ambulancier|ambulancière|chirurgien|chirurgienne|sage-femme|pharmacien|pharmacienne|secouriste|"
        "médico|médica|enfermero|enfermera|paramédico|paramédica|cirujano|cirujana|partera|doktor|hemşire|cerrah|ebe|پزشک|پرستار|دکتر"
    ),
    "journalist": (
        "journalist|reporter|correspondent|photojournalist|news editor|photo editor|newsroom|news desk|news agency|news channel|freelance journalist|local news|radio station|newspaper|"
        "صحفي|صحفية|صحافي|صحافية|مراسل|مراسلة|إعلامي|إعلامية|مصور صحفي|وكالة أنباء|وكالة الأنباء|قناة إخبارية|شبكة إخبارية|غرفة الأخبار|جريدة|صحيفة|"
        "журналіст*|репортер*|кореспондент*|фотокор*|редакці*|новинн*|інформагенц*|газет*|журналист*|репортёр*|корреспондент*|редакци*|информагентств*|"
        "journaliste|reporter|correspondant|correspondante|photojournaliste|rédaction|agence de presse|"
        "periodista|reportero|reportera|corresponsal|fotoperiodista|redacción|agencia de noticias|gazeteci|muhabir|haber ajansı|خبرنگار|روزنامه نگار|خبرگزاری"
    ),
    "volunteer": (
        "volunteer|volunteers|volunteering|civil defence|civil defense|rescue team|first responder|relief group|food kitchen|soup kitchen|aid worker|"
        "متطوع|متطوعة|متطوعين|متطوعون|الدفاع المدني|فريق إنقاذ|فريق تطوعي|إغاثة|عامل إغاثة|"
        "волонтер*|доброволець|рятувальни*|волонтёр*|доброволец|спасател*|bénévole|bénévoles|volontaire|secours civil|"
        "voluntario|voluntaria|voluntarios|rescatista|gönüllü*|arama kurtarma|داوطلب|امدادگر"
    ),
    "activist": (
        "activist|campaigner|campaigning|human rights defender|organiser|organizer|union rep|tenants' union|"
        "ناشط|ناشطة|ناشط حقوقي|ناشط إعلامي|مدافع عن حقوق الإنسان|активіст*|правозахисни*|активист*|правозащитни*|"
        "militant associatif|militante associative|activiste|défenseur des droits|activista|defensor de derechos|aktivist|insan hakları savunucusu|فعال مدنی"
    ),
    "official": (
        "ministry|ministry of|spokesperson|spokesman|spokeswoman|governor|mayor|councillor|city council|municipality|press office|official account|official page|official channel|government|embassy|"
        "وزارة|بلدية|محافظ|محافظة|متحدث رسمي|الناطق الرسمي|ناطق باسم|متحدث باسم|المكتب الصحفي|المكتب الإعلامي|الحساب الرسمي|الصفحة الرسمية|القناة الرسمية|مجلس المدينة|المجلس المحلي|سفارة|"
        "міністерств*|речник|речниця|мер міста|міськрад*|міська рада|прес-служб*|пресслужб*|офіційна сторінка|офіційний канал|министерств*|пресс-служб*|пресс-секретар*|мэр|городской совет|официальная страница|официальный канал|"
        "ministère|porte-parole|maire|mairie|service de presse|compte officiel|préfecture|"
        "ministerio|portavoz|alcalde|alcaldesa|ayuntamiento|cuenta oficial|oficina de prensa|bakanlığı|sözcüsü|belediye|belediyesi|resmi hesap|resmi hesabı|وزارت|سخنگو|شهرداری"
    ),
    "civilian": (
        "teacher|student|pupil|baker|tailor|shopkeeper|barber|carpenter|taxi driver|bus driver|engineer|retired|mother of|father of|mum of|dad of|resident of|"
        "معلم|معلمة|مدرس|مدرسة|طالب|طالبة|خياط|خياطة|نجار|حلاق|سائق تاكسي|خباز|مهندس|مهندسة|متقاعد|متقاعدة|أم لثلاثة|أم لاثنين|أب لثلاثة|أب لاثنين|ربة منزل|من سكان|"
        "вчител*|студент*|пекар*|кравець|кравчиня|пенсіонер*|мама двох|тато двох|мешкан*|учител*|портной|швея|пенсионер*|мама двоих|папа двоих|житель|жительница|"
        "professeur|prof de|instituteur|institutrice|étudiant|étudiante|boulanger|boulangère|retraité|retraitée|mère de|père de|habitant de|habitante de|"
        "profesor|profesora|maestro|maestra|estudiante|panadero|panadera|jubilado|jubilada|madre de|padre de|vecino de|vecina de|öğretmen|öğrenci|emekli|معلم|دانشجو"
    ),
    "affiliated": (
        "fighter|soldier|combatant|commander|serviceman|servicewoman|militiaman|frontline unit|in uniform since|sniper|"
        "مقاتل|مقاتلة|جندي|مجند|قائد كتيبة|قائد لواء|قائد ميداني|ضابط|مرابط|عنصر في|من عناصر|"
        "боєць|солдат|військовослужбов*|командир*|боец|военнослужащ*|"
        "combattant|combattante|soldat|soldate|commandant|combatiente|soldado|comandante|savaşçı|asker|komutan|رزمنده|سرباز|فرمانده"
    ),
})  # fmt: skip
"""Trades and offices. ``affiliated``: somebody who says that they fight, whoever for."""

NOT_OWN = Table({
    "kin": (
        "brother|sister|son|daughter|wife|husband|widow|mother|father|friend|cousin|family|uncle|aunt|child|kid|boyfriend|girlfriend|fiancee|fiance|niece|nephew|married to|"
        "زوجة|زوج|أخت|أخو|أخ|ابن|ابنة|بنت|أم|والدة|والد|أب|أرملة|عائلة|صديق|صديقة|أخي|أختي|زوجي|زوجتي|ابني|ابنتي|أبي|أمي|والدي|والدتي|خطيبة|"
        "брат*|сестр*|син*|донька|доньки|дружин*|чоловік|мама|мати|тато|батько|вдова|друг|сын*|дочь|жена|муж|мать|отец|папа|мій тато|"
        "frère|soeur|sœur|fils|fille|femme de|épouse|mari|mère|père|veuve|hermano|hermana|hijo|hija|esposa|esposo|madre|padre|viuda|kardeşi|eşi|oğlu|kızı|annesi|babası|همسر|برادر|خواهر|پسر|دختر|مادر|پدر"
    ),
    "not": (
        "not a|not an|not the|no longer|never a|isn't a|i'm no|neither|nor a|non|ex|former|formerly|once a|used to be|would-be|wannabe|aspiring|future|unofficial|"
        "لست|ليس|ليست|لسنا|سابق|سابقا|سابقة|غير رسمي|غير رسمية|كنت|не|колишн*|бывш*|экс|екс|неофіційн*|неофициальн*|pas|ancien|ancienne|non officiel|no soy|ex-|antiguo|antigua|no oficial|değil*|eski|سابق|نیستم"
    ),
    "about": "love a|loves a|fan of|fan of a|thank you|thanks to|thanks|pray for our|books about|novel about|film about|game|gamer|playing|player|cosplay|شكرا|شكرا ل|تحية|дякую|спасибо|merci|gracias",
})  # fmt: skip
"""Words before a trade, within a few words, that say it is not the writer's own, or no longer."""

SATIRE = Table({
    "satire": (
        "satire|satirical|parody|parody account|spoof|fan account|not affiliated with anyone real|humour|humor account|jokes only|"
        "ساخر|ساخرة|حساب ساخر|سخرية|محاكاة ساخرة|كوميدي|للضحك|сатир*|пароді*|пароди*|гумор*|юмор*|parodie|satirique|humour noir|compte parodique|"
        "parodia|sátira|cuenta parodia|parodi*|mizah|طنز"
    ),
})  # fmt: skip

TIES = Table({
    "speaks-for": (
        "press office|media office|media wing|press service|spokesman|spokeswoman|spokesperson|official account|official page|official channel|official voice|"
        "المكتب الصحفي|المكتب الإعلامي|الإعلام الحربي|الناطق|ناطق|المتحدث|متحدث|الحساب الرسمي|الصفحة الرسمية|القناة الرسمية|"
        "прес-служб*|пресслужб*|речни*|офіційн*|пресс-служб*|пресс-секретар*|официальн*|service de presse|porte-parole|compte officiel|page officielle|"
        "oficina de prensa|portavoz|cuenta oficial|página oficial|basın ofisi|basın bürosu|sözcüsü|resmi hesap|resmi hesabı|دفتر رسانه ای|سخنگوی"
    ),
    "member": (
        "member of|member|coy|company|battalion|platoon|brigade|squad|intelligence|fighter|fighters|soldier|commander|officer|officer in|serving in|serve in|served in|i serve|enlisted|joined|our unit|my unit|our brigade|my brigade|battalion|company commander|gunner|veteran of|"
        "عضو|عضوة|مقاتل|مقاتلة|مقاتلي|مقاتلو|أعضاء|سرية|كتيبة|لواء|جندي|ضابط|قائد|من عناصر|عنصر|أخدم في|نخدم في|التحقت|انضممت|كتيبتنا|لواؤنا|وحدتنا|"
        "розвідка|рота|взвод|бригада|батальйон|член*|боєць|бійц*|солдат*|командир*|офіцер*|служу|служимо|наш підрозділ|мій підрозділ|боец|бойц*|офицер*|служим|наше подразделение|"
        "membre|combattant|combattante|soldat|officier|j'ai rejoint|mon unité|notre unité|miembro|combatiente|soldado|oficial|me uní|mi unidad|nuestra unidad|üyesi|savaşçısı|askeri|subayı|birliğim|عضو|رزمنده|سرباز|افسر"
    ),
    "works-with": (
        "work for|works for|working for|work with|works with|employed by|driver for|media team|cook for|translator for|photographer for|photographer with|medic with|medic in|doctor with|nurse with|volunteer with|embedded with|logistics for|"
        "أعمل مع|أعمل لدى|أعمل في|نعمل مع|موظف في|موظفة في|متطوع مع|مسعف مع|مسعف في|مصور مع|مصور لدى|مترجم مع|طبيب مع|فريق إعلام|"
        "працюю в|працюю у|працюю на|працюю з|медик в|медик у|фотограф з|работаю в|работаю на|работаю с|медик роты|je travaille pour|travaille avec|infirmier avec|photographe pour|"
        "trabajo para|trabajo con|médico con|fotógrafo de|için çalışıyorum|ile çalışıyorum"
    ),
    "sympathetic": (
        "with the|for the|heart with|for our lads|support|supporter|supporters|supporting|stand with|standing with|long live|proud of|glory to|believe in|with you|heroes of|our heroes|thank you|bless|fan of|"
        "مع|نؤيد|أؤيد|مؤيد|مؤيدة|مؤيدو|عاش|عاشت|كلنا مع|نحن مع|أنا مع|أنصار|فخور|فخورة|فخورون|المجد|أبطال|أبطالنا|شكرا|تحية|الله ينصر|نصر الله|"
        "для хлопців|за наших|підтримую|підтримуємо|прихильни*|слава|герої|пишаюсь|пишаємось|поддерживаю|поддерживаем|сторонни*|герои|горжусь|"
        "soutien|je soutiens|nous soutenons|vive|gloire|fier de|fière de|héros|apoyo|apoyamos|viva|gloria|orgulloso de|orgullosa de|héroes|destekliyor*|yaşasın|gurur|درود|حامی"
    ),
})  # fmt: skip
"""What stands beside a party's name: how close somebody says that they are to it."""

SELF = Table({
    "i": (
        "i am a|i'm a|i am an|i'm an|i am the|i'm the|as a|as an|i work as|i work at|we are the|my work as|speaking as|i have been a|i serve|"
        "أنا|أعمل|نحن|احنا|بصفتي|كمواطن|عملي|وأنا|انا|я|ми|мы|працюю|работаю|как врач|як лікар|je suis|nous sommes|en tant que|je travaille comme|soy|somos|trabajo como|como|ben bir|من یک"
    ),
})  # fmt: skip
"""How a sentence about oneself begins; a trade counts in a post only when one stands right before it."""
