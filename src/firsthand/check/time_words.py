# ruff: noqa: E501, SIM905 - a table of words is read line by line, and words need no quotes between them
"""
The words for times in six languages (en ar uk ru fr es): tables that people may read and correct, for `check/times.py`.

Patterns are folded when compiled (`check/mapped.py`). `N` stands for a number in digits or words, `U` for a unit.
"""

from __future__ import annotations

UNITS: dict[str, str] = {
    "second": r"seconds?|secs?|ثانية|ثوان|ثواني|ثانيتين|секунд[уаиы]?|secondes?|segundos?",
    "minute": r"minutes?|mins?|دقيقة|دقائق|دقيقتين|хвилин[уаиі]?|минут[уаы]?|minutos?",
    "hour": r"hours?|hrs?|ساعة|ساعات|ساعتين|годин[уаиі]?|час(?:а|ов|ы)?|heures?|horas?",
    "day": r"days?|يوم|يوما|أيام|يومين|день|дні|днів|дня|дней|дн[яю]|доб[уиа]|сут(?:ки|ок)|jours?|días?",
    "week": r"weeks?|أسبوع|أسبوعا|أسابيع|أسبوعين|тиждень|тижні|тижнів|тижня|недел[юияь]|недель|semaines?|semanas?",
    "month": r"months?|شهر|شهرا|أشهر|شهور|شهرين|місяць|місяці|місяців|місяця|месяц(?:а|ев|ы)?|mois|mes|meses",
    "year": r"years?|yrs?|سنة|سنوات|سنين|سنتين|عام|عاما|أعوام|عامين|рік|роки|років|року|год(?:а|ы)?|лет|ans?|années?|années|an|años?",
}
DUALS = "ثانيتين دقيقتين ساعتين يومين أسبوعين شهرين سنتين عامين"

AGO = (
    r"(?P<n>N) (?P<u>U) ago(?!\w)",
    r"(?:منذ|قبل|من) (?:(?:نحو|حوالي|أكثر من|قرابة) )?(?:(?P<n>N) )?(?P<u>U)(?!\w)",
    r"(?:(?P<n>N) )?(?P<u>U) (?:тому|назад)(?!\w)",
    r"(?:il y a|depuis|voilà|ça fait) (?:(?:environ|près de|plus de|presque|à peine) )?(?P<n>N) (?P<u>U)(?!\w)",
    r"hace (?:(?:unos|unas|casi|más de|ya) )?(?P<n>N) (?P<u>U)(?!\w)",
)
"""A time before the saying. "depuis" and "منذ" say that it has gone on since, and count back in the same way."""

AHEAD = (
    r"in (?P<n>N) (?P<u>U)(?!\w)(?! time)", r"(?:بعد|خلال) (?:(?P<n>N) )?(?P<u>U)(?!\w)", r"через (?:(?P<n>N) )?(?P<u>U)(?!\w)",
    r"dans (?P<n>N) (?P<u>U)(?!\w)", r"(?:dentro de|en) (?P<n>N) (?P<u>U)(?!\w)",
)  # fmt: skip

DAYS: tuple[tuple[str, int, str], ...] = (
    (
        r"the day before yesterday|أول أمس|اول امس|أول من أمس|اول مبارح|позавчора|позавчера|avant-hier|anteayer|antes de ayer",
        -2,
        "",
    ),
    (
        r"last night|الليلة الماضية|ليلة أمس|ليل أمس|минулої ночі|вчора вночі|прошлой ночью|вчера ночью|la nuit dernière|cette nuit|anoche",
        -1,
        "night",
    ),
    (r"yesterday|أمس|امس|البارحة|مبارح|امبارح|вчора|учора|вчера|hier|ayer", -1, ""),
    (r"the day after tomorrow|بعد غد|بعد بكرا|післязавтра|послезавтра|après-demain|pasado mañana", 2, ""),
    (
        r"this morning|صباح اليوم|هذا الصباح|сьогодні вранці|цього ранку|сегодня утром|ce matin|esta mañana",
        0,
        "morning",
    ),
    (r"this afternoon|بعد ظهر اليوم|сьогодні вдень|сегодня днём|cet après-midi|esta tarde", 0, "afternoon"),
    (
        r"this evening|مساء اليوم|هذا المساء|сьогодні ввечері|сегодня вечером|ce soir|esta noche|tonight|الليلة|сьогодні вночі|сегодня ночью",
        0,
        "evening",
    ),
    (r"today|اليوم|сьогодні|сегодня|aujourd'hui|hoy", 0, ""),
    (r"tomorrow|غدا|بكرا|بكرة|завтра|demain", 1, ""),
)
NOW = r"right now|just now|at the moment|at this moment|now|الآن|هلق|هلأ|حاليا|في هذه اللحظة|зараз|щойно|прямо зараз|сейчас|только что|прямо сейчас|maintenant|en ce moment|à l'instant|ahora mismo|en este momento|ahora"

