# ruff: noqa: E501 - a table of words is read line by line
"""Words of money, of questions about the armed, of charges, of kin, of several hands, of both sides, of offices and of many."""

from __future__ import annotations

from firsthand.signals.words import Table

MONEY = Table({
    "money": (
        "donate|donation|donations|donating|please give|fundraiser|fundraising|crowdfund*|gofundme|paypal|send money|send funds|wallet|bitcoin|usdt|iban|bank transfer|we've raised|have raised|link in bio|buy now|discount|promo code|promo|use code|with code|at checkout|free shipping|merch|shop now|order now|collab|collabs|sponsored|subscribe|patreon|dm for exclusive|for sale|"
        "تبرع|تبرعوا|تبرعات|تبرعاتكم|التبرع|للتبرع|حوالة|حولوا|حوّلوا|رقم الحساب|الحساب البنكي|رابط التبرع|نجمع المال|نجمع مصاري|نحتاج المال|محفظة|للبيع|خصم|كود خصم|اشتركوا|للإعلان|للإعلانات|"
        "донат*|задонат*|пожертв*|збір на|збираємо на|збираю на|збираємо кошти|збір коштів|картка в профілі|номер картки|на картку|на цю картку|реквізит*|переказ*|перекажіть|промокод*|знижк*|замовляйте|купуйте|продам|продаю|підписуйтес*|реклам*|мерч|"
        "пожертвован*|сбор на|собираем на|собираю на|сбор средств|карта в профиле|номер карты|на карту|реквизит*|перевод на|переведите|промокод*|скидк*|заказывайте|покупайте|продам|продаю|подписывайтес*|"
        "un don|des dons|vos dons|faites un don|faire un don|dons ici|cagnotte|collecte de fonds|appel aux dons|virement|en ligne ici pour donner|argent|code promo|réduction|à vendre|abonnez-vous|soldes|"
        "donar|dona|donen|donaciones|donación|recaudar|recaudación|transferencia|descuento|código promocional|suscríbete|se vende|bağış|bağışla*|hesap numarası|indirim|abone ol*"
    ),
})  # fmt: skip

ASKS = Table({
    "asks": (
        "where|where's|which road|which way|which street|how many|how much|what kind|what type|what time|since when|anyone know|does anyone know|can anyone tell|tell me where|who has seen|has anyone seen|when do they|are they still|"
        "أين|وين|فين|كم واحد|كم عدد|كم|أديش|قديش|شو نوع|ما نوع|أي نوع|أي ساعة|أي طريق|من أين|من وين|متى|ايمتى|إيمتى|حدا يعرف|حدا بيعرف|مين بيعرف|من يعرف|هل ما زال|دلوني|خبروني وين|"
        "де|звідки|куди|якою дорогою|скільки|а скільки|який|які|яка|що там|чи є|чи стоїть|о котрій|з якої години|коли|підкажіть|скажіть|хто знає|хто бачив|хто бачила|"
        "где|откуда|куда|какой дорогой|сколько|какая|какие|какой|что там|есть ли|стоит ли|во сколько|с какого часа|когда|подскажите|скажите|кто знает|кто видел|"
        "où|où est|où sont|combien|ils sont combien|quel genre|quelle sorte|quel type|à quelle heure|depuis quand|par où|quelle route|qui sait|quelqu'un sait|qui a vu|"
        "dónde|cuántos|cuántas|qué tipo|a qué hora|por dónde|alguien sabe|quién sabe|nerede|kaç kişi|ne zaman|hangi yol|bilen var mı"
    ),
})  # fmt: skip

