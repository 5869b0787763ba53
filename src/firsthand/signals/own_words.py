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
        "médico|médica|enfermero|enfermera|paramédico|paramédica|cirujano|cirujana|partera|doktor|hemşire|cerrah|ebe|پزشک|پرستار|دکتر|"
        "dentist|anaesthetist|anesthesiologist|anaesthesiologist|orderly|paediatrician|pediatrician|hospital|field hospital|clinic|first aid|emt|rn|md|dental|ambulance|oncologist|radiographer|nursing student|health worker|"
        "طبيبة أسنان|طبيب أسنان|أسنان|تخدير|طبيب تخدير|مشفى|المشفى الميداني|مستشفى|مستوصف|عيادة|إسعاف|هلال|ممرضين|نقطة طبية|أطباء|"
        "анестезіолог*|стоматолог*|лікарн*|швидка допомога|швидка|санітар*|медик*|лікую|педіатр*|госпітал*|поліклінік*|провізор*|фармацевт*|анестезиолог*|больниц*|клиник*|скорая помощь|скорая|санитар*|медсестр*|медбрат*|педиатр*|госпитал*|провизор*|травматолог*|"
        "anesthésiste|dentiste|hôpital|clinique|ambulance|aide-soignant*|pédiatre|urgentiste|soignant|soignante|interne en médecine|hospital|clínica|ambulancia|dentista|hastane|klinik|diş hekimi|eczacı"
    ),
    "journalist": (
        "journalist|reporter|correspondent|photojournalist|news editor|photo editor|newsroom|news desk|news agency|news channel|freelance journalist|local news|radio station|newspaper|"
        "صحفي|صحفية|صحافي|صحافية|مراسل|مراسلة|إعلامي|إعلامية|مصور صحفي|وكالة أنباء|وكالة الأنباء|قناة إخبارية|شبكة إخبارية|غرفة الأخبار|جريدة|صحيفة|"
        "журналіст*|репортер*|кореспондент*|фотокор*|редакці*|новинн*|інформагенц*|газет*|журналист*|репортёр*|корреспондент*|редакци*|информагентств*|"
        "journaliste|reporter|correspondant|correspondante|photojournaliste|rédaction|agence de presse|"
        "periodista|reportero|reportera|corresponsal|fotoperiodista|redacción|agencia de noticias|gazeteci|muhabir|haber ajansı|خبرنگار|روزنامه نگار|خبرگزاری|"
        "photographer|videographer|daily|weekly|magazine|gazette|courier|herald|newswire|news team|presenter|editor|stringer|community radio|local radio|radio|podcast|breaking news|news|"
        "مصور|مصورة|مصور مستقل|إذاعة|راديو|تلفزيون|مجلة|محرر|محررة|أخبار|أخبار محلية|يومية|أسبوعية|تغطية|"
        "фотограф*|радіо|телеканал*|щоденн* газета|тижневик|часопис|журнал|редактор*|новини|телебачення|стрингер|радио|телевидение|еженедельник|новости|видеограф*|"
        "photographe|vidéaste|radio|quotidien|hebdomadaire|hebdo|magazine|rédacteur|rédactrice|journal local|journal|pigiste|actualités|infos locales|diario|semanario|fotógraf*|noticias|gazete|haber|fotoğrafçı"
    ),
    "volunteer": (
        "volunteer|volunteers|volunteering|civil defence|civil defense|rescue team|first responder|relief group|food kitchen|soup kitchen|aid worker|"
        "متطوع|متطوعة|متطوعين|متطوعون|الدفاع المدني|فريق إنقاذ|فريق تطوعي|إغاثة|عامل إغاثة|"
        "волонтер*|доброволець|рятувальни*|волонтёр*|доброволец|спасател*|bénévole|bénévoles|volontaire|secours civil|"
        "voluntario|voluntaria|voluntarios|rescatista|gönüllü*|arama kurtarma|داوطلب|امدادگر|"
        "community kitchen|relief|relief agency|relief worker|humanitarian|ngo|aid agency|aid convoy|food bank|shelter team|search and rescue|"
        "منظمة إنسانية|منظمة دولية|موظف إغاثة|موظفة إغاثة|مطبخ خيري|مطبخ ميداني|جمعية خيرية|متطوعات|فزعة|فريق الإنقاذ|"
        "гуманітар*|благодійн*|фонд|розвожу ліки|польова кухня|їдальня|гуманитар*|благотвор*|развожу лекарства|полевая кухня|столовая|ong|humanitaire|humanitaires|entraide|cantine|maraude|banque alimentaire|cruz roja|rescate|ayuda humanitaria|comedor|yardım|aşevi"
    ),
    "activist": (
        "activist|campaigner|campaigning|human rights defender|organiser|organizer|union rep|tenants' union|"
        "ناشط|ناشطة|ناشط حقوقي|ناشط إعلامي|مدافع عن حقوق الإنسان|активіст*|правозахисни*|активист*|правозащитни*|"
        "militant associatif|militante associative|activiste|défenseur des droits|activista|defensor de derechos|aktivist|insan hakları savunucusu|فعال مدنی|"
        "collective|campaign|movement|tenants|union|petition|advocacy|rights group|organising|organizing|"
        "حملة|حراك|تجمع|نقابة|حقوقي|حقوقية|ناشطات|مبادرة|ініціатива|рух|профспілка|кампанія|громадськ*|движение|инициатива|профсоюз|кампания|общественн*|collectif|syndicat|syndicaliste|militant|militante|mouvement|pétition|tracts|colectivo|sindicato|campaña|movimiento|sendika|kolektif"
    ),
    "official": (
        "ministry|ministry of|spokesperson|spokesman|spokeswoman|governor|mayor|councillor|city council|municipality|press office|official account|official page|official channel|government|embassy|"
        "وزارة|بلدية|محافظ|محافظة|متحدث رسمي|الناطق الرسمي|ناطق باسم|متحدث باسم|المكتب الصحفي|المكتب الإعلامي|الحساب الرسمي|الصفحة الرسمية|القناة الرسمية|مجلس المدينة|المجلس المحلي|سفارة|"
        "міністерств*|речник|речниця|мер міста|міськрад*|міська рада|прес-служб*|пресслужб*|офіційна сторінка|офіційний канал|министерств*|пресс-служб*|пресс-секретар*|мэр|городской совет|официальная страница|официальный канал|"
        "ministère|porte-parole|maire|mairie|service de presse|compte officiel|préfecture|"
        "ministerio|portavoz|alcalde|alcaldesa|ayuntamiento|cuenta oficial|oficina de prensa|bakanlığı|sözcüsü|belediye|belediyesi|resmi hesap|resmi hesabı|وزارت|سخنگو|شهرداری|"
        "prefecture|prefect|commandant's office|department of|directorate|city hall|town hall|administration|council|official|civil servant|press officer|press secretary|public affairs|"
        "مديرية|دائرة|قيادة|المحافظة|رسمي|رسمية|موظف حكومي|مكتب المحافظ|комендатур*|комендант*|прессекретар*|прес-секретар*|департамент*|адміністраці*|посадов*|держслужб*|офіційн*|ратуша|департамент*|администраци*|чиновни*|госслужа*|официальн*|мэрия|"
        "préfet|cabinet du préfet|conseil municipal|fonctionnaire|hôtel de ville|officiel|officielle|gobierno|funcionario|funcionaria|oficial de prensa|valilik|memur"
    ),
    "civilian": (
        "teacher|student|pupil|baker|tailor|shopkeeper|barber|carpenter|taxi driver|bus driver|engineer|retired|mother of|father of|mum of|dad of|resident of|"
        "معلم|معلمة|مدرس|مدرسة|طالب|طالبة|خياط|خياطة|نجار|حلاق|سائق تاكسي|خباز|مهندس|مهندسة|متقاعد|متقاعدة|أم لثلاثة|أم لاثنين|أب لثلاثة|أب لاثنين|ربة منزل|من سكان|"
        "вчител*|студент*|пекар*|кравець|кравчиня|пенсіонер*|мама двох|тато двох|мешкан*|учител*|портной|швея|пенсионер*|мама двоих|папа двоих|житель|жительница|"
        "professeur|prof de|instituteur|institutrice|étudiant|étudiante|boulanger|boulangère|retraité|retraitée|mère de|père de|habitant de|habitante de|"
        "profesor|profesora|maestro|maestra|estudiante|panadero|panadera|jubilado|jubilada|madre de|padre de|vecino de|vecina de|öğretmen|öğrenci|emekli|معلم|دانشجو|"
        "accountant|archivist|artist|barista|beekeeper|bookseller|bus mechanic|mechanic|butcher|caretaker|carer|cashier|chef|cook|cleaner|clerk|coach|cobbler|dentist's receptionist|receptionist|dancer|designer|programmer|software developer|driver|electrician|farmer|fisherman|fisher|fishmonger|florist|gardener|granny|gran|grandmother|grandfather|grandad|grocer|hairdresser|janitor|joiner|lawyer|lecturer|librarian|library|locksmith|miner|musician|painter|pensioner|piano teacher|pharmacy student|plumber|postman|postwoman|potter|railwayman|sailor|seamstress|secretary|shop assistant|sells|singer|translator|tram driver|vendor|waiter|waitress|weaver|welder|writer|poet|kiosk|bakery|choir|orchestra|brass band|football club|athletic fc|fc|rugby club|chess club|club|allotment|allotment society|society|committee|residents' association|neighbours|housing co-op|theatre group|school|daycare|local resident|lifelong resident|"
        "محاسب|محاسبة|خياط|سائق|سايق|بائع|بائعة|بياع|مزارع|مزارعة|فلاح|صياد|نحال|حداد|لحام|كهربائي|سباك|دهان|عامل|عاملة|عامل بناء|موظف|موظفة|محامي|محام|محامية|مبرمج|مبرمجة|رسام|رسامة|كاتب|كاتبة|شاعر|شاعرة|مترجم|مترجمة|طباخ|طباخة|شيف|بقال|جزار|حارس مدرسة|أمين مكتبة|أمينة مكتبة|عازف|عازفة|مغني|مغنية|نادي|نادي كرة|جوقة|كورال|فرقة|لجنة الحي|لجنة البناية|جمعية|رابطة|جدة|أم لأربعة|أب لأربعة|تاجر|تاجرة|مدرسة|معلم لغة|أستاذ|أستاذة|بنت الحارة|ابن الحارة|ابن البلد|بنت البلد|أهل الحي|سنكري|كوافيرة|طالب سنة|طالبة سنة|فران|"
        "кухар*|водій|водійка|слюсар*|зварник|зварниця|електрик|сантехнік|продавець|продавчиня|бухгалтер*|юрист*|адвокат*|бібліотек*|переклада*|музикант*|художни*|письменни*|поет|поетка|програміст*|інженер*|двірник|прибиральниця|фермер*|пасічни*|рибал*|перукар*|швачка|шию|листоноша|ліфтер|ліфтерка|машиніст*|кондуктор*|вихователь*|тренер*|викладач*|професор*|хор|клуб|гурток|комітет|осбб|об'єднання|товариство|бабуся|дідусь|бабця|мама трьох|двоє малих|троє дітей|двоє дітей|пенсія|на пенсії|містянка|містянин|жителька|житель|звичайна людина|вожу|печу|торгую|крамни*|кондитер*|флорист*|садівни*|столяр|тесля|коваль|школяр*|учень|учениця|"
        "повар|водитель|слесарь|сварщик|сварщица|электрик|сантехник|продавец|продавщица|бухгалтер*|юрист*|адвокат*|библиотекар*|библиотек*|переводчи*|музыкант*|художни*|писател*|поэт*|программист*|инженер*|дворник|уборщица|фермер*|пасечни*|рыбак|парикмахер*|шью|почтальон*|лифтёр*|машинист*|кондуктор*|воспитател*|тренер*|преподавател*|профессор*|клуб|кружок|комитет|товарищество|бабушка|дедушка|папа троих|двое детей|трое детей|на пенсии|горожанка|горожанин|местная|местный|обычный человек|вожу|пеку|торгую|кондитер*|флорист*|садовни*|столяр|плотник|кузнец|школьни*|ученик|ученица|"
        "fleuriste|jardinier|jardinière|menuisier|menuisière|plombier|électricien|électricienne|chauffeur|conducteur|conductrice|caissier|caissière|vendeur|vendeuse|couturier|couturière|coiffeur|coiffeuse|bibliothécaire|traducteur|traductrice|musicien|musicienne|cuisinier|cuisinière|serveur|serveuse|pêcheur|agriculteur|agricultrice|paysan|paysanne|maraîcher|maraîchère|facteur|factrice|comptable|avocat|avocate|ingénieur|ingénieure|architecte|informaticien|informaticienne|gardien|gardienne|concierge|papa de|mamie|papi|grand-mère|grand-père|chorale|club|comité|association|amicale|fanfare|théâtre|soudeur|soudeuse|ouvrier|ouvrière|libraire|peintre|écrivain|écrivaine|poète|lycéen|lycéenne|maîtresse d'école|maître d'école|commerçant|commerçante|épicier|épicière|boucher|bouchère|voisine|voisin|riveraine|riverain|habitant|habitante|"
        "abogado|abogada|agricultor|agricultora|albañil|bibliotecaria|bibliotecario|camarero|camarera|carpintero|cocinero|cocinera|conductor|conductora|enfermera jubilada|fontanero|ingeniero|ingeniera|abuela|abuelo|mecánico|pescador|peluquera|peluquero|vendedor|vendedora|coro|club|şoför|aşçı|çiftçi|mühendis|avukat|terzi|berber|büyükanne|kütüphaneci|işçi"
    ),
    "affiliated": (
        "fighter|soldier|combatant|commander|serviceman|servicewoman|militiaman|frontline unit|in uniform since|sniper|"
        "مقاتل|مقاتلة|جندي|مجند|قائد كتيبة|قائد لواء|قائد ميداني|ضابط|مرابط|عنصر في|من عناصر|"
        "боєць|солдат|військовослужбов*|командир*|боец|военнослужащ*|"
        "combattant|combattante|soldat|soldate|commandant|combatiente|soldado|comandante|savaşçı|asker|komutan|رزمنده|سرباز|فرمانده|"
        "sgt|sergeant|gunner|machine-gunner|infantry|platoon|battalion|2nd coy|3rd coy|1st coy|rifleman|conscript|سرية|رقيب|ملازم|قناص|رام|في صفوف|مجندة|عسكري|стрілець|кулеметни*|піхота|піхотин*|сержант*|військов*|розвідка|навідник гармати|артилерист*|танкіст*|военный|военная|пулемётчи*|пехота|пехотин*|стрелок|разведка|артиллерист*|танкист*|sergent|caporal|fantassin|infanterie|artilleur|milicien|sargento|infantería|piyade|çavuş"
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
        "satire|satirical|guaranteed untrue|nothing here is true|none of this is true|all news untrue|not real news|fake news guaranteed|makes things up|for laughs|parody|parody account|spoof|fan account|not affiliated with anyone real|humour|humor account|jokes only|"
        "ساخر|ساخرة|حساب ساخر|سخرية|محاكاة ساخرة|كوميدي|للضحك|للضحك فقط|أخبار كاذبة|لا شيء هنا صحيح|сатир*|пароді*|пароди*|гумор*|юмор*|humoristique|rien n'est vrai|tout est faux|canular|pour rire|усе вигадано|все вигадано|усе неправда|всё выдумано|всё неправда|parodie|satirique|humour noir|compte parodique|"
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
        "signed up with|enlisted with|years with|months with|volunteered for|انضميت|انضميت ل|التحقت ب|пішов у|пішла у|вступив до|вступила до|пошёл в|пошла в|вступил в|вступила в|me suis engagé|engagé dans|member of|member|coy|company|battalion|platoon|brigade|squad|intelligence|fighter|fighters|soldier|commander|officer|officer in|serving in|serve in|served in|i serve|enlisted|joined|our unit|my unit|our brigade|my brigade|battalion|company commander|gunner|veteran of|"
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
        "our boys|god keep|god protect|الله يحمي|ربنا ينصر|يحفظ|наші хлопці|бережи|наши ребята|храни|dieu garde|with the|for the|i am with|i'm with|we are with|we're with|heart with|for our lads|support|supporter|supporters|supporting|stand with|standing with|long live|proud of|glory to|believe in|with you|heroes of|our heroes|thank you|bless|fan of|"
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
    "next": "i am|i'm|we are|we're|i'm just|we're just|we're just the|i'm only a|just a|just an|نحنا|احنا|نحن فريق|нас п'ятеро|я звичайн*|я просто|мы просто|on est des|on est|je suis juste|moi je suis|somos",
})  # fmt: skip
"""How a sentence about oneself begins (``next``: the trade follows at once); a trade counts in a post only when one stands right before it."""

