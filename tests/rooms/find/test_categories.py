"""The lexicons that are shipped, and how lexicons are read. All posts here are invented."""

import re
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.find import categories
from firsthand.find.categories import Lexicon, Match, match, match_all, parse_lexicon
from firsthand.model.errors import Mistaken
from firsthand.model.words import BANDS
from firsthand.text.fold import fold

NAMES = ("goodbye", "help", "missing", "eyewitness")
LEXICONS = {
    name: parse_lexicon(
        (files("firsthand.find") / "lexicons" / f"{name}.toml").read_text(encoding="utf-8"), file=f"{name}.toml"
    )
    for name in NAMES
}

FOUND = [
    ("goodbye", "هذه قد تكون آخر رسالة لي، سامحوني وادعولنا"),
    ("goodbye", "يمكن هاي آخر مرة بكتب فيها، لا تنسونا"),
    ("goodbye", "رسالتي الأخيرة: أحبكم جميعاً"),
    ("goodbye", "إذا متنا خبروا العالم أننا كنا نحب الحياة"),
    ("goodbye", "نستودعكم الله، نلتقي في الجنة"),
    ("goodbye", "وَدَاعـــاً يا أصدقائي، ننتظر الموت"),
    ("goodbye", "This may be my last message from the east ward. Pray for us."),
    ("goodbye", "If we don’t make it tonight, tell the world we were here"),
    ("goodbye", "Це може бути моє останнє повідомлення. Пробачте мені, мамо"),
    ("goodbye", "Прощавайте. Якщо я загину, подбайте про моїх дітей"),
    ("goodbye", "C’est peut-être mon dernier message. Pardonnez-moi"),
    ("goodbye", "Adieu, souvenez-vous de nous"),
    ("goodbye", "Возможно, это наше последнее сообщение. Прощайте"),
    ("goodbye", "Puede que sea mi último mensaje, me despido de todos"),
    ("goodbye", "Bu belki de son mesajım, hakkınızı helal edin"),
    ("goodbye", "شاید این آخرین پیام من باشد، حلالم کنید"),
    ("help", "عائلة تحت الأنقاض قرب الجسر، وين الدفاع المدني؟"),
    ("help", "نحتاج دم زمرة سالب وسيارة إسعاف فوراً"),
    ("help", "ما في مي ولا كهربا من خمس أيام والأطفال جياع"),
    ("help", "أنقذونا، نحن محاصرون في القبو"),
    ("help", "Six people trapped in the cellar, we need an ambulance and insulin"),
    ("help", "please help us, no way out, buried under the rubble"),
    ("help", "Під завалами люди, потрібна швидка і кров"),
    ("help", "Ми в підвалі без води та світла, допоможіть"),
    ("help", "Des gens sous les décombres, besoin d'une ambulance en urgence"),
    ("help", "Мы заблокированы, срочно нужна эвакуация"),
    ("help", "Estamos atrapados bajo los escombros, necesitamos ayuda"),
    ("help", "Enkaz altındayız, sesimizi duyun, acil vinç lazım"),
    ("help", "زیر آوار هستیم، کمک کنید، آمبولانس نیست"),
    ("missing", "أبحث عن أخي، خرج أمس ولم يعد، الرجاء النشر"),
    ("missing", "مفقود منذ ثلاثة أيام، عمره ٩ سنوات"),
    ("missing", "فقدنا الاتصال بأهلي في الحي الشرقي، ما منعرف شي عنهم"),
    ("missing", "Looking for my brother, last seen at the north gate. Please share"),
    ("missing", "Has anyone seen this man? His family has not heard from him since Monday"),
    ("missing", "Зник безвісти мій брат, не виходить на зв’язок з неділі"),
    ("missing", "Шукаю маму, хтось бачив її у місті?"),
    ("missing", "Mon père est porté disparu, aucune nouvelle depuis hier"),
    ("missing", "Пропал человек, ищем брата, просим репост"),
    ("missing", "Se busca a mi hermana, desaparecida desde el lunes"),
    ("missing", "Kardeşim kayıp, gören var mı?"),
    ("missing", "برادرم گم شده، کسی خبر دارد؟"),
    ("eyewitness", "سامعين صوت طيران فوقنا، القصف بحارتنا هلق"),
    ("eyewitness", "شايف الدخان من شباكي"),
    ("eyewitness", "I can see smoke from my window, planes above us right now"),
    ("eyewitness", "We just felt a huge explosion, our windows are shaking"),
    ("eyewitness", "Чую вибухи за вікном, бачу дим над нашою вулицею"),
    ("eyewitness", "J'entends des explosions, je vois de la fumée depuis ma fenêtre"),
    ("eyewitness", "Слышу взрывы, вижу дым из моего окна"),
    ("eyewitness", "Escuché disparos cerca de mi casa, veo humo desde mi ventana"),
    ("eyewitness", "Patlama sesi duyduk, evimiz sallandı"),
    ("eyewitness", "صدای انفجار شنیدم، از پنجره دود می‌بینم"),
]


