"""
An invented story in English, Arabic and Ukrainian, ready to print: the siege line at the river of Oradesh.

No place, person, party or event in it is real; the pictures are drawn here. `editions` gives the story, `assets` its
pictures and proofs, and `hostile_edition` a story whose every foreign text tries to break the page.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from firsthand.model.ids import Digest, Seq
from firsthand.story.edition import (
    Affiliation,
    Answer,
    Block,
    Card,
    CardRef,
    CareNote,
    Edition,
    Facts,
    FigureBox,
    FigureRef,
    Heading,
    Hour,
    Mark,
    MediaView,
    Method,
    Passage,
    Place,
    Prose,
    Status,
    Tick,
    Translation,
    Update,
    When,
)

ZONE = timezone(timedelta(hours=3))
CARD_IDS = ("lina", "urel", "maro", "yard", "river-voice")

_HOURS = (4, 9, 15, 10, 5, 4, 2, 4, 7, 5, 2)
_DAY = datetime(2041, 3, 14)  # noqa: DTZ001 - wall-clock time of the place

_HEAD = """firsthand/fall-of-oradesh
48260
3ab1y0oT9s2hQzL1vBq0mS6rKc1d1bX5o8yE7uPq4nA=

— fall-of-oradesh k3Jx9QmB0Z0p2a7dXc1v5W8uYt6r4n2s0q9o7m5l3k1j"""

_ARABIC = {
    "lina": "إذا أُغلق الجسر الليلة فقد تكون هذه آخر رسالة مني. نحن معًا في القبو. قولوا لأمي إننا بخير.",
    "urel": "الماء في القبو يكفي يومين. نحن بخير. لا تخرجوا.",
    "yard": "وصل إلى الساحة نحو ثلاثين شخصًا من . ما زالوا ينتظرون الحافلة.",
    "river-voice": "وداعًا يا أوراديش. 98٪ من المدينة صارت آمنة، فلماذا تبقون؟",
}
_UKRAINIAN = "На лівому березі нас дев’ятеро. Світла нема з ранку. Якщо зв’язок зникне, шукайте нас у школі."
_REMOVED_AT = _ARABIC["yard"].index(".")

_SAYS = {
    "en": {
        "newsroom": "The Meridian Courier",
        "kicker": "Voices from Oradesh",
        "title": "“If the bridge closes tonight”",
        "standfirst": (
            "As the siege line moved to the river, people in Oradesh wrote what some feared would be their last "
            "messages. We gathered 38 of them, as best we can, and say what we know about who is speaking."
        ),
        "byline": ("A. Renn", "S. Okar"),
        "place": "Oradesh",
        "platform": "Chirrup",
        "checked": "S. Okar",
        "care": (
            ("distress", "People here describe fear and say goodbye to family."),
            ("covered", "One photo of a damaged building stays covered until you choose to see it."),
            (
                "sound",
                "There are no pictures of injured people, and no sound plays by itself. "
                "Be kind to yourself; the page will be here later.",
            ),
        ),
        "picture": "Drawing: an arched stone bridge over a river at dusk, lit windows beyond",
        "caption": "The Weavers’ Bridge on the evening of 14 March.",
        "picture-credit": "Drawing: I. Castan / The Meridian Courier",
        "intro": (
            "<p>Soon after nine in the morning the buses stopped crossing Weavers’ Bridge. Within an hour the city desk "
            "filled with short messages: where the water is, who has reached the cellar, what to tell a mother. Some were "
            "copied hundreds of times. What we show is the first of each.</p>\n"
        ),
        "lina": "Lina",
        "lina-is": "resident, Bridge ward",
        "lina-because": "two other people describe the same closure",
        "lina-consent": "Published with consent, first name only.",
        "lina-says": (
            "If the bridge closes tonight this may be my last message. We are together in the cellar. "
            "Tell my mother we are all right."
        ),
        "urel-is": "Weavers district",
        "urel-because": "matches the water works’ notice and a second photo",
        "urel-consent": "Published with consent.",
        "urel-says": "There is water in the cellar for two days. We are all right. Do not go out.",
        "stairs": "A stairwell with fallen plaster and a child’s bicycle. Nobody is in the picture.",
        "stairs-why": "damage to homes",
        "stairs-credit": "Photo: by permission, name withheld.",
        "maro-is": "South quay",
        "maro-note": "A farewell to family",
        "maro-because": "no second source yet",
        "maro-consent": "The person agreed to the words, not to the name.",
        "maro-says": (
            "There are nine of us on the left bank. No light since the morning. "
            "If the connection goes, look for us at the school."
        ),
        "yard-is": "Bridge ward",
        "yard-because": "one account, and the buses’ radio log",
        "yard-consent": "Published with consent, without name and place.",
        "yard-removed": "place removed for safety",
        "yard-redaction": "The name of a street, because people are still there.",
        "yard-says": "About thirty people from  have reached the yard. They are still waiting for the bus.",
        "turn": "Not everyone is what they seem",
        "turn-text": (
            "<p>The next message was shared thousands of times as the words of a resident. We found reason to believe that "
            "its author works for one side of the fighting, so we show it with that reason.</p>\n"
        ),
        "voice-is": "presents itself as a resident",
        "party": "Northern Guard",
        "voice-why": (
            "until 2 March the account called itself “press office, 4th Northern Guard”, and it posts official pictures "
            "before they are released. It did not answer our questions."
        ),
        "voice-because": "the city council and street reports say otherwise",
        "voice-says": "Goodbye Oradesh. 98% of the city is safe now, so why do you stay?",
        "quote": "We hold 98 per cent of the city.",
        "spokesman": "Spokesperson of the Northern Guard",
        "where": "briefing",
        "answers": (
            ("Northern Guard", "98% of the city", "disputed"),
            ("City council", "“about two thirds”", "unconfirmed"),
            ("River Observatory", "71–76%, from street reports", "partly-backed"),
        ),
        "crowd": "100 thousand people stand in five square metre.",
        "crowd-after": "five square metre",
        "crowd-said": "100 thousand",
        "crowd-by": "City council",
        "crowd-flag": "100,000 people in 5 m² is 20,000 per m²; is km² meant? On 5 km² it would be 2 per 100 m².",
        "updates": (
            ("clarification", "We added why the place in message 4 is not printed."),
            ("correction", "An earlier version gave the figure of the Northern Guard without the council’s answer."),
            ("removed", "One message, at the wish of the person who wrote it."),
        ),
        "card-correction": "An earlier translation said “three days”; the original says two.",
        "tick": "last bus crosses",
        "places": ("Bridge ward", "Weavers", "South quay"),
        "places-note": "Shown by district only, to protect people.",
        "sources": ("Chirrup", "a chat of neighbours that was given to us", "three forwarded voice messages"),
        "unknown": (
            "How many people wrote and could not send.",
            "What people without a connection would have said.",
            "Whether messages that we read as farewells were the last ones.",
        ),
    },
    "ar": {
        "newsroom": "بريد ميريديان",
        "kicker": "أصوات من أوراديش",
        "title": "«إذا أُغلق الجسر الليلة»",
        "standfirst": (
            "مع انتقال خط الحصار إلى النهر، كتب أهل أوراديش ما خشي بعضهم أن يكون رسائلهم الأخيرة. "
            "جمعنا منها 38 رسالة قدر استطاعتنا، ونقول ما نعرفه عمّن يتكلم."
        ),
        "byline": ("أ. رِن", "س. أوكار"),
        "place": "أوراديش",
        "platform": "تشيرب",
        "checked": "س. أوكار",
        "care": (
            ("distress", "يصف الناس هنا الخوف ويودّعون عائلاتهم."),
            ("covered", "صورة واحدة لمبنى متضرر تبقى مغطاة حتى تُطلب رؤيتها."),
            ("sound", "لا صور لجرحى، ولا صوت يعمل تلقائيًا. ولا حاجة إلى العجلة؛ ستبقى الصفحة هنا."),
        ),
        "picture": "رسم: جسر حجري مقوّس فوق نهر وقت الغروب، وخلفه نوافذ مضاءة",
        "caption": "جسر النسّاجين مساء 14 آذار.",
        "picture-credit": "رسم: إ. كاستان / بريد ميريديان",
        "intro": (
            "<p>بعد التاسعة صباحًا بقليل توقفت الحافلات عن عبور جسر النسّاجين. وخلال ساعة امتلأ مكتب المدينة برسائل "
            "قصيرة: أين الماء، ومن وصل إلى القبو، وماذا نقول للأم. بعضها نُسخ مئات المرات. نعرض هنا الأصل.</p>\n"
        ),
        "lina": "لينا",
        "lina-is": "من سكان حي الجسر",
        "lina-because": "شخصان آخران يصفان الإغلاق نفسه",
        "lina-consent": "نُشر بموافقة، وبالاسم الأول فقط.",
        "lina-says": "",
        "urel-is": "حي النسّاجين",
        "urel-because": "يوافق إعلان مصلحة المياه وصورة ثانية",
        "urel-consent": "نُشر بموافقة.",
        "urel-says": "",
        "stairs": "درج تساقط عليه الجص ودراجة طفل. لا أحد في الصورة.",
        "stairs-why": "أضرار في مساكن",
        "stairs-credit": "الصورة: بإذن، والاسم محجوب.",
        "maro-is": "الرصيف الجنوبي",
        "maro-note": "وداع للعائلة",
        "maro-because": "لا مصدر ثانيًا بعد",
        "maro-consent": "الموافقة على نشر الكلام دون الاسم.",
        "maro-says": "نحن تسعة على الضفة اليسرى. لا ضوء منذ الصباح. إذا انقطع الاتصال فابحثوا عنا في المدرسة.",
        "yard-is": "حي الجسر",
        "yard-because": "رواية واحدة، وسجل لاسلكي الحافلات",
        "yard-consent": "نُشر بموافقة، دون اسم ولا مكان.",
        "yard-removed": "حُذف المكان للسلامة",
        "yard-redaction": "اسم شارع، لأن الناس ما زالوا هناك.",
        "yard-says": "",
        "turn": "ليس كل متكلم كما يبدو",
        "turn-text": (
            "<p>شُوركت الرسالة التالية آلاف المرات بوصفها كلام أحد السكان. وجدنا سببًا للاعتقاد بأن وراءها من يعمل "
            "لدى أحد طرفي القتال، فنعرضها مع هذا السبب.</p>\n"
        ),
        "voice-is": "حساب يقدّم نفسه على أنه من السكان",
        "party": "الحرس الشمالي",
        "voice-why": (
            "حتى 2 آذار كان الحساب يسمّي نفسه «المكتب الصحفي، الحرس الشمالي الرابع»، وينشر صورًا رسمية قبل صدورها. "
            "لم يجب الحساب عن أسئلتنا."
        ),
        "voice-because": "مجلس المدينة وتقارير الشوارع تقول غير ذلك",
        "voice-says": "",
        "quote": "نسيطر على 98 في المئة من المدينة.",
        "spokesman": "الناطقية باسم الحرس الشمالي",
        "where": "إيجاز صحفي",
        "answers": (
            ("الحرس الشمالي", "98% من المدينة", "disputed"),
            ("مجلس المدينة", "«نحو الثلثين»", "unconfirmed"),
            ("مرصد النهر", "71–76%، من تقارير الشوارع", "partly-backed"),
        ),
        "crowd": "يقف 100 ألف شخص في خمسة متر مربع.",
        "crowd-after": "خمسة متر مربع",
        "crowd-said": "100 ألف",
        "crowd-by": "مجلس المدينة",
        "crowd-flag": "100,000 شخص في 5 م² يعني 20,000 في المتر المربع؛ هل المقصود كيلومتر مربع؟",
        "updates": (
            ("clarification", "أضفنا سبب عدم نشر المكان في الرسالة 4."),
            ("correction", "نسخة سابقة أوردت رقم الحرس الشمالي دون رد المجلس."),
            ("removed", "رسالة واحدة بطلب من كتبها."),
        ),
        "card-correction": "وردت في ترجمة سابقة «ثلاثة أيام»؛ والأصل يومان.",
        "tick": "عبور آخر حافلة",
        "places": ("حي الجسر", "النسّاجون", "الرصيف الجنوبي"),
        "places-note": "بحسب الحي فقط، حمايةً للناس.",
        "sources": ("تشيرب", "محادثة جيران سُلّمت إلينا", "ثلاث رسائل صوتية محوّلة"),
        "unknown": (
            "كم من الناس كتبوا ولم يتمكنوا من الإرسال.",
            "ما كان سيقوله من لا اتصال لديه.",
            "هل كانت الرسائل التي قرأناها وداعًا هي الأخيرة فعلًا.",
        ),
    },
    "uk": {
        "newsroom": "Меридіанський кур’єр",
        "kicker": "Голоси з Орадеша",
        "title": "«Якщо міст закриють сьогодні вночі»",
        "standfirst": (
            "Коли лінія облоги дійшла до річки, люди в Орадеші писали те, що могло стати їхніми останніми повідомленнями. "
            "Ми зібрали 38 із них, наскільки змогли, і кажемо, що знаємо про тих, хто говорить."
        ),
        "byline": ("А. Ренн", "С. Окар"),
        "place": "Орадеш",
        "platform": "Chirrup",
        "checked": "С. Окар",
        "care": (
            ("distress", "Люди тут описують страх і прощаються з рідними."),
            ("covered", "Одне фото пошкодженого будинку закрите, доки ви не захочете його побачити."),
            ("sound", "Тут немає зображень поранених, і жоден звук не вмикається сам. Сторінка нікуди не зникне."),
        ),
        "picture": "Малюнок: кам’яний арковий міст через річку в сутінках, за ним освітлені вікна",
        "caption": "Міст Ткачів увечері 14 березня.",
        "picture-credit": "Малюнок: І. Кастан / Меридіанський кур’єр",
        "intro": (
            "<p>Невдовзі після дев’ятої ранку автобуси перестали їздити мостом Ткачів. За годину до редакції посипалися "
            "короткі повідомлення: де вода, хто дістався підвалу, що сказати мамі. Деякі скопіювали сотні разів. "
            "Ми показуємо перше з кожного.</p>\n"
        ),
        "lina": "Ліна",
        "lina-is": "мешкає в Мостовому районі",
        "lina-because": "ще двоє людей описують те саме перекриття",
        "lina-consent": "Опубліковано за згодою, лише ім’я.",
        "lina-says": (
            "Якщо міст закриють сьогодні вночі, це може бути моє останнє повідомлення. Ми разом у підвалі. "
            "Скажіть мамі, що з нами все гаразд."
        ),
        "urel-is": "район Ткачів",
        "urel-because": "збігається з оголошенням водоканалу й другим фото",
        "urel-consent": "Опубліковано за згодою.",
        "urel-says": "Води в підвалі на два дні. З нами все гаразд. Не виходьте.",
        "stairs": "Сходова клітка з обваленою штукатуркою та дитячим велосипедом. Людей на фото немає.",
        "stairs-why": "пошкоджене житло",
        "stairs-credit": "Фото: з дозволу, ім’я не розголошуємо.",
        "maro-is": "Південна набережна",
        "maro-note": "Прощання з рідними",
        "maro-because": "другого джерела поки немає",
        "maro-consent": "Є згода на слова, але не на ім’я.",
        "maro-says": "",
        "yard-is": "Мостовий район",
        "yard-because": "одне свідчення й журнал радіозв’язку автобусів",
        "yard-consent": "Опубліковано за згодою, без імені й місця.",
        "yard-removed": "місце прибрано задля безпеки",
        "yard-redaction": "Назва вулиці, бо люди досі там.",
        "yard-says": "До двору дісталося близько тридцяти людей із . Вони й досі чекають на автобус.",
        "turn": "Не всі є тими, ким здаються",
        "turn-text": (
            "<p>Наступне повідомлення тисячі разів поширили як слова місцевої людини. Ми маємо підстави вважати, що його "
            "написано для однієї зі сторін боїв, тому показуємо його разом із цією підставою.</p>\n"
        ),
        "voice-is": "подає себе як голос мешканців",
        "party": "Північна гвардія",
        "voice-why": (
            "до 2 березня обліковий запис звався «пресслужба, 4-та Північна гвардія» і публікував офіційні знімки до їхнього "
            "оприлюднення. На наші запитання відповіді не було."
        ),
        "voice-because": "міська рада та вуличні повідомлення кажуть інше",
        "voice-says": "Прощавай, Орадеше. 98% міста вже безпечні, то чому ви лишаєтеся?",
        "quote": "Ми тримаємо 98 відсотків міста.",
        "spokesman": "Речники Північної гвардії",
        "where": "брифінг",
        "answers": (
            ("Північна гвардія", "98% міста", "disputed"),
            ("Міська рада", "«близько двох третин»", "unconfirmed"),
            ("Річкова обсерваторія", "71–76%, за вуличними повідомленнями", "partly-backed"),
        ),
        "crowd": "100 тисяч людей стоять на п’ять квадратний метр.",
        "crowd-after": "п’ять квадратний метр",
        "crowd-said": "100 тисяч",
        "crowd-by": "Міська рада",
        "crowd-flag": "100 000 людей на 5 м² – це 20 000 на м²; може, йдеться про км²?",
        "updates": (
            ("clarification", "Ми додали, чому місце в повідомленні 4 не названо."),
            ("correction", "Раніше число Північної гвардії стояло без відповіді ради."),
            ("removed", "Одне повідомлення, на прохання людини, яка його написала."),
        ),
        "card-correction": "У попередньому перекладі стояло «три дні»; в оригіналі два.",
        "tick": "проходить останній автобус",
        "places": ("Мостовий район", "Ткачі", "Південна набережна"),
        "places-note": "Лише за районами, щоб захистити людей.",
        "sources": ("Chirrup", "переданий нам чат сусідів", "три переслані голосові повідомлення"),
        "unknown": (
            "Скільки людей писали й не змогли надіслати.",
            "Що сказали б люди без зв’язку.",
            "Чи були повідомлення, які ми прочитали як прощання, справді останніми.",
        ),
    },
}  # fmt: skip


def editions(*languages: str) -> tuple[Edition, ...]:
    """Give the story in these languages; in all three when none is named."""
    return tuple(edition(language) for language in languages or ("en", "ar", "uk"))


def edition(language: str = "en") -> Edition:
    """Give the story in one language, as the desk would make it from a case."""
    says = _SAYS[language]
    return Edition(
        slug="if-the-bridge-closes",
        language=language,
        title=_text(says, "title"),
        kicker=_text(says, "kicker"),
        standfirst=_text(says, "standfirst"),
        byline=_texts(says, "byline"),
        published=datetime(2041, 3, 14, 18, 20, tzinfo=ZONE),
        updated=datetime(2041, 3, 15, 8, 5, tzinfo=ZONE),
        newsroom=_text(says, "newsroom"),
        picture=MediaView(
            kind="image",
            file="bridge.svg",
            width=680,
            height=380,
            description=_text(says, "picture"),
            covered=False,
            caption=_text(says, "caption"),
            credit=_text(says, "picture-credit"),
        ),
        care=tuple(CareNote(kind=kind, text=text) for kind, text in _rows(says, "care")),
        blocks=_blocks(says),
        cards=_cards(language, says),
        figures=_figures(language, says),
        facts=_facts(says),
        method=_method(says),
        updates=tuple(
            Update(kind=kind, at=at, text=text)
            for (kind, text), at in zip(
                _rows(says, "updates"),
                (_at(15, 8, 5), _at(14, 21, 30), _at(14, 19, 2)),
                strict=True,
            )
        ),
        head=_HEAD,
        contact="mailto:corrections@courier.example",
        invented=True,
    )


def assets() -> dict[str, bytes]:
    """Pictures and proofs of the story, by their place in the site."""
    proofs = {
        f"proof/{card.id}.json": json.dumps(
            {"invented": True, "card": card.id, "digest": card.digest, "entry": card.entry}, indent=1
        ).encode()
        for card in edition().cards
        if card.proof
    }
    return {"media/bridge.svg": bridge_drawing(), "media/stairs.svg": stairs_drawing(), **proofs}


def hostile_edition() -> Edition:
    """A story whose foreign texts try to run, to load, to leave their element and to turn the page around."""
    attack = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\u202etxt.exe\u2066 \"'&]]>\u2028\u0007"
    story = edition()
    card = replace(
        story.cards[0],
        name=attack,
        description=attack,
        original=Passage(text=attack, language="en", marks=(Mark(at=3, kind="removed", why=attack),)),
        translation=None,
        content_note=attack,
        consent=attack,
        credit=attack,
        platform=attack,
        status=Status(code="disputed", because=attack),
        affiliation=Affiliation(party=attack, degree="member", why=attack),
    )
    figure = replace(
        story.figures[0], as_said=attack, said_by=attack, quotation=Passage(text=attack, language="en"), flags=(attack,)
    )
    return replace(
        story,
        title=attack,
        kicker=attack,
        standfirst=attack,
        newsroom=attack,
        byline=(attack,),
        cards=(card, *story.cards[1:]),
        figures=(figure, *story.figures[1:]),
        updates=(replace(story.updates[0], text=attack),),
        head=attack,
    )


def _blocks(says: dict[str, object]) -> tuple[Block, ...]:
    lina, urel, maro, yard, voice = CARD_IDS
    return (
        Prose(html=_text(says, "intro")),
        CardRef(key=lina),
        CardRef(key=urel),
        CardRef(key=maro),
        CardRef(key=yard),
        Heading(text=_text(says, "turn")),
        Prose(html=_text(says, "turn-text")),
        CardRef(key=voice),
        FigureRef(label="held"),
        FigureRef(label="crowd"),
    )


def _cards(language: str, says: dict[str, object]) -> tuple[Card, ...]:
    lina, urel, maro, yard, voice = CARD_IDS

    def original(key: str, marks: tuple[Mark, ...] = ()) -> Passage:
        return Passage(text=_ARABIC[key], language="ar", marks=marks)

    def translation(key: str, says_key: str = "", marks: tuple[Mark, ...] = ()) -> Translation | None:
        text = _text(says, f"{says_key or key}-says")
        if not text:
            return None
        checked = _text(says, "checked")
        return Translation(passage=Passage(text=text, language=language, marks=marks), by=checked, checked_by=checked)

    place = _text(says, "place")
    platform = _text(says, "platform")
    removed = _text(says, "yard-removed")
    yard_text = _text(says, "yard-says")
    gap = next(
        (at for at, pair in enumerate(zip(yard_text, yard_text[1:], strict=False)) if pair in ((" ", " "), (" ", "."))),
        0,
    )
    return (
        Card(
            id=lina, letter="ل" if language == "ar" else "Л" if language == "uk" else "L",
            name=_text(says, "lina"), name_language=language, description=_text(says, "lina-is"), roles=("civilian",),
            original=original(lina), translation=translation(lina),
            status=Status(code="partly-backed", because=_text(says, "lina-because")),
            posted=_posted(9, 41, place), kept=_at(14, 10, 2), consent=_text(says, "lina-consent"), platform=platform,
            digest=_digest(lina), entry=Seq(48213), proof=True, judges=2, reliability="C", credibility="3",
        ),
        Card(
            id=urel, letter="أ", name="د. ن. أورِل", name_language="ar", description=_text(says, "urel-is"),
            roles=("volunteer", "medic"), original=original(urel), translation=translation(urel),
            media=(
                MediaView(
                    kind="image", file="stairs.svg", width=560, height=360, description=_text(says, "stairs"),
                    why_covered=_text(says, "stairs-why"), credit=_text(says, "stairs-credit"),
                ),
            ),
            status=Status(code="confirmed", because=_text(says, "urel-because")),
            posted=_posted(11, 8, place), kept=_at(14, 11, 30), consent=_text(says, "urel-consent"), platform=platform,
            corrections=(Update(kind="correction", at=_at(14, 20, 10), text=_text(says, "card-correction")),),
            digest=_digest(urel), entry=Seq(48219), proof=True, judges=2, reliability="B", credibility="1",
        ),
        Card(
            id=maro, letter="M" if language == "en" else "م" if language == "ar" else "М", description=_text(says, "maro-is"), roles=("civilian",),
            original=Passage(text=_UKRAINIAN, language="uk"), translation=translation(maro),
            content_note=_text(says, "maro-note"),
            status=Status(code="unconfirmed", because=_text(says, "maro-because")),
            posted=_posted(14, 26, place), kept=_at(14, 15, 1), consent=_text(says, "maro-consent"), platform=platform,
            digest=_digest(maro), entry=Seq(48230), proof=True, judges=1, reliability="F", credibility="6",
        ),
        Card(
            id=yard, letter="H" if language == "en" else "ه" if language == "ar" else "Г", description=_text(says, "yard-is"), roles=("activist",),
            original=original(yard, (Mark(at=_REMOVED_AT, kind="removed", why=removed),)),
            translation=translation(yard, marks=(Mark(at=gap + 1, kind="removed", why=removed),)),
            redactions=(_text(says, "yard-redaction"),),
            status=Status(code="confirmed", because=_text(says, "yard-because")),
            posted=When(local=_DAY.replace(hour=16), utc=_DAY.replace(hour=13, tzinfo=UTC), precision="hour", place=place),
            kept=_at(14, 16, 45), consent=_text(says, "yard-consent"), platform=platform,
            digest=_digest(yard), entry=Seq(48241), proof=True, judges=2, reliability="C", credibility="1",
        ),
        Card(
            id=voice, letter="ص", name="صوت النهر", name_language="ar", description=_text(says, "voice-is"),
            roles=("unknown",),
            affiliation=Affiliation(party=_text(says, "party"), degree="speaks-for", why=_text(says, "voice-why")),
            original=original(voice), translation=translation(voice, "voice"),
            status=Status(code="disputed", because=_text(says, "voice-because")),
            posted=_posted(17, 55, place), kept=_at(14, 18, 4), platform=platform,
            digest=_digest(voice), entry=Seq(48252), judges=2, reliability="D", credibility="4",
        ),
    )  # fmt: skip


def _figures(language: str, says: dict[str, object]) -> tuple[FigureBox, ...]:
    crowd = _text(says, "crowd")
    after = _text(says, "crowd-after")
    return (
        FigureBox(
            id="held",
            as_said="98%",
            quotation=Passage(text=_text(says, "quote"), language=language),
            said_by=_text(says, "spokesman"),
            said_where=_text(says, "where"),
            said_at=When(local=_DAY, precision="day"),
            status=Status(code="disputed"),
            answers=tuple(Answer(who=who, what=what, status=Status(code=code)) for who, what, code in _rows3(says, "answers")),
        ),
        FigureBox(
            id="crowd",
            as_said=_text(says, "crowd-said"),
            quotation=Passage(
                text=crowd, language=language, marks=(Mark(at=crowd.index(after) + len(after), kind="sic"),)
            ),
            said_by=_text(says, "crowd-by"),
            said_at=When(local=_DAY, precision="day"),
            status=Status(code="cannot-be-verified"),
            flags=(_text(says, "crowd-flag"),),
        ),
    )  # fmt: skip


def _facts(says: dict[str, object]) -> Facts:
    first = _DAY.replace(hour=8)
    return Facts(
        messages=38,
        people=21,
        languages=4,
        linked=3,
        statuses=(("unconfirmed", 19), ("partly-backed", 8), ("confirmed", 9), ("disputed", 2)),
        roles=("civilian", "activist", "volunteer", "medic", "unknown"),
        hours=tuple(Hour(at=first + timedelta(hours=n), count=count) for n, count in enumerate(_HOURS)),
        ticks=(Tick(at=_DAY.replace(hour=9, minute=5), text=_text(says, "tick")),),
        places=tuple(Place(name=name, count=n) for name, n in zip(_texts(says, "places"), (17, 12, 9), strict=True)),
        places_note=_text(says, "places-note"),
    )


def _method(says: dict[str, object]) -> Method:
    return Method(
        collected=48260,
        read=3120,
        judged=212,
        printed=38,
        people=3,
        sources=_texts(says, "sources"),
        first=_DAY.replace(hour=8),
        last=_DAY.replace(hour=18, minute=59),
        unknown=_texts(says, "unknown"),
    )


def _posted(hour: int, minute: int, place: str) -> When:
    local = _DAY.replace(hour=hour, minute=minute)
    return When(local=local, utc=local.replace(tzinfo=ZONE).astimezone(UTC), place=place)


def _at(day: int, hour: int, minute: int) -> datetime:
    return datetime(2041, 3, day, hour, minute, tzinfo=ZONE)


def _digest(key: str) -> Digest:
    return Digest(hashlib.sha256(f"invented:{key}".encode()).hexdigest())


def _text(says: dict[str, object], key: str) -> str:
    return str(says[key])


def _texts(says: dict[str, object], key: str) -> tuple[str, ...]:
    found = says[key]
    assert isinstance(found, tuple)
    return tuple(str(each) for each in found)


def _rows(says: dict[str, object], key: str) -> list[tuple[str, str]]:
    found = says[key]
    assert isinstance(found, tuple)
    return [(row[0], row[1]) for row in found]


def _rows3(says: dict[str, object], key: str) -> list[tuple[str, str, str]]:
    found = says[key]
    assert isinstance(found, tuple)
    return [(row[0], row[1], row[2]) for row in found]


def bridge_drawing() -> bytes:
    """Draw the bridge of the story: far and near houses, five arches, a river at dusk."""
    far = _row_of_houses(28, 30, (150, 190), "#8B90A0", lit=False, step=13)
    near = _row_of_houses(23, 32, (128, 196), "#3E4756", lit=True, step=7)
    arches = "".join(f'<path d="M{44 + n * 124} 300a52 46 0 0 1 104 0z" fill="#5F7683"/>' for n in range(5))
    lamps = "".join(
        f'<path d="M{34 + n * 124} 244v-25" stroke="#1E2530" stroke-width="2.4"/>'
        f'<circle cx="{34 + n * 124}" cy="216" r="9" fill="#FFD98A" opacity=".22"/>'
        f'<circle cx="{34 + n * 124}" cy="216" r="3.2" fill="#FFD98A"/>'
        for n in range(6)
    )
    waves = "".join(
        f'<path d="M{(n * 97) % 640} {318 + (n * 17) % 58}h{30 + (n * 29) % 60}"/>' for n in range(15)
    )  # fmt: skip
    glints = "".join(f'<path d="M{34 + n * 124} 314v{18 + n * 5 % 12}"/>' for n in range(6))
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 680 380" width="680" height="380">
<defs><linearGradient id="s" x2="0" y2="1"><stop stop-color="#66778F"/><stop offset=".58" stop-color="#C3B2A6"/>
<stop offset="1" stop-color="#EBCB9D"/></linearGradient>
<linearGradient id="w" x2="0" y2="1"><stop stop-color="#8697A1"/><stop offset="1" stop-color="#3B4B57"/></linearGradient></defs>
<path fill="url(#s)" d="M0 0h680v250H0z"/>{far}{near}
<path fill="url(#w)" d="M0 240h680v140H0z"/>
<path d="M0 252Q340 226 680 252v52H0z" fill="#29323F"/>{arches}
<path d="M0 248Q340 222 680 248" fill="none" stroke="#4C586A" stroke-width="5"/>{lamps}
<g stroke="#FFD98A" stroke-width="3" opacity=".25">{glints}</g>
<g stroke="#C3CED3" stroke-width="1.6" opacity=".4">{waves}</g></svg>
""".encode()


