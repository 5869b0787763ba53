# ruff: noqa: E501 - a table of words is read line by line
"""The words by which people give a reason, tell of a threat, say where they are not, what they do not know and what they keep back."""

from __future__ import annotations

from firsthand.signals.words import Table

REASONS = Table({
    "another name or account": (
        "changed my name|changed the name|changed my handle|changed some things here|changed my username|new handle|new username|renamed this account|renamed the account|same me|still me|it's me|it is me|it's still me|"
        "new account|new acct|old account|old acct|my old one|lost my account|lost my password|locked out|got hacked|was hacked|hacked my|account was suspended|lost my phone|lost with my phone|phone's in the|phone burned|phone burnt|phone was stolen|stole my phone|borrowed phone|someone else's phone|for safety|for my safety|safety reasons|deleted my old|deleted old posts|deleted the old|removed my old|took down my|"
        "غيرت اسم|غيرت اسمي|غيرت الاسم|غيرنا الاسم|غيرت حسابي|غيرت صورتي|بدلت اسمي|بدلت الاسم|اسم جديد|نفس الشخص|أنا نفسي|هذا أنا|هاد أنا|حساب جديد|حسابي الجديد|الحساب الجديد|حسابي القديم|الحساب القديم|"
        "تهكر حسابي|تهكر الحساب|اخترق حسابي|انسرق حسابي|سرق حسابي|سرق هاتفي|ضاع هاتفي|ضاع تلفوني|ضاع موبايلي|ضاع جوالي|انسرق تلفوني|انكسر تلفوني|هواتفنا|نسيت كلمة السر|من تلفون|من هاتف|لأسباب أمنية|لأسباب تتعلق بالسلامة|للسلامة|حفاظا على سلامتي|خوفا على أهلي|خوفا من|مسحت الصور|حذفت الصور|مسحت منشوراتي|حذفت المنشورات|"
        "змінила ім'я|змінив ім'я|змінила нік|змінив нік|змінила назву|перейменувал*|нове ім'я|новий нік|це я|це досі я|та сама я|той самий я|новий акаунт|новий профіль|нова сторінка|старий акаунт|старий профіль|старий зламали|стару сторінку|зламали акаунт|акаунт зламали|украли телефон|вкрали телефон|телефон згорів|телефон загубив*|загубила телефон|загубив телефон|забула пароль|забув пароль|з чужого телефон*|пишу з чужого|заради безпеки|з міркувань безпеки|для безпеки|видалила старі|видалив старі|почистила сторінку|"
        "сменила имя|сменил имя|сменила ник|сменил ник|переименовал*|новое имя|это я|та же я|тот же я|новый аккаунт|новый профиль|новая страница|старый аккаунт|старый профиль|старый взломали|взломали аккаунт|аккаунт взломали|украли телефон|телефон сгорел|потеряла телефон|потерял телефон|забыла пароль|забыл пароль|с чужого телефон*|ради безопасности|из соображений безопасности|для безопасности|удалила старые|удалил старые|"
        "changé de pseudo|changé de nom|changé mon nom|changé le nom|nouveau pseudo|nouveau nom|c'est toujours moi|c'est moi|c'est bien moi|nouveau compte|ancien compte|mon ancien|l'ancien a été|compte piraté|piraté mon|été piraté|perdu mon téléphone|volé mon téléphone|téléphone volé|téléphone perdu|mot de passe oublié|oublié mon mot de passe|le téléphone d'|question de sécurité|par sécurité|pour ma sécurité|raisons de sécurité|supprimé les vieux|supprimé mes anciens|effacé mes anciens|"
        "cambié de nombre|cambié mi nombre|cuenta nueva|nueva cuenta|mi cuenta anterior|me hackearon|perdí el teléfono|perdí mi teléfono|por seguridad|sigo siendo yo|soy yo|yeni hesap|eski hesabım|adımı değiştirdim|güvenlik için"
    ),
    "a late post": (
        "posting late|posting this late|late post|delayed post|posted late|posting now because|written yesterday|wrote this yesterday|recorded yesterday|recorded last night|filmed yesterday|taken yesterday|from yesterday|these are all from|no signal|no network|no internet|had no connection|no connection|network came back|signal came back|internet came back|only connect|connection once a day|only get signal|"
        "كتبتها أمس|كتبته أمس|كتبت هذا أمس|صورته أمس|صورتها أمس|صورت أمس|من مبارح|هاد من مبارح|سجلت أمس|منشور متأخر|أنشر متأخر|بكتب متأخر|ما كان في شبكة|ما كان في نت|ما في شبكة|ما في نت|بلا شبكة|انقطع النت|انقطعت الشبكة|انقطع الاتصال|رجعت الشبكة|رجع النت|عادت الشبكة|عاد الإنترنت|"
        "[вчора|[учора*|[позавчора|[записал*|записала вчора|записав вчора|написала вчора|написав вчора|знято вчора|зняла вчора|зняв вчора|пишу із запізненням|пишу з запізненням|із запізненням|з запізненням|зв'язку не було|не було зв'язку|зв'язок є тільки|зв'язок був тільки|зв'язок раз|з'явився зв'язок|з'явилась мережа|не було інтернет*|без зв'язку|"
        "пишу с опозданием|с опозданием|связи не было|не было связи|связь только|связь раз|появилась связь|не было интернет*|без связи|записала вчера|записал вчера|снято вчера|снимала вчера|снимал вчера|вчерашнее|"
        "je poste en retard|en retard, désolée|publié en retard|écrit hier|écrit cette nuit|enregistré hier|filmé hier|photo d'hier|photos d'hier|d'hier soir|pas de réseau|plus de réseau|sans réseau|pas de connexion|le réseau est revenu|le réseau revient|pas d'internet|"
        "publico tarde|escrito ayer|grabado ayer|foto de ayer|sin señal|no había señal|volvió la señal|sin internet|dün yazdım|dün çektim|internet yoktu|şebeke yoktu"
    ),
    "its hours": (
        "on nights at|on night shift|night shift|night shifts|i'm on nights|i am on nights|working nights|work nights|awake at night|can't sleep|cannot sleep|couldn't sleep|up with the baby|baby's awake|the baby won't sleep|before my shift|after my shift|only have power at night|power comes at|power comes back at|electricity comes at|"
        "دوامي ليلي|دوام ليلي|مناوبة ليلية|مناوبتي|بكتب الفجر|أكتب ليلا|بكتب بالليل|أسهر مع|سهرانة مع|ما بنام|لا أنام|لا ننام|مش عارفة أنام|ما نمت|فجرا و|الساعة ثلاثة|الثالثة والنصف فجرا|صاحية|الكهربا بتجي|تأتي الكهرباء|تجي الكهربا|"
        "нічна зміна|нічні зміни|на нічній|нічне чергування|пишу вночі|не сплю|не спиться|малий не спить|мала не спить|тільки вночі є|тоді є світло|світло дають|світло вночі|після зміни|перед зміною|"
        "ночная смена|ночные смены|в ночную|ночное дежурство|пишу ночью|не сплю|не спится|малыш не спит|свет дают|свет ночью|после смены|"
        "de nuit à|équipe de nuit|je travaille de nuit|service de nuit|je poste la nuit|j'écris la nuit|insomni*|bébé ne dort|le courant revient|l'électricité revient|courant la nuit|"
        "turno de noche|trabajo de noche|no puedo dormir|la luz vuelve|gece vardiyası|gece çalışıyorum|uyuyamıyorum"
    ),
})  # fmt: skip
"""By what is explained."""