@pytest.mark.parametrize(("category", "text"), FOUND)
def test_plain_cases_are_at_least_some(category: str, text: str) -> None:
    """What a person would call a clear case is not left in the pile, in each language of screening."""
    found = match(text, category, LEXICONS[category])

    assert BANDS.index(found.band) >= BANDS.index("some"), found
    assert all(text[span.start : span.end] == span.text for span in found.why)


@pytest.mark.parametrize(
    ("category", "text", "band"),
    [
        ("goodbye", "My last message before the weekend, enjoy!", "weak"),
        ("goodbye", "Goodbye summer, see you next year", "none"),
        ("goodbye", "وداعاً رمضان", "none"),
        ("goodbye", "وداعا للدوري هذا الموسم", "none"),
        ("goodbye", "آخر رسالة، أغنية جديدة", "weak"),
        ("goodbye", "The bridge reopens on Monday", "none"),
        ("help", "please help me with my homework", "weak"),
        ("help", "No water in this level of the game", "weak"),
        ("missing", "has anyone seen my phone, lost my keys too", "weak"),
        ("eyewitness", "I saw smoke in that movie", "none"),
        ("eyewitness", "According to officials, an explosion was heard", "none"),
    ],
)
def test_cues_lower_the_band(category: str, text: str, band: str) -> None:
    """Weekends, songs, matches and games lower the band; a call for help or a search never falls to none."""
    assert match(text, category, LEXICONS[category]).band == band


def test_a_bare_text_is_nothing() -> None:
    """Nothing found, nothing said."""
    assert match("", "help", LEXICONS["help"]) == Match("none")
    assert match_all("The ferry leaves at noon", LEXICONS.values()) == {}


def test_clitics_and_spelling() -> None:
    """Conjunctions, prepositions and the article are written onto Arabic words, and spelling varies."""
    for text in ("وسامحوني", "فسامحونى", "سَامِحُوني", "ســامحوني"):
        assert match(text, "goodbye", LEXICONS["goodbye"]).why[0].text == text
    assert match("بالقبو لا مي ولا كهربا", "help", LEXICONS["help"]).band != "none"
    assert match("#ادعوا_لنا", "goodbye", LEXICONS["goodbye"]).why[0].text == "ادعوا_لنا"


def test_a_word_inside_another_is_not_found() -> None:
    """Phrases begin and end where words do."""
    assert match("sosta e sospiro", "help", LEXICONS["help"]).band == "none"


def test_several_at_once() -> None:
    """One folding serves all categories, and the results are those of each alone."""
    text = "I can hear the planes above us. We need an ambulance. This may be my last message."

    together = match_all(text, LEXICONS.values())

    assert set(together) == {"goodbye", "help", "eyewitness"}
    assert together["help"] == match(text, "help", LEXICONS["help"])


@given(st.lists(st.sampled_from([text for _, text in FOUND]) | st.text(max_size=12), max_size=4).map(" ".join))
@settings(max_examples=150, deadline=None)
def test_spans_lie_in_the_text_and_no_trigger_hides_a_phrase(text: str) -> None:
    """Spans are of the original; and trying only likely phrases finds what trying all of them finds."""
    prepared = categories._prepare(text)
    for lexicon in LEXICONS.values():
        found = match(text, lexicon.category, lexicon)
        assert all(text[s.start : s.end] == s.text and s.text for s in (*found.why, *found.against))
        phrases = {p for shelf in (lexicon._words, lexicon._stems) for some in shelf.values() for p in some}
        anywhere = any(re.search(p.pattern, fold(text)) for p in phrases if p.rule < lexicon._cues)
        assert anywhere == bool(found.why)
    assert prepared.folded == fold(text)


