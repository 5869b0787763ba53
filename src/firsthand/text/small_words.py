"""
The small words of languages in Latin and Cyrillic letters, by which a line of text is told when statistics would guess.

A word that several languages have counts for each of them by its share. Arabic in Latin letters and digits (Arabizi) and
Kurdish in Latin letters (Kurmanji) are here because no identifier at hand knows them. The lists hold what hurried people
write (no accents, `msg` words), and few words of content: those that a case is full of (water, bread, bridge, help).

Source:
    Written by hand for short messages; tuned on `tests/rooms/text/languages.txt` only, which we invented.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_LISTS = {
    "en": """the and of to is are was were be been we i you he she it they my your his her our their this that these those not no
        dont cant wont im its ive were there here have has had do does did with from for at on in by but if when who what where why
        how can could will would should all any some more still again please pls help need needs now today night out up down
        about after before because or as an so just only than then them us me anyone someone everyone nobody people water say said
        says tell know keep stay go going gone come coming back left last let one two never always too into over near family love""",
    "es": """el la los las un una unos unas de del al y e o u que qué en con por para sin sobre como cómo pero si sí no ni ya muy
        mas más es son está están estan estamos estoy esta era fue ser hay ha han he hemos tengo tiene tenemos se me te lo le les nos su
        sus mi mis tu yo ella ellos nosotros usted este ese eso aquí aqui ahí allí donde dónde cuando quien quién alguien nadie nada
        todo todos toda todas otra otro hoy ayer mañana desde hasta hace porque también tambien siempre gracias favor ayuda agua gente
        niños niñas casa calle solo sólo después antes dos tres seguimos busco buscamos necesito necesitamos quedan va vamos voy van
        compartan dijeron puede pueden madre padre hermano hermana""",
    "fr": """le la les un une des de du au aux et ou où que qui quoi en dans sur sous avec sans pour par mais si ne pas plus est sont
        était ai as a avons avez ont suis es sommes êtes été être fait faut va vont je tu il elle on nous vous ils elles me te se ce
        cet cette ces ça ca mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs y d l j n s c qu m t quelqu rien tout tous
        toute toutes encore toujours déjà hier aujourd hui demain depuis jusqu ici là très bien comme quand comment pourquoi aussi
        même mêmes chez près eau pain merci enfants maison rue entends peux peut faire deux personne personnes besoin aide aidez
        svp nouvelles""",
    "tr": """ve bir bu şu da de ki mi mı mu mü ne için icin ile ama çok cok daha var yok biz ben sen siz onlar bizim benim değil degil
        gibi her hiç hic şey sey kadar sonra önce once şimdi simdi hala hâlâ lütfen lutfen yardım yardim edin ediyor ediyoruz olan oldu
        olarak ol değiliz bile yine artık artik nerede neden kim kimse nasıl nasil evet hayır burada buradayız orada su ekmek çocuk
        çocuklar annem babam kardeşim altında geldi gelmeyin yol gece dün bugün bugun yarın ses sesi lazım acil allah bekliyoruz
        bekleyin paylaşın haber ya eğer diye en iki kaldı kaldik""",
    "ku": """ez em tu hûn hun ew ev vê wê wî vî wan me te min we xwe ji jî li bi bê di de da ku û na ne e in ye im yê yên ya bû bûn
        bûye bûne heye hene tune tuneye nîne nîn gelek pir hemû her niha îro duh duhî sibê sibehê dê wê bo ber ser nav pêş piştî re ra gel
        navbera mal mala malê malan zarok zarokan zarokên av avê nan nanê roj rojê şev şevê şevekê bajar bajarê gund kî çi kengê çawa
        çima lê an yan heta ta jin mêr mirov kes spas silav xwedê alîkarî alîkariyê dike dikin dikim dikî dibe dibin dibêje dibêjin
        bike bikin bikim nikarin nikare nikarim dixwazin dixwazim dizane hat hatin hatiye kir kirin got gotin hîn hin êdî tenê jê lêdan
        dengê dîsa dayika dayik bavê bavo xwişka birayê ger eger va vir vira wir kuştin pirê rê rêya deng kerema nade nehat neçin werin
        nemane girtî lazim kesek tiştek welat dikeve diçin tê tên digerin biparêzin bersiv hewce nexweşxane navê""",
    "ar": """ana enta inta ente inti ento howe howa hiye hiyye heye hiya ehna ihna e7na ni7na nehna nahna hom homa humma hon huna hnak
        hunak hona hena heik hek haik hada hayda hadi haydi hayde hatha hal dah di shu shou sho shi eish esh eh leh lesh leish laish kif
        keef kifak kifkon ezay ezayak izzay wen wein fein fen emta imta min men mn fi fel fil bel bil lel lil wel wil el al il ila 3al 3a
        3ala 3an 3am 3m 3and 3anna 3andna ma mafi mafesh mafish makan mish mesh mush msh mo mu mou wala walla wallah wallahi walahi
        yalla yallah habibi habibti 7abibi inshallah nshallah inchallah hamdulillah hamdella hamdella elhamdulillah alhamdulillah
        el7amdulillah la la2 aywa aiwa na3am ya yaani ya3ni bas bass kteer ktir kathir ktiir awi awy gedan jidan shwaya shway shwai
        khalas khlas lissa lessa lsa lissah halla2 hala2 hallaq halla delwa2ti dilwa2ti dilwati daba bokra bukra mbareh mbarih embareh
        mbere7 elyom lyom lyoum el-yom illi elli yalli li rah ra7 ha7 kan kanu kenna kent kunt sar sayer ba2a ba2i be2i lazem lazim
        badna baddi baddak biddi bedna bdi 3ayez 3ayza 3ayzin 3awez abi nabi rabb rabbi rabna allah allahu alla ykhalik ykhalikon
        ed3o ed3u ed3oolna ad3iya nas ennas elnas nass beit bayt bait may mayy mayya moya mayye khobez 5obez khobz kahraba kahrba
        tari2 tareeq sawt tayyarat tayaran 2asef qasef 2asf wlad wlad awlad umm ummi immi ommi abuy abi baba akhi okhti ekhti khay sa7
        tamam bkheir bikhair bkher b5eir kheir khair 5air jama3a shabab rana rani rahom wach wesh
        wash bezzaf bzaf bzzaf dyal diali kayn makach makayn hna hnaya labas chwiya ghir w u shwi kol koll kull kello kullo tani tane
        kaman kamen ba3d ba3ed ba3den 2abl abel iza eza law lama lamma 7ada 7adan hadan shaf shuft sme3t sma3na iddam jnb janb""",
    "pt": """o a os as um uma de do da dos das no na nos nas em e ou que com por para sem mas se não nao já ja muito mais é são está
        estão estamos estou foi ser há tem temos eu você voces ele ela eles nós meu minha seu sua isso este esta aqui ali onde quando quem
        alguém ninguém nada tudo todos hoje ontem amanhã ainda também porque obrigado obrigada água gente crianças rua casa até pelo
        pela ao à vai vou""",
    "it": """il lo la i gli le un uno una di del della dei delle a al alla da dal in nel nella con su per tra e o ma se che chi non è sono
        sei siamo siete c ci si mi ti vi ho hai ha abbiamo hanno questo questa qui dove quando come perché anche più già ancora sempre
        niente tutto tutti oggi ieri domani grazie acqua gente bambini strada casa aiuto nostro mio mia""",
    "de": """der die das den dem des ein eine einen einem einer und oder aber nicht kein keine ist sind war waren bin sein hat haben habe
        wir ich du er sie es ihr mein meine dein unser uns mich mir dich im in am an auf aus bei mit nach von vor zu zum zur über unter
        für wie was wer wo wenn dass noch schon immer hier heute gestern morgen bitte hilfe wasser kinder leute danke auch nur jetzt""",
    "nl": """de het een en of maar niet geen is zijn was waren ben heb heeft hebben wij we ik jij je hij zij ze mijn onze ons mij van in op
        aan met voor naar uit bij over onder dat die deze dit er hier daar waar wie wat hoe wanneer nog al ook nu vandaag gisteren
        morgen water kinderen mensen dank help alsjeblieft te""",
    "id": """yang dan di ke dari ini itu tidak tak ada kami kita saya aku dia mereka kamu untuk dengan pada akan sudah belum masih lagi
        juga bisa atau tapi karena kalau apa siapa mana bagaimana tolong air anak rumah jalan orang semua tadi malam hari sekarang di
        sini sana""",
}
_CYRILLIC_LISTS = {
    "uk": """ми ви він вона вони це що і та й але якщо де коли хто чому як не немає нема є був була були буде з із у в на до від за
        про для при ще вже тут там зараз сьогодні вчора завтра дуже всі все мене тебе нас вас нам вам їх його її мій моя наш наша бо
        або чи тільки теж також треба потрібно допоможіть будь ласка світло води вода хліба дуже нікого хтось щось дякую знову""",
    "ru": """мы вы он она они это что и но если где когда кто почему как не нет есть был была были будет с из у в на до от за про для
        при еще ещё уже тут там сейчас сегодня вчера завтра очень все всё меня тебя нас вас нам вам их его её мой моя наш наша или
        только тоже также надо нужно нужна нужны помогите пожалуйста свет воды вода хлеба никого кто-то что-то спасибо опять""",
}


def _shares(lists: dict[str, str]) -> dict[str, tuple[tuple[str, float], ...]]:
    held: dict[str, list[str]] = {}
    for code, words in lists.items():
        for word in dict.fromkeys(words.split()):
            held.setdefault(word, []).append(code)
    return {word: tuple((code, 1 / len(codes)) for code in codes) for word, codes in held.items()}


_LATIN = _shares(_LISTS)
_CYRILLIC = _shares(_CYRILLIC_LISTS)
LISTED = frozenset(_LISTS)
"""Languages in Latin letters with a list here."""

# Digits that stand for Arabic letters inside a word: 2 ء, 3 ع, 5 خ, 6 ط, 7 ح, 8 ق, 9 ص. Not 3am, 5th, 2nd, 4x4, mp3, b2b, covid19.
_DIGIT_WORD = re.compile(
    r"(?:[a-z]+[235679][a-z]{2,}|[a-z]{2,}[235679][a-z]+|[a-z]{3,}[27]"
    r"|[2375](?!am$|pm$|rd$|th$|nd$|hrs?$|mins?$|yrs?$|km|kg|day|year|mile|week|month|hour|pcs|gb|mb|x)[a-z]{2,})$"
)
_LETTERS = (
    # Letters and pairs that speak for one language of those above, and how strongly each word with one does.
    (re.compile("[ğı]"), "tr", 1.0), (re.compile("[öü]"), "tr", 0.25), (re.compile("ş"), "tr", 0.3), (re.compile("ş|^xw"), "ku", 0.3),
    (re.compile("[êîû]"), "ku", 0.5), (re.compile("^xw|[iîeê]xw"), "ku", 0.7), (re.compile("ñ"), "es", 1.0),
    (re.compile("[áíóú]"), "es", 0.4), (re.compile("ción$|áramos$|amos$|aron$"), "es", 0.4), (re.compile("[ãõ]"), "pt", 1.0),
    (re.compile("[èàùœ]|eux$|aient$|ez$"), "fr", 0.5), (re.compile("ß"), "de", 1.0), (re.compile("[äöü]"), "de", 0.25),
)  # fmt: skip
_ANY_MARK = re.compile(r"[^\x00-\x7f]|xw|amos\b|aron\b|eux\b|aient\b|ez\b")


def latin_votes(words: Iterable[str]) -> dict[str, float]:
    """
    How strongly the words of a text speak for each listed language.

    Args:
        words: In lower case, digits kept, in Latin letters.
    """
    votes: dict[str, float] = {}
    for word in words:
        for code, share in _LATIN.get(word, ()):
            votes[code] = votes.get(code, 0) + share
        if not word.isalpha():
            if _DIGIT_WORD.match(word):
                votes["ar"] = votes.get("ar", 0) + 1.2
        elif _ANY_MARK.search(word):
            for pattern, code, weight in _LETTERS:
                if pattern.search(word):
                    votes[code] = votes.get(code, 0) + weight
    return votes


def apart(words: Iterable[str], code: str) -> dict[str, tuple[float, int]]:
    """Of the words that the language `code` does not have: strength and number of different words for each other language."""
    found: dict[str, tuple[float, int]] = {}
    for word in dict.fromkeys(words):
        shares = _LATIN.get(word, ())
        if not shares:
            if word.isalpha() or not _DIGIT_WORD.match(word):
                continue
            shares = (("ar", 1.2),)
        if any(one == code for one, _ in shares):
            continue
        for one, share in shares:
            strength, count = found.get(one, (0.0, 0))
            found[one] = strength + share, count + 1
    found.pop(code, None)
    return found


def cyrillic_votes(words: Iterable[str]) -> dict[str, float]:
    """How strongly words speak for Ukrainian or Russian; words that both have do not count."""
    votes: dict[str, float] = {}
    for word in words:
        if len(shares := _CYRILLIC.get(word, ())) == 1:
            votes[shares[0][0]] = votes.get(shares[0][0], 0) + 1
    return votes
