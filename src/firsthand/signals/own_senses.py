# ruff: noqa: E501 - a table of words is read line by line
"""The words by which people say what they saw, heard, carried or counted themselves, speak as a unit, or deny a tie."""

from __future__ import annotations

from firsthand.signals.words import Table

SENSES = Table({
    "sense": (
        "i saw|i see|i can see|i've seen|we saw|we can see|we've seen|saw the|saw a|i heard|i can hear|i hear|we heard|we can hear|i felt|we felt|i counted|we counted|"
        "i smell|i can smell|i watched|we watched|i'm looking at|i carried|we carried|i helped carry|i filmed|i washed|i operated|i know that sound|i'm by the|i was at the door|from my window|from the kitchen|under my window|"
        "رأيت|رأيتهم|رأيته|رأيتها|رأينا|أرى|نرى|شفت|شفنا|شفتهم|سمعت|سمعنا|نسمع|أسمع|شاهدت|شاهدنا|عددت|عددنا|التقطت|صورت|رافقت|حملت|حملنا|شممت|حسينا|قدامي|أمام عيني|من شباكي|تحت بيتي|أنا على السطح|وقفت في|"
        "я бачила|я бачив|бачу|бачимо|ми бачили|сама бачила|сам бачив|я чула|я чув|чую|чуємо|ми чули|порахувала|порахував|мене обдало|видно дим|стою на|з мого вікна|в мене під вікном|"
        "я видел|я видела|вижу|видим|мы видели|сам видел|сама видела|я слышал|я слышала|слышу|слышим|мы слышали|насчитал|насчитала|из моего окна|"
        "j'ai vu|je vois|on voit|nous avons vu|on a vu|j'ai entendu|j'entends|on entend|nous avons entendu|j'ai compté|je les ai comptés|j'ai senti|de ma fenêtre|je tousse|j'ai porté|"
        "he visto|vi a|vi cómo|veo|vemos|vimos|oigo|oímos|oí|escuché|escuchamos|conté|desde mi ventana|gördüm|görüyorum|duydum|duyuyorum|duyduk"
    ),
    "bare": "бачила|бачив|бачили|чула|чув|видел|видела|слышал|слышала|saw|heard",
})  # fmt: skip
"""``bare``: verbs that tell of oneself only at the beginning of a sentence."""

NOT_SENSED = Table({
    "not": (
        "never|didn't|did not|haven't|hadn't|wish|dream|dreamt|film|movie|episode|match|on tv|on television|in the stream|live stream|"
        "ما|لم|لا|حلمت|فيلم|مسلسل|مباراة|المباراة|على التلفزيون|не|сон|фільм|серіал|матч|фильм|сериал|pas|film|rêve|match|à la télé|no|nunca|película|partido"
    ),
})  # fmt: skip
"""Words shortly before a verb of sensing that say it was not, or on a screen."""

UNIT = Table({
    "we": (
        "our unit|my unit|my platoon|our platoon|our company|our position|our positions|our line|our lads|our brigade|my brigade|our checkpoint|our patrol|our patrols|we held|rotated back|range day|our guns|our captain|"
        "وحدتنا|سريتنا|كتيبتنا|لواؤنا|حاجزنا|نوبتنا|النوبة ع الساتر|بدلنا النوبة|مواقعنا|دوريتنا|شبابنا على|الذخيرة وصلت|رجالنا على|مقاتلونا|جبهتنا|"
        "наш підрозділ|мій підрозділ|наша бригада|наш взвод|наша рота|наша позиція|наші позиції|наші патрулі|наш блокпост|група на місці|ми тримали|ми взяли|"
        "наше подразделение|наш взвод|наша рота|наша бригада|наши позиции|наш блокпост|мы держали|мы взяли|"
        "notre unité|notre section|notre compagnie|notre position|notre barrage|nos gars|on a tenu|nuestra unidad|nuestra posición|nuestros muchachos|birliğimiz|mevzimiz"
    ),
})  # fmt: skip

DENIES = Table({
    "no": (
        "i'm not|i am not|we're not|we are not|not a|no we do not|i don't belong|nothing to do with|never joined|never belonged|no party|of no party|i'm a civilian|i am a civilian|we're civilians|as a civilian|i left|i was a|"
        "لست|لسنا|ما لي علاقة|لا علاقة لي|لا علاقة لنا|لا أنتمي|لا ننتمي|مو مقاتل|أنا مدني|أنا مدنية|نحن مدنيون|نحنا المدنيين|اللي يقول إني|تركت|"
        "я не|ми не|не належу|не маю стосунку|яка частина|я цивільн*|ми цивільн*|жодної партії|я не пішов|я не пішла|мы не|не имею отношения|я гражданск*|не состою|никакой партии|"
        "je ne suis pas|on n'est|nous ne sommes pas|d'aucun parti|aucun parti|je suis civil|je suis civile|no soy|no somos|ningún partido|soy civil|değilim|değiliz"
    ),
})  # fmt: skip
"""Denials; they count only beside a word of `TIED`."""