PERIODS: tuple[tuple[str, str, int], ...] = (
    (
        r"last week|الأسبوع الماضي|الأسبوع المنصرم|минулого тижня|на прошлой неделе|прошлой недели|la semaine dernière|la semana pasada",
        "week",
        -1,
    ),
    (r"this week|هذا الأسبوع|цього тижня|на этой неделе|cette semaine|esta semana", "week", 0),
    (
        r"next week|الأسبوع القادم|الأسبوع المقبل|наступного тижня|на следующей неделе|la semaine prochaine|la semana que viene|la próxima semana",
        "week",
        1,
    ),
    (r"last month|الشهر الماضي|минулого місяця|в прошлом месяце|le mois dernier|el mes pasado", "month", -1),
    (r"this month|هذا الشهر|цього місяця|в этом месяце|ce mois-ci|este mes", "month", 0),
    (
        r"next month|الشهر القادم|الشهر المقبل|наступного місяця|в следующем месяце|le mois prochain|el próximo mes|el mes que viene",
        "month",
        1,
    ),
    (
        r"last year|العام الماضي|السنة الماضية|минулого року|торік|в прошлом году|l'an dernier|l'année dernière|el año pasado",
        "year",
        -1,
    ),
    (r"this year|هذا العام|هذه السنة|цього року|в этом году|cette année|este año", "year", 0),
)

WEEKDAYS = (
    r"monday|mon|(?:يوم )?الاثنين|الإثنين|понеділ(?:ок|ка)|понедельник[а]?|lundi|lunes",
    r"tuesday|tues|(?:يوم )?الثلاثاء|вівтор(?:ок|ка)|вторник[а]?|mardi|martes",
    r"wednesday|(?:يوم )?الأربعاء|серед[ауи]|сред[ауы]|mercredi|miércoles",
    r"thursday|thurs|(?:يوم )?الخميس|четвер(?:га)?|четверг[а]?|jeudi|jueves",
    r"friday|fri|(?:يوم )?الجمعة|п'ятниц[яюі]|пятниц[ауы]|vendredi|viernes",
    r"saturday|(?:يوم )?السبت|субот[ауи]|суббот[ауы]|samedi|sábado",
    r"sunday|(?:يوم )?الأحد|неділ[яюі]|воскресенье|воскресенья|dimanche|domingo",
)
LAST_BEFORE = r"last|past|минул\w{1,3}|прошл\w{1,3}|pasado"
LAST_AFTER = r"الماضي|المنصرم|dernier|pasado"
NEXT_BEFORE = r"next|coming|наступн\w{1,4}|следующ\w{1,3}|próximo"
NEXT_AFTER = r"القادم|المقبل|prochain|que viene"

MONTHS = (
    r"january|jan\.?|يناير|كانون الثاني|січ(?:ня|ень|ні)|январ[яье]|janvier|enero",
    r"february|feb\.?|فبراير|شباط|лют(?:ого|ий|ому)|феврал[яье]|février|febrero",
    r"march|mar\.|مارس|آذار|берез(?:ня|ень|ні)|март[ае]?|mars|marzo",
    r"april|apr\.?|أبريل|نيسان|квіт(?:ня|ень|ні)|апрел[яье]|avril|abril",
    r"may|مايو|أيار|трав(?:ня|ень|ні)|ма[яйе]|mai|mayo",
    r"june|jun\.?|يونيو|حزيران|черв(?:ня|ень|ні)|июн[яье]|juin|junio",
    r"july|jul\.?|يوليو|تموز|лип(?:ня|ень|ні)|июл[яье]|juillet|julio",
    r"august|aug\.?|أغسطس|آب|серп(?:ня|ень|ні)|август[ае]?|août|agosto",
    r"september|sept?\.?|سبتمبر|أيلول|верес(?:ня|ень|ні)|сентябр[яье]|septembre|septiembre",
    r"october|oct\.?|أكتوبر|تشرين الأول|жовт(?:ня|ень|ні)|октябр[яье]|octobre|octubre",
    r"november|nov\.?|نوفمبر|تشرين الثاني|листопад[аі]?|ноябр[яье]|novembre|noviembre",
    r"december|dec\.?|ديسمبر|كانون الأول|груд(?:ня|ень|ні)|декабр[яье]|décembre|diciembre",
)