THREATS = Table({
    "threat": (
        "threatened me|threatening me|threatened us|threatens me|got a threat|received threats|death threat|death threats|getting threats|posted my address|published my address|leaked my address|shared my address|know where i live|knows where i live|know where you live|knows where we live|said my full name|followed me home|following me home|stood outside my|waited outside my|outside my building|came to my house looking|came looking for me|looking for me|doxxed|doxed|my face with|my photo up|a poster of my face|"
        "هددني|هددوني|هددونا|يهددونني|يهددني|بيهددوني|عم يهددوني|رسالة تهديد|رسائل تهديد|تهديد بالقتل|تهديدات|وصلني تهديد|نشروا عنواني|نشر عنواني|نشرت عنواني|نعرف أين تسكن*|نعرف وين ساكن*|يعرفون بيتي|بيعرفوا بيتي|سألوا عني|يسألون عني|عم يسألوا عني|لحقني|لحقوني|واقف تحت بيتي|صورتي مع|نشروا صورتي|"
        "погрожу*|погрози|погроза|погрозами|опублікували мою адресу|виклали мою адресу|злили мою адресу|знають, де я живу|знає, де я живу|знаємо, де ти живеш|шукають мене|питали про мене|питають про мене|йшов за мною|стежать за мною|стежив за мною|стояв під моїм|моє фото з|"
        "угрожа*|угрозы|угроза|угрозами|опубликовали мой адрес|выложили мой адрес|слили мой адрес|знают, где я живу|знает, где я живу|знаем, где ты живёшь|ищут меня|спрашивали обо мне|спрашивают про меня|шёл за мной|следят за мной|следил за мной|моё фото с|"
        "m'a menacé*|m'ont menacé*|on m'a menacé*|me menace|me menacent|nous menacent|menaces de mort|des menaces|reçu des menaces|publié mon adresse|donné mon adresse|divulgué mon adresse|savent où j'habite|sait où j'habite|sait où tu habites|m'a suivi*|m'ont suivi*|me cherchent|on me cherche|attendait devant chez moi|"
        "me amenaz*|amenazas|publicaron mi dirección|saben dónde vivo|me siguió|me siguen|me buscan|tehdit ediyor*|tehdit etti*|tehdit aldım|adresimi paylaş*|nerede oturduğumu biliyor*"
    ),
})  # fmt: skip