LIVELIHOOD = Table({
    "works": (
        "i/we run/own/keep/drive/teach/bake/sell/fix/repair/mend/grow/sew/clean/deliver the/a/an/at/in/my/our/buses/bread/flowers/shoes/hats/cars/children/trams/clocks|my/our shop/stall/bakery/class/pupils/students/customers/workshop/garage/kiosk/allotment/salon/café/pharmacy/school|i/we work/worked at/in/as|been teaching/driving/working/baking/fixing/nursing/farming here/for/at/since|"
        "أشتغل/بشتغل/نشتغل/اشتغلت/بنشتغل ب/في/بالفرن/بالسوق/بالمدرسة/من/عند/على|عندي/عنا دكان/محل/ورشة/بسطة/صيدلية/مخبز/مطعم/بقالة|دكاني/دكانتي/محلي/ورشتي/طلابي/تلاميذي/زبايني/صيدليتي|أبيع/ببيع/نبيع|"
        "працюю/працював/працювала/працюємо в/у/на/вчителем/водієм|торгую/торгуємо|вчу/навчаю дітей|мій/моя/мої магазин/крамниця/кіоск/майстерня/аптека/учні/клас/ряд|воджу/ремонтую/лагоджу автобус/трамвай/тролейбус/взуття/годинники|"
        "работаю/работал/работала/работаем в/на/учителем/водителем|торгую/торгуем|учу детей|мой/моя/мои магазин/лавка/киоск/мастерская/аптека/ученики/класс|вожу/чиню/ремонтирую автобус/трамвай/троллейбус/обувь/часы|"
        "je/nous/on tiens/tenons/tient/vends/vendons/vend/conduis/répare/enseigne/travaille/livre/couds le/la/les/des/un/une/à/au/dans|ma/mon/mes boutique/pharmacie/classe/boulangerie/atelier/kiosque/magasin/élèves/clients|trabajo/vendo/conduzco/enseño en/el/la/los/flores|mi tienda/clase/taller/panadería"
    ),
}, slots=True)  # fmt: skip
"""How people tell in passing what they live by."""