CLOCK = (
    r"(?<![\d:.,/])(?P<h>\d{1,2}):(?P<m>\d{2})(?::(?P<s>\d{2}))?(?![\d:])(?: ?(?P<half>am|pm|a\.m\.?|p\.m\.?|صباحا|مساء|ظهرا|فجرا|ليلا|عصرا|ранку|вечора|дня|ночі|утра|вечера|ночи|du matin|du soir|de la mañana|de la tarde|de la noche)(?!\w))?",
    r"(?<![\d:.,/])(?P<h>\d{1,2})(?:[.](?P<m>\d{2}))? ?(?P<half>am|pm|a\.m\.?|p\.m\.?)(?!\w)",
    r"(?:الساعة|الساعه) (?P<h>\d{1,2})(?![\d:])(?: (?P<half>صباحا|مساء|ظهرا|فجرا|ليلا|عصرا))?",
    r"(?:о|об|в|к) (?P<h>\d{1,2})(?:-й)? (?:(?:годині?|часов|часа) ?)?(?P<half>ранку|вечора|дня|ночі|утра|вечера|ночи)(?!\w)",
    r"(?:à|vers|dès) (?P<h>\d{1,2}) ?(?:h|heures?) ?(?P<m>\d{2})?(?!\w)(?: (?P<half>du matin|du soir|de l'après-midi))?",
    r"(?<!\d)(?P<h>\d{1,2})h(?P<m>\d{2})(?!\d)",
    r"a las? (?P<h>\d{1,2})(?![\d:])(?: (?P<half>de la mañana|de la tarde|de la noche))?",
)
PM = "pm p.m p.m. مساء عصرا вечора вечера дня"
PM_WORDS = ("du soir", "de l'après-midi", "de la tarde", "de la noche")
NIGHT = "ليلا ночі ночи"

AS_OF = r"as of|as at|حتى|لغاية|станом на|по состоянию на|на|à la date d[eu']|en date d[eu']|a fecha de|hasta"

CUES = frozenset(
    "ago yesterday today tonight tomorrow now moment last this next night morning afternoon evening week month year in am pm "
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sept sep oct nov dec mon tues thurs fri "
    "منذ قبل من بعد خلال أمس امس البارحة مبارح امبارح اليوم الليلة ليلة ليل غدا غد بكرا بكرة الآن هلق هلأ حاليا اللحظة الأسبوع الشهر العام السنة هذا هذه صباح مساء ظهر أول اول الساعة "
    "الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد يناير كانون فبراير شباط مارس آذار أبريل نيسان مايو أيار يونيو حزيران يوليو تموز أغسطس آب سبتمبر أيلول أكتوبر تشرين نوفمبر ديسمبر "
    "тому назад через вчора учора вчера позавчора позавчера сьогодні сегодня завтра післязавтра послезавтра зараз щойно сейчас только минулого минулої прошлой прошлом прошлый прошлую цього этой этом наступного следующей следующем торік вночі ночью "
    "depuis voilà dans hier avant aujourd demain maintenant instant ce cette dernière dernier prochaine prochain lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août septembre octobre novembre décembre il ça après à vers "
    "hace dentro en ayer anoche anteayer antes hoy mañana pasado ahora esta este pasada próxima próximo lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre las la "
    "понеділок понеділка понедельник понедельника вівторок вівторка вторник вторника середу середа среду среда четвер четверга четверг п'ятницю п'ятниця пятницу пятница суботу субота субботу суббота неділю неділя воскресенье "
    "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня січні лютому березні квітні травні червні липні серпні вересні жовтні листопаді грудні "
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре о об в к".split()
)
"""A text without one of these words and without a digit holds no time; looked up before any pattern is tried."""