AWAY = Table({
    "away": (
        "i'm not there|i am not there|we're not there|not there myself|i wasn't there|i'm far away|i am far away|far from home|far from oradesh|as far from it as you|i live abroad|living abroad|i left years ago|i left ten years ago|i left eleven years ago|left as a child|left when i was|haven't been back|from afar|from a distance|from far away|watching from|i watch from|we fled to|fled to|we left on|i can't see it from here|can see nothing from here|see nothing from here|"
        "لست هناك|ماني هناك|مو هناك|أنا مش هناك|أنا بعيدة|أنا بعيد|بعيدة عن البلد|بعيد عن البلد|بالجالية|عايشة ب|عايش ب|نزحنا|نزحت إلى|وصلنا إلى|طلعنا من|خرجنا من|هربنا إلى|ما عم شوف شي من هون|"
        "я не там|мене там нема|мене там немає|ми не там|я далеко|далеко від дому|живу за кордоном|виїхала|виїхав|виїхали|евакуювал*|звідси не бачу|нічого не бачу звідси|не бачу звідси|"
        "я не там|меня там нет|мы не там|я далеко|далеко от дома|живу за границей|уехала|уехал|уехали|переселен*|эвакуировал*|отсюда не вижу|ничего не вижу отсюда|неделю была в|"
        "je n'y suis pas|je ne suis pas là-bas|je suis loin|loin de chez moi|loin d'oradesh|diaspora|partie il y a|parti il y a|nous sommes partis|on est partis|d'ici je ne vois|je ne vois rien d'ici|"
        "no estoy allí|estoy lejos|vivo en el extranjero|orada değilim|uzaktayım"
    ),
    "bare": (
        "in exile|diaspora|expat|displaced|evacuated to|temporarily in|now in|raised abroad|في الغربة|بالغربة|مغترب|مغتربة|المهجر|بالمهجر|الشتات|الجالية|نازح|نازحة|"
        "نازحين|مهجر|مهجرة|لاجئ|لاجئة|مقيمة في|مقيم في|за кордоном|на чужині|діаспор*|переселен*|внутрішньо переміщен*|біжен*|евакуйован*|тимчасово|за границей|на чужбине|диаспор*|"
        "бежен*|эвакуирован*|временно|à l'étranger|expatrié*|en exil|exilé*|déplacé*|réfugié*|évacué*|temporairement à|provisoirement à|installée à|installé à|exilio|diáspora|desplazad*|refugiad*|"
        "evacuad*|yurt dışında*|gurbet*|göçmen|خارج البلد|خارج المدينة|برا البلد|برة البلد"
    ),
})  # fmt: skip
"""Elsewhere, by one's own words; to have fled is one way to be there. No word tells where somebody was born.

``bare``: words that count in a profile, and in a post only right behind I or we: they are as often said of others.
"""