ARMED = Table({
    "armed": (
        "checkpoint|checkpoints|roadblock|troops|soldiers|fighters|positions|artillery|tanks|tank|armour|armor|mortars|mortar|launcher|launchers|battery|convoy of|trucks|vehicles|weapons|weapon|guns|patrol|patrols|snipers|sniper|barracks|garrison|headquarters|ammunition|air defence|"
        "الحاجز|حاجز|الحواجز|حواجز|الجنود|جنود|العسكر|القوات|المقاتلين|المدفعية|المدافع|الدبابات|دبابات|الهاون|الراجمة|راجمات|السلاح|سلاح|الأسلحة|الآليات|آليات|الرتل|الدورية|دوريات|القناص|القناصة|الثكنة|المقر|الذخيرة|"
        "блокпост*|патрул*|військов*|солдат*|бійц*|позиці*|техніка|техніки|техніку|артилері*|гармат*|танк*|міномет*|зброя|зброї|зброю|снайпер*|казарм*|штаб*|боєприпас*|колона техніки|ппо|щось важке|"
        "блок-пост*|патруль|патрули|военн*|бойц*|позици*|техника|техники|технику|артиллери*|пушк*|миномёт*|оружие|оружия|боеприпас*|пво|"
        "barrage|barrages|checkpoint|soldats|troupes|positions|artillerie|chars|mortiers|mortier|armes|patrouille|patrouilles|tireur|tireurs|snipers|caserne|munitions|blindés|"
        "retén|retenes|soldados|tropas|posiciones|artillería|tanques|morteros|armas|patrulla|patrullas|francotirador*|cuartel|kontrol noktası|askerler|mevzi|tank|silah*|keskin nişancı*"
    ),
})  # fmt: skip
"""Asked after, these put somebody in danger who answers, whoever asks."""

CHARGES = Table({
    "charged": (
        "call me|calls me|called me|calling me|they say i'm|they say i am|says i'm|says i am|said i was|say i work for|says i work for|accuse me|accuses me|accused me|accusing me|accused of being|apparently i'm|apparently i am|someone wrote that|somebody wrote that|someone made a poster|a poster of my face|my photo up|my face with|rumour that i|label me|labelled me|writes that i|wrote that i|"
        "يتهمونني|يتهموني|اتهموني|اتهمني|يتهمني|متهم بأني|متهمة بأني|يقولون إني|يقولون أني|يقولون عني|بيقولوا عني|بيقولوا إني|قالوا عني|اللي يقول إني|يلي بيقول إني|من يقول إني|سموني|وصفوني|كتبوا عني|قالوا لي انت|قالوا لي أنت|"
        "кажуть, що я|кажуть що я|пишуть, що я|пишуть що я|хтось написав, що|хтось написав що|написали, що я|питають, чи я|питають чи я|називають мене|назвали мене|мене називають|звинувачу*|звинуватил*|мене записали|обізвал*|нібито я|"
        "говорят, что я|говорят что я|пишут, что я|пишут что я|кто-то написал, что|написали, что я|спрашивают, не|называют меня|назвали меня|меня называют|обвиня*|обвинил*|меня записали|якобы я|"
        "on me traite|on me dit|me traitent de|me traite de|m'a traité*|m'ont traité*|on m'accuse|m'accuse|m'accusent|m'ont accusé*|m'écrit que je suis|écrit que je suis|dit que je suis|disent que je suis|il paraît que je suis|"
        "me llaman|me llamó|me acusan|me acusó|dicen que soy|bana * diyor|beni suçluyor*|beni suçladı*"
    ),
})  # fmt: skip

CHARGE_OF = Table({
    "of": (
        "spy|spies|spotter|informer|informant|informing|traitor|collaborator|agent|mole|snitch|terrorist|mercenary|paid|bot|fake|propagandist|propaganda|fighter|soldier|warden|column|"
        "جاسوس|جاسوسة|مخبر|مخبرة|عميل|عميلة|عملاء|بالعمالة|خائن|خائنة|خاين|خيانة|راصد|إرهابي|إرهابية|مرتزق|مرتزقة|مأجور|مأجورة|شبيح|مقاتل|مقاتلة|برا البلد|"
        "шпигун*|навідник*|навідниц*|коригу*|коригувальни*|інформатор*|зрадни*|колаборант*|агент*|запродан*|найман*|терорист*|бот|проплачен*|бойовик*|санітарка|"
        "шпион*|наводчи*|корректиров*|информатор*|предател*|коллаборант*|продажн*|наёмни*|террорист*|проплачен*|боевик*|"
        "espion*|indic|mouchard*|traître*|traîtresse|collabo|collaborateur|collaboratrice|agent|agente|vendu|vendue|payée|payé|terroriste|mercenaire|"
        "espía|espías|traidor|traidora|soplón|soplona|agente|terrorista|mercenario|casus|ajan|hain|muhbir|terörist|paralı"
    ),
})  # fmt: skip