TIED = Table({
    "tied": (
        "fighter|fighters|soldier|soldiers|army|armed|military|military wing|party|parties|mercenary|mercenaries|mate|spotter|weapon|weapons|guns|checkpoint|"
        "مقاتل|مقاتلين|مقاتلة|عسكري|جندي|السلاح|سلاح|حزب|لأي طرف|طرف|الحواجز|حاجز|ميليشيا|مسلح|المدنيين|مدني|مدنية|مدنيون|"
        "частина|санітарка|боєць|бійці|військов*|зброя|зброї|блокпост|сторон*|парті*|цивільн*|солдат*|боец|бойц*|военн*|оружи*|стороны|гражданск*|"
        "parti|armé|soldat|combattant|milice|militaire|bras|civil|civile|partido|armado|soldado|combatiente|milicia|militar|asker|silah|parti"
    ),
})  # fmt: skip

CORRECTS = Table({
    "corrects": "correction|corrected:|we have removed|we've removed|we removed|i was wrong|we were wrong|i stand corrected|i take it back|"
    "i take that back|my mistake|our mistake|we retract|i retract|i deleted my|an earlier post gave|earlier post was wrong|is not mine|"
    "تصحيح|تصويب|نعتذر عن الخطأ|أعتذر عن الخطأ|كنت مخطئ*|أخطأت|أخطأنا|حذفنا|حذفت المنشور|سحبنا الخبر|ليست لي|ليس لي|غلطتي|الخطأ مني|"
    "виправлення|виправляю|спростування|перепрошую|вибачте за помилку|я помилився|я помилилася|ми помилилися|помилився|помилилася|"
    "видалив допис|видалила допис|забираю свої слова|"
    "исправление|исправляю|опровержение|я ошибся|я ошиблась|мы ошиблись|беру свои слова назад|прошу прощения за ошибку|"
    "rectificatif|rectification|erratum|je rectifie|nous rectifions|je me suis trompé*|nous nous sommes trompés|j'efface mes|"
    "j'ai effacé|je retire ce que|nous avons retiré|c'était faux|n'est pas de moi|au temps pour moi|"
    "corrección|fe de erratas|me equivoqué|nos equivocamos|rectifico|düzeltme|yanılmışım|اصلاحیه|اشتباه کردم",
})  # fmt: skip
"""One's own words, or one's newsroom's, are put right, taken back or disowned."""

TOLD = Table({
    "told": "my cousin writes|my cousin says|my sister writes|my sister says|my brother writes|my brother says|my mother says|my mother writes|"
    "my aunt says|my uncle says|my neighbour says|my neighbour writes|my neighbor says|my friend says|my friend writes|she writes that|"
    "he writes that|they tell me|she told me|he told me|they told me|i was told|passing on|in her words|in his words|"
    "أختي كتبت|أختي تقول|أخي يقول|أخي كتب|أمي تقول|أبي يقول|جارتي تقول|جارتي كتبت|جاري يقول|خالي رد|خالي يقول|عمي يقول|صديقي يقول|"
    "صديقتي تقول|قالوا لي|قالت لي|قال لي|خبروني|حكولي|وصلني من|أنقل لكم|أنقل كلام|"
    "сусідка пише|сусідка каже|сусід пише|сусід каже|сестра пише|сестра каже|брат пише|брат каже|мама пише|мама каже|подруга пише|"
    "подруга каже|друг пише|друг каже|тітка каже|дядько каже|мені сказали|мені кажуть|передаю її слова*|передаю його слова*|передаю слова*|"
    "соседка пишет|соседка говорит|сосед говорит|сестра пишет|сестра говорит|брат пишет|брат говорит|мама пишет|мама говорит|мне сказали|"
    "передаю слова|"
    "ma cousine écrit|ma cousine dit|mon cousin dit|mon cousin écrit|ma sœur dit|ma sœur écrit|mon frère dit|mon frère écrit|ma mère dit|"
    "ma mère écrit|ma tante dit|ma voisine dit|ma voisine écrit|mon voisin dit|on m'a dit|on me dit|elle m'envoie|il m'envoie|elle m'écrit|"
    "il m'écrit|je relaie|je transmets|mi hermana dice|mi hermano dice|mi madre dice|mi prima dice|me dijeron|me cuentan",
})  # fmt: skip
"""Somebody near told it, who is no author of the post."""