UNSURE = Table({
    "unsure": (
        "i don't know who|i don't know whose|i don't know if|i don't know whether|i don't know what|i do not know|don't know whose|don't know who|can't say whose|can't say who|couldn't say|i can't tell|cannot tell|couldn't tell|no idea who|no idea whose|no idea what|no idea if|not sure who|not sure if|not sure whether|i'm not certain|didn't see|did not see|i saw nothing|saw nothing|i was asleep|was asleep|haven't seen it myself|haven't checked|wasn't there|only heard|could not read|couldn't read|unconfirmed|not confirmed|not verified|unverified|yet to be confirmed|cannot confirm|can't confirm|could not confirm|could not independently|couldn't verify|could not verify|have not been able to verify|not been able to confirm|working to confirm|working to verify|trying to confirm|treat with caution|take with caution|that i know of|as far as i know|to my knowledge|i didn't ask|may be wrong|might be wrong|could be wrong|correct me if|"
        "لا أعرف|لا نعرف|لا أدري|لا ندري|ما بعرف|ما بنعرف|ما أعرف|ما نعرف|ما أدري|مش عارف|مش عارفة|مو متأكد|مو متأكدة|لست متأكد*|غير متأكد|غير متأكدة|ما حدا بيعرف|لا أحد يعرف|لم أر|لم أرى|لم نر|ما شفت|ما شفنا|لم أشاهد|كنت نائم*|كنا نايمين|كنت نايم*|لم أسمع|ما سمعت شي|ما كنت هناك|لم أكن هناك|لم نتمكن من التحقق|لم أتمكن من التحقق|لم يتسن التحقق|لم يتسن لنا|لا يمكنني التأكد|لا أستطيع التأكيد|لم نتأكد|لم أتأكد|غير مؤكد|غير مؤكدة|خبر غير مؤكد|بانتظار التأكيد|قيد التحقق|حسب علمي|على حد علمي|بعرف بس|إذا كان الخبر صحيح*|إن كان الخبر صحيح*|"
        "не знаю|не знаємо|не впевнен*|не певн*|ніхто не знає|не скажу, бо не знаю|не можу сказати|не бачила|не бачив|не бачили|не чула|не чув|нічого не бачила|нічого не бачив|сама не ходила|сам не ходив|спала, коли|спав, коли|мене там не було|не перевіряла|не перевіряв|не підтверджено|непідтверджен*|без підтвердження|підтвердити не можу|не можу підтвердити|підтверджень нема*|перевіряємо|уточнюємо|чи правда|може, й помиляюсь|може помиляюся|можу помилятися|наскільки знаю|наскільки мені відомо|за чутками|"
        "не знаем|не уверен*|никто не знает|не могу сказать|не видела|не видел|не видели|не слышала|не слышал|ничего не видела|ничего не видел|сама не ходила|меня там не было|не проверяла|не проверял|не подтверждено|неподтвержд*|без подтверждения|подтвердить не могу|не могу подтвердить|проверяем|уточняем|правда ли|могу ошибаться|насколько знаю|насколько мне известно|по слухам|врать не буду|"
        "je ne sais pas|je sais pas|on ne sait pas|nous ne savons pas|nul ne sait|aucune idée|je n'en sais rien|pas sûre|pas sûr|sans certitude|je n'ai pas vu|je n'ai rien vu|rien vu|je n'ai vu que|je dormais|je n'étais pas là|je n'y étais pas|je ne peux rien dire|je ne peux pas dire|je ne peux pas confirmer|nous ne pouvons pas confirmer|n'avons pas pu vérifier|n'avons pu vérifier|pas pu vérifier|non confirmé*|non vérifié*|pas confirmé*|pas vérifié*|à vérifier|à confirmer|à prendre avec prudence|au conditionnel|à ma connaissance|sauf erreur|je me trompe peut-être|"
        "no sé quién|no sé si|no lo sé|no sabemos|no vi|no vi nada|no estaba allí|sin confirmar|no confirmado|no pude verificar|por confirmar|que yo sepa|bilmiyorum|bilmiyoruz|emin değilim|görmedim|orada değildim|doğrulanmadı|teyit edilmedi"
    ),
})  # fmt: skip
"""What somebody did not see, does not know, or has not been able to check."""