def _row_of_houses(count: int, wide: int, tops: tuple[int, int], colour: str, *, lit: bool, step: int) -> str:
    drawn = []
    x = -6
    for n in range(count):
        top = tops[0] + (n * n * step + n * 11) % (tops[1] - tops[0])
        width = wide - 8 + (n * step) % 15
        drawn.append(f'<path d="M{x} {top}h{width}v{262 - top}h-{width}z" fill="{colour}"/>')
        if n % 4 == 1:
            drawn.append(f'<path d="M{x} {top}h{width}l-{width / 2:g}-{10 + n % 5}z" fill="{colour}"/>')
        if lit and n % 3 != 1:
            drawn.append(f'<path d="M{x + 7} {top + 22}h4v6h-4z" fill="#F0C46B"/>')
            if n % 2:
                drawn.append(f'<path d="M{x + 17} {top + 38}h4v6h-4z" fill="#F0C46B" opacity=".75"/>')
        x += width + (3 if n % 5 == 2 else 0)
    return "".join(drawn)


def stairs_drawing() -> bytes:
    """Draw a stairwell with plaster on the steps and a small bicycle; nobody is in it."""
    steps = "".join(f'<path d="M{120 + n * 40} {300 - n * 30}h{320 - n * 40}v30h-{320 - n * 40}z" fill="#{tone}"/>'
                    for n, tone in enumerate(("8E887C", "989285", "A29C8F", "ACA699", "B6B0A3", "C0BAAD")))  # fmt: skip
    plaster = "".join(
        f'<path d="M{130 + (n * 53) % 280} {318 - (n * 31) % 120}l{9 + n % 7} -7 8 9 -5 7z" fill="#E9E4D8"/>'
        for n in range(14)
    )
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 560 360" width="560" height="360">
<path fill="#CFC8BA" d="M0 0h560v360H0z"/><path fill="#BDB6A7" d="M440 0h120v360H440z"/>
<path fill="#DAD4C7" d="M40 40l70-14 30 66-52 40-58-30z"/>{steps}
<path fill="#7C766B" d="M0 330h560v30H0z"/>{plaster}
<g fill="none" stroke="#3A4B58" stroke-width="4"><circle cx="60" cy="306" r="23"/><circle cx="124" cy="306" r="23"/>
<path d="M60 306l22-36h30l12 36M82 270l14 36h-36M112 270l6-14h10M76 262h14"/></g></svg>
""".encode()