KIN = Table({
    "kin": (
        "my husband|my wife|my son|my sons|my brother|my brothers|my father|my dad|my uncle|my uncle's boy|my cousin|my cousins|my nephew|my daughter|my sister|my fiancé|my boyfriend|my grandson|son of mine|our son|our boy|our boys are|wife of a|mother of a|sister of a|daughter of a|widow of|"
        "زوجي|زوجتي|جوزي|ابني|ولدي|أولادي|أخي|خيي|أخوي|أخوية|إخوتي|أبي|بابا|خالي|عمي|ابن عمي|ابن خالي|ابن أختي|ابن أخي|خطيبي|حفيدي|بنتي|أختي|زوجة مقاتل|أم مقاتل|أم جندي|زوجة جندي|أرملة|أخت مقاتل|"
        "чоловік|мій чоловік|дружина|мій син|син|сина|сини|мій брат|брат|брата|батько|тато|дядько|кум|племінник|наречений|онук|дочка|донька|сестра|невістка|зять|мати бійця|дружина військового|дружина бійця|мама військового|вдова|"
        "муж|мой муж|жена|мой сын|сын|сына|сыновья|мой брат|брат|брата|отец|папа|дядя|племянник|жених|внук|дочь|сестра|невестка|зять|жена военного|жена бойца|мать бойца|мать солдата|вдова|"
        "mon mari|ma femme|mon fils|mes fils|mon frère|mes frères|mon père|papa est|mon oncle|mon cousin|mon neveu|mon fiancé|mon copain|mon petit-fils|ma fille|ma sœur|femme de soldat|mère de soldat|veuve|"
        "mi marido|mi esposo|mi hijo|mi hermano|mi padre|mi primo|mi novio|mi hija|mi hermana|kocam|oğlum|kardeşim|abim|babam|nişanlım|eşim"
    ),
})  # fmt: skip

WITH_THE_ARMED = Table({
    "with": (
        "fights|fighting|to fight|fought|serves|serving|served|soldier|fighter|in uniform|in the army|enlisted|drafted|conscript*|on the wall|on the line|at the front|on the front|with the wardens|with the column|a warden|his unit|her unit|his platoon|"
        "مقاتل|جندي|يقاتل|بيقاتل|عم يقاتل|يخدم|بيخدم|مجند|مع الحرس|مع الرتل|على الجبهة|بالجبهة|على الساتر|عسكري|شهيد|استشهد|"
        "воює|воюють|служить|служать|військов*|боєць|бійця|солдат*|на позиці*|на фронті|мобілізован*|мобілізували|у варті|в колоні|у частині|загинув на|"
        "воюет|воюют|служит|служат|военн*|боец|бойца|на позици*|на фронте|мобилизован*|мобилизовали|в части|погиб на|"
        "combat|se bat|combattant|soldat|militaire|au front|engagé|mobilisé|sert dans|dans la garde|dans la colonne|sous les drapeaux|"
        "lucha|combate|soldado|militar|en el frente|sirve en|savaşıyor|asker|cephede|askerde"
    ),
})  # fmt: skip