KEEPS_BACK = Table({
    "back": (
        "not saying where|not saying which|i'm not saying|won't say where|won't say which|will not say where|can't say where|cannot say where|won't be posting routes|not posting routes|won't post the location|not posting the location|no locations|not posting locations|don't comment on positions|do not comment on positions|don't discuss positions|don't discuss troop|do not discuss troop|no comment on positions|no positions|not with my name|no names|won't give names|not naming|without names|names changed|name changed|faces blurred|blurred the faces|blurred faces|no faces|without faces|didn't film faces|don't film faces|stop filming|don't post pictures of|do not post pictures of|don't film|for the safety of the team|stop sending me pictures|asked me not to say|asked not to be named|"
        "لن أنشر المواقع|لن أنشر الموقع|لن أذكر المكان|لن أذكر الموقع|لن أقول أين|ما بقول وين|ما رح قول وين|ما بقدر قول وين|لا أستطيع أن أقول أين|بدون ذكر المكان|بدون أسماء|بلا أسماء|دون ذكر أسماء|لن أذكر أسماء|لن أذكر الأسماء|ما بدي أذكر أسماء|لا تصوروا|ممنوع التصوير|لا أصور الوجوه|ألا أصور الوجوه|بدون وجوه|دون وجوه|أخفيت الوجوه|غطيت الوجوه|طمست الوجوه|لا تنشروا المواقع|لا تنشروا صور|حفاظا على سلامة|حرصا على سلامة|لا أعلق على المواقع|طلب عدم ذكر|طلبت عدم ذكر|"
        "не скажу, де|не скажу, в якому|не скажу де|не кажу де|не пишу, де|не називаю місц*|місце не називаю|без локацій|локації не|локацію не|не показую місц*|якою дорогою їжджу|не коментую позиці*|позиції не|про позиції не|імен не називаю|імена не називаю|без імен|ім'я змінено|імена змінено|облич не знімаю|обличчя не знімаю|облич не знімаємо|без облич|обличчя заблюрен*|обличчя закрила|обличчя закрив|не знімайте|не викладайте|не публікуйте|просив не казати|просить не казати|просила не казати|"
        "не скажу, где|не скажу где|не говорю где|не пишу, где|где стоит госпиталь, не пишу|место не называю|без локаций|локации не|локацию не|не комментирую позиции|позиции не|имён не называю|имена не называю|без имён|имя изменено|имена изменены|лиц не снимаю|лица не снимаю|без лиц|лица закрыла|лица закрыл|не снимайте|не выкладывайте|не публикуйте|просил не говорить|просила не говорить|"
        "je ne dirai pas où|je ne dis pas où|je ne donnerai ni|je ne donne pas le lieu|pas de lieu|pas de lieux|sans donner le lieu|pas de noms|sans nommer|je tais les noms|prénom modifié|nom modifié|noms modifiés|prénoms modifiés|visages floutés|j'ai flouté|floutés|pas de visages|sans visages|ne filmez pas|ne publiez pas|ne postez pas|pas de positions|demandé de ne pas dire|pour la sécurité de|"
        "no diré dónde|no digo dónde|sin nombres|no doy nombres|nombres cambiados|sin rostros|caras borrosas|no filmen|no publiquen|yerini söylemem|yerini yazmıyorum|isim vermiyorum|yüzleri bulanıklaştır*"
    ),
})  # fmt: skip
"""Places, names and faces that somebody keeps to themselves, or asks others to keep."""