@pytest.mark.parametrize("name", NAMES)
def test_each_lexicon_is_whole(name: str) -> None:
    """Eight languages, a definition in the languages of the interface, and a cue for each."""
    lexicon = LEXICONS[name]

    assert set(lexicon.languages()) == {"ar", "en", "es", "fa", "fr", "ru", "tr", "uk"}
    assert set(lexicon.definition) == {"ar", "en", "fr", "uk"}
    assert {rule.lang for rule in lexicon.rules if rule.lowers} == set(lexicon.languages())
    assert lexicon.floor == ("weak" if name in ("help", "missing") else "none")


HEAD = 'category = "help"\nversion = "1"\nfloor = "weak"\ndefinition = {en = "x", ar = "x"}\n'


@pytest.mark.parametrize(
    ("toml", "says", "remedy"),
    [
        ('category = help', "line 1", "double quotes"),
        (HEAD.replace("help", "hope"), "category “hope”", "Known: goodbye"),
        (HEAD.replace('"weak"', '"low"'), "floor “low”", "Bands"),
        (HEAD.replace(', ar = "x"', ""), "definition.ar", "Say in both"),
        (
            HEAD + '[[rule]]\nname = "a"\nlang = "en"\nweight = 2\nphrases = []',
            "rule 1 (en, a): “phrases”",
            "phrases =",
        ),
        (HEAD + '[[rule]]\nname = "a"\nlang = "en"\nphrases = ["help me"]', "“weight” must be", "weight = 2"),
        (HEAD + '[[cue]]\nname = "a"\nlang = "en"\nlowers = 3\nphrases = ["b"]', "“lowers” must be", "lowers = 1"),
        (HEAD + '[[rule]]\nname = "a"\nlang = "en"\nweight = 1\nphrase = "b"\nphrases = ["bc"]', "“phrase”", "Known"),
        (HEAD + '[[rule]]\nname = "a"\nlang = "en"\nweight = 1\nphrases = ["(b"]', "line 9, rule 1", "parenthesis"),
        (HEAD + '[[rule]]\nname = "a"\nlang = "en"\nweight = 1\nphrases = ["b* .."]', "phrase “b* ..”", "Use words"),
        (HEAD + '[[rule]]\nname = "a"\nlang = "en"\nweight = 1\nphrases = ["help (me)?"]', "may be absent", "Use"),
        (HEAD + '[rule]\nname = "a"', "“rule” is not a list", "[[rule]]"),
    ],
)
def test_mistakes_in_a_lexicon(toml: str, says: str, remedy: str) -> None:
    """Each mistake names the file, the place and the remedy."""
    with pytest.raises(Mistaken) as caught:
        parse_lexicon(toml, file="help.toml")

    assert "help.toml" in str(caught.value)
    assert says in str(caught.value)
    assert remedy in caught.value.advice()


def test_a_lexicon_of_another_category_is_noticed() -> None:
    """The category asked for must be the lexicon's own."""
    with pytest.raises(Mistaken, match="not for “help”"):
        match("text", "help", LEXICONS["goodbye"])


def test_an_edited_lexicon_works_at_once() -> None:
    """A rule that a person writes is found with marks, clitics and gaps as documented."""
    lexicon: Lexicon = parse_lexicon(
        HEAD
        + '[[rule]]\nname = "n"\nlang = "ar"\nweight = 4\nphrases = ["جسر .. (مكسور|مقطوع)", "l\'aide", "trapp* cat"]'
    )

    assert match("والجسر الكبير صار مَقطوع", "help", lexicon).why[0].text == "والجسر الكبير صار مَقطوع"
    assert match("laide", "help", lexicon).band == "strong"
    assert match("L’aide!", "help", lexicon).why[0].text == "L’aide"
    assert match("a trapped cat", "help", lexicon).why[0].text == "trapped cat"