HANDS = Table({
    "hands": (
        "we sign|signed by|sign our posts|one phone|shared account|account shared|shared by|we share this|we take turns|taking turns|whoever is on duty|run by several|run by volunteers|posts by|this is his|this is her|his son here|his daughter here|her daughter here|his wife here|his brother here|her son here|son writing|daughter writing|brother writing|sister writing|wife writing|is writing|writing for|writing on behalf|taking over from|took over this account|admin here|new admin|admins|until he is back|until he's back|until she is back|"
        "نوقع|هاتف واحد|تلفون واحد|موبايل واحد|حساب مشترك|حساب عائلي|حساب العائلة|نكتب بالدور|نتناوب|أنا ابنه|أنا ابنته|أنا أخوه|أنا أخته|أنا زوجته|أنا ابنها|أنا بنتها|يكتب ابنه|تكتب ابنته|تكتب زوجته|يكتب أخوه|معكم ابنه|معكم أخته|الحساب بيد|الحساب مع|يدير الحساب|يدير الصفحة|الأدمن|أدمن|مشرف الصفحة|حتى يعود|لحتى يرجع|الابن|الابنة|عني وعن|"
        "підписуємо*|один телефон|спільний акаунт|акаунт на двох|акаунт на трьох|сімейний акаунт|пишемо по черзі|по черзі|пише син|пише дочка|пише донька|пише брат|пише сестра|пише дружина|пише чоловік|я його син|я його дочка|я його донька|я її син|я її дочка|я її донька|адмін|адміни|веде сторінку|ведуть сторінку|поки не повернеться|поки він не|тепер пише|"
        "подписываемся|общий аккаунт|аккаунт на двоих|аккаунт на троих|семейный аккаунт|пишем по очереди|по очереди|пишет сын|пишет дочь|пишет брат|пишет сестра|пишет жена|пишет муж|я его сын|я его дочь|я её сын|я её дочь|админ|админы|ведёт страницу|ведут страницу|пока не вернётся|пока он не|теперь пишет|"
        "on signe|nous signons|un seul téléphone|compte partagé|compte familial|compte commun|compte à plusieurs|à tour de rôle|c'est sa fille|c'est son fils|c'est sa femme|c'est son frère|c'est sa sœur|sa fille qui écrit|son fils qui écrit|tenu par|géré par|je suis sa fille|je suis son fils|je reprends le compte|jusqu'à son retour|l'admin|les admins|"
        "cuenta compartida|cuenta familiar|un solo teléfono|firmamos|escribe su hijo|escribe su hija|soy su hijo|soy su hija|hasta que vuelva|ortak hesap|aile hesabı|sırayla|oğlu yazıyor|kızı yazıyor"
    ),
})  # fmt: skip
"""Several people write in one account, or it has changed hands, and they say so."""

BOTH = Table({
    "both": (
        "both sides|both parties|each side|either side|neither side|all sides|both of them|thank you both|no side|"
        "الطرفين|الطرفان|كلا الطرفين|كل الأطراف|جميع الأطراف|الجانبين|الجهتين|لا نفرق|الاثنين|"
        "обидві сторони|обидва боки|обом|обидвом|обоє|всім сторонам|усі сторони|обох|і тим, і тим|і тих, і тих|"
        "обе стороны|обеим|обоим|всем сторонам|все стороны|и тех, и тех|и тем, и тем|"
        "les deux camps|les deux côtés|des deux côtés|les deux bords|toutes les parties|aucun camp|chaque camp|à tout le monde|"
        "ambos bandos|los dos bandos|ambas partes|todas las partes|iki taraf*|her iki"
    ),
})  # fmt: skip

DEEDS = Table({
    "deed": (
        "shelled|shell|bombed|burned|burnt|broke|broken|stole|stolen|looted|took|taken|beat|shot|hit|parked|shouted at|lied|lies|lying|arrested|searched|blocked|killed|asked|spoke|spoke to|spoken|talked to|interviewed|met|told me|negotiate|negotiates|negotiated|treated|treat|fed|feed|served|serve|"
        "قصف|قصفوا|قصفت|سرق|سرقوا|سرقت|نهبوا|نهب|أحرق|أحرقوا|حرقوا|كسروا|أخذوا|أخذ|ضربوا|ضرب|اعتقلوا|اعتقل|يكذب|يكذبون|كذب|قتلوا|أغلقوا|سألت|سألنا|تحدثت مع|قابلت|قابلنا|التقيت|نعالج|عالجنا|عالجت|نطعم|بالتنسيق|ندخل|"
        "обстріля*|бомбил*|спалил*|розбил*|вкрал*|украл*|забрал*|пограбув*|побил*|стріля*|брешуть|бреше|затримал*|заблокув*|убил*|вбил*|спитав|спитала|питав|питала|говорив з|говорила з|розмовля*|лікуємо|лікував*|лікую|годуємо|годую|"
        "обстреля*|бомбил*|сожгл*|разбил*|ограбил*|избил*|стреля*|врут|врёт|задержал*|заблокиров*|спросил*|спрашивал*|говорил с|говорила с|разговарив*|лечим|лечил*|лечу|кормим|кормлю|"
        "bombardé|tiré|brûlé|volé|pillé|pris|cassé|frappé|menti|mentent|ment|arrêté|bloqué|tué|demandé|interrogé|parlé|rencontré|négocie|négocions|soigné|soigne|soignons|sert|servi|nourri|distribue|"
        "bombarde*|quemó|quemaron|robó|robaron|golpe*|mienten|detuv*|mató|mataron|pregunté|entrevist*|hablé|atendemos|curamos|vurdu|yaktı|çaldı|dövdü|sordum|konuştum"
    ),
})  # fmt: skip
"""Blame, questions, care: what somebody says of a party that is neither praise nor the party's own news."""

OFFICE = Table({
    "office": (
        "pursuant to|in accordance with|hereby|residents are advised|residents are reminded|citizens are advised|citizens are reminded|the public is advised|the public is reminded|are requested to|refrain from|in the vicinity of|competent authorities|relevant authorities|necessary measures|all measures|taken measures|unauthorised gatherings|unauthorized gatherings|law and order|situation is under control|situation remains|under control|stable and under|operational situation|no casualties were recorded|consolidated|on behalf of the department|on behalf of the office|on behalf of the ministry|our office|please be informed|for immediate release|press release|working in coordination|"
        "الجهات المختصة|الجهات المعنية|السلطات المختصة|الجهات الرسمية|وفق البيانات|بحسب البيانات الرسمية|وفقا للتعليمات|بناء على التعليمات|بناء على توجيهات|تنفيذا لتوجيهات|تهيب|نهيب|يهيب|يرجى من المواطنين|على المواطنين|الإخوة المواطنين|الأخوة المواطنين|الوضع تحت السيطرة|تحت السيطرة|الحالة الأمنية|حفاظا على الأمن|الإجراءات اللازمة|كافة الإجراءات|التجمعات غير المرخصة|تجمعات غير مرخصة|صدر عن|بيان صادر|تعميم|نود إعلامكم|نحيطكم علما|لم تسجل أي|باسم الدائرة|باسم المديرية|مكتبنا|"
        "відповідно до|згідно з|на виконання|повідомляємо|доводимо до відома|нагадуємо громадянам|звертаємо увагу|громадян просять|громадяни зобов'язані|несанкціонован*|незаконні зібрання|оперативна інформація|оперативною інформацією|оперативна обстановка|ситуація контрольована|під контролем|вжито заходів|вживаються заходи|уповноважен*|компетентн*|у встановленому порядку|станом на|не зафіксовано|кабінет|скарги приймаю|розпорядження|від імені установи|від імені відділу|наші патрулі|"
        "в соответствии с|согласно|во исполнение|сообщаем|доводим до сведения|напоминаем гражданам|обращаем внимание|граждане обязаны|граждан просят|несанкционирован*|оперативная обстановка|оперативной информации|ситуация под контролем|обстановка стабильная|под контролем|приняты меры|принимаются меры|уполномоченн*|компетентн*|установленный порядок|в установленном порядке|по состоянию на|не зафиксировано|жалобы принимаю|распоряжени*|от имени отдела|"
        "conformément à|en application de|par arrêté|par la présente|il est rappelé|rappelle que|nous rappelons|les riverains déplorent|les usagers|les administrés|attroupement*|non déclaré*|sommation*|réglementaire*|procédure|bilan consolidé|bilan provisoire|forces de l'ordre|dispositif|autorités compétentes|services compétents|mesures nécessaires|sous contrôle|situation maîtrisée|défavorablement connu*|de la part de la cellule|de la part du service|au nom du service|notre service|nos services|communiqué|"
        "de conformidad con|se informa a|se recuerda a|se ruega|autoridades competentes|medidas necesarias|bajo control|en nombre de la oficina|uyarınca|vatandaşlarımız*|gerekli tedbirler|kontrol altında|yetkili makamlar"
    ),
})  # fmt: skip
"""How offices write. People quote it, mock it, and have worked in one."""

MANY = Table({
    "many": (
        "we the people|we the residents|we the mothers|we the citizens|the people of|the residents of|all residents|all of oradesh|all of us here|everyone here|everybody here|everyone in|everybody in|every mother|every resident|every family|the whole city|the whole town|the whole neighbourhood|the whole neighborhood|the whole quarter|the whole street|the entire city|residents are grateful|residents thank|people here are grateful|people here are happy|people here support|speak with one voice|on behalf of all|we are thousands|real residents|all real|"
        "أهالي الحي|أهل الحي|أهالي المدينة|أهل المدينة|أهالي المنطقة|أهل البلد|كل الأهالي|كل أهل|كل أهالي|جميع الأهالي|جميع السكان|كل السكان|الأهالي كلهم|أهالي الحي كلهم|كل الناس|الناس كلها|كلنا هنا|كلنا هون|نحن أهالي|نحن أهل|نحنا المدنيين|باسم أهالي|باسم الأهالي|الشعب كله|كل الشعب|يشكرون|"
        "мешканці дякують|мешканці вдячні|мешканці висловлюють|мешканці підтримують|всі мешканці|усі мешканці|всі жителі|усі жителі|все місто|усе місто|вся вулиця|весь район|всі тут|усі тут|всі люди|усі люди|від імені мешканців|від імені всіх|ми, мешканці|ми мешканці|кожна мати|кожна родина|нас тисячі|"
        "жители благодарят|жители благодарны|жители поддерживают|все жители|весь город|вся улица|весь район|все здесь|все люди|от имени жителей|от имени всех|мы, жители|мы жители|каждая мать|каждая семья|нас тысячи|"
        "tous les habitants|les habitants remercient|les habitants sont|les riverains|tout le quartier|toute la ville|tout le monde ici|nous les habitants|nous, les habitants|au nom de tous|au nom des habitants|chaque mère|chaque famille|"
        "todos los vecinos|los vecinos agradecen|toda la ciudad|todo el barrio|todos aquí|en nombre de todos|nosotros los vecinos|bütün şehir|tüm halk|mahalleli|hepimiz"
    ),
})  # fmt: skip
"""One account speaks for a street, a city, all mothers."""

RESIDENT = Table({
    "resident": (
        "as a resident|as an oradesh resident|as a local|as a citizen|as an ordinary|as a simple|as a normal|as a mother in|as a civilian|as a neighbour|as a neighbor|speaking as a|just a resident|just a local|just an ordinary|an ordinary citizen|an ordinary resident|"
        "كمواطن|كمواطنة|كمواطن عادي|كمدني|كمدنية|كساكن|كساكنة|كأم|كجار|بصفتي مواطن*|كواحد من الأهالي|مواطن عادي|مواطنة عادية|مواطن بسيط|كطباخ بسيط|كإنسان بسيط|"
        "як мешканець|як мешканка|як житель|як жителька|як звичайн*|як прост*|як громадян*|як цивільн*|як мати|звичайний мешканець|звичайна мешканка|звичайна жителька|проста жінка|"
        "как житель*|как местн*|как обычн*|как прост*|как гражданин|как гражданка|как мать|обычный житель|простой житель|простая женщина|"
        "comme habitant*|en tant qu'habitant*|en tant que simple|en tant que citoyen*|en tant que riverain*|en simple citoyen*|simple habitant*|simple citoyen*|simple riverain*|comme mère|en tant que mère|"
        "como vecino|como vecina|como ciudadano|como ciudadana|simple ciudadano|como madre|sıradan bir vatandaş*|sade vatandaş*|bir anne olarak"
    ),
})  # fmt: skip
"""Standing that is claimed in passing."""
