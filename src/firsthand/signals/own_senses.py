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
        "he visto|vi a|vi cómo|veo|vemos|vimos|oigo|oímos|oí|escuché|escuchamos|conté|desde mi ventana|gördüm|görüyorum|duydum|duyuyorum|duyduk|"
        "seen/witnessed by me/us/two_of_us/three_of_us/several_of_us|i/we saw/see/heard/hear/felt/feel/smelled/smelt/smell/watched/counted/filmed/photographed/recorded/carried/pulled/held/helped/hid/dug/buried/bandaged/stitched/operated/treated/ran/stood/found/passed|i've/we've/i_have/we_have seen/heard/felt/counted/filmed/photographed/carried/buried/treated|i/we just/also/only/still saw/heard/felt/counted/see/hear|"
        "i/we can/could see/hear/feel/smell/count|you could/can hear/see it/them/the|i_was/we_were/i'm/we're standing/queuing/sitting/lying/walking/hiding/sheltering/at_the_door/at_the_window/in_the_queue/in_the_stairwell/on_the_roof/looking_at|i took this/these/it myself|took this/these from/with my|saw it myself|with my own eyes|my own eyes|"
        "over our/my heads/head/roof/house|above us/me/our_roof/my_roof|under us/me/our_feet/my_feet|next to/beside me/us|in front of me/us|metres/meters/metre/meter/feet from me/us/my_bed/my_door/our_door|our/my windows/window/balcony/stairwell/roof/ceiling/walls/house/building is/are/was/were/shook/smells/rattled/went/blew/gone|from the kitchen/window/balcony/roof/cellar/stairwell/landing/footbridge|from behind the curtain/door/wall|from my/our window/balcony/roof/kitchen/cellar/building/stairwell/bed|"
        "قدام/أمام عيني/عيوني/عينينا/بيتنا/بيتي|بعيني/بعيوني/بعينينا|شفنا/شفت/رأيت/رأينا/لمحت/لمحنا/حسيت/حسينا/شعرت/شعرنا/شميت/شمينا/عديت/عدينا/عددت/صورت/صورنا/حملت/حملنا/ركضنا/ركضت/اختبأنا/اختبأت/دفنا/دفنت/سحبنا/سحبت/انتشلنا/أسعفنا/أسعفت/عالجنا/عالجت|عم_شوف/عم_نشوف/عم_اسمع/عم_نسمع/عم_بسمع/عم_بشوف/بسمع/منسمع/بشوف/منشوف/أشوف/نشوف/كنسمع/كنشوف/شايفين/سامعين/شايف/سامع/شايفة/سامعة|"
        "كنت/كنا/أنا/نحن واقف/واقفة/واقفين/واقفا/بالطابور/في_الطابور/على_السطح/على_الشرفة/على_البلكون/بالسكن/بالبيت/في_البيت/بالمطبخ/في_المطبخ/بالقبو/في_القبو/عند_الباب/عند_الشباك|فوق راسنا/رؤوسنا/رأسي/راسي/بيتنا|تحت بيتنا/بيتي/شباكنا/شباكي|جنب بيتنا/بيتي|اهتز/يهتز/تهتز/عم_يهتز/ارتج البيت/بيتنا/بيتي/المبنى/البناية|انكسر/تكسر/تكسرت شباكنا/شبابيكنا/زجاجنا/الزجاج|من الشباك/شباكنا/البلكون/بلكونتي/الشرفة/شرفتي/السطح/سطحنا/النافذة/نافذتي|"
        "я/ми/сама/сам бачу/бачимо/бачила/бачив/бачили/чую/чуємо/чула/чув/чули/порахувала/порахував/рахувала/рахував/зняла/зняв/знімала/знімав/стояла/стояв/сиділа/сидів/несла/ніс/носила/носив/тримала/тримав/витягла/витяг/перев'язала/перев'язав|при/біля/поруч мені/мене/зі_мною|на моїх/наших очах|наді/над/під/переді мною/нами|у_нас/в_нас у_дворі/на_поверсі/на_вулиці/гримить/гуде/бахкає/трясе/трясеться/тремтить/шибки/вікна|нас/мене трясе/трусить/обдало/оглушило/засипало|за вікном/вікнами|з вікна/балкона/даху/підвалу/горища/моста/мосту|чути вибух/вибухи/постріли/стрілянину/як/сирену/гул|видно дим/вогонь/заграву/як/стовп|своїми/власними очима|"
        "я/мы/сама/сам вижу/видим/видела/видел/видели/слышу/слышим/слышала/слышал/слышали/считала/считал/насчитала/насчитал/сняла/снял/снимала/снимал/стояла/стоял/сидела/сидел/несла/нёс/носила/носил/держала/держал/вытащила/вытащил/оперировал/оперировала/перевязала/перевязал|при/возле/рядом мне/меня/со_мной|на моих/наших глазах|надо/над/под/передо мной/нами|у_нас во_дворе/на_этаже/на_улице/гремит/гудит/бахает/трясёт/трясётся/дрожит/стёкла/окна|нас/меня трясёт/обдало/оглушило/засыпало|за окном/окнами|из окна/подвала|с балкона/крыши/моста/чердака|слышно взрыв/взрывы/выстрелы/стрельбу/как/сирену/гул|видно дым/огонь/зарево/как/столб|своими/собственными глазами|"
        "j'ai/on_a/nous_avons vu/entendu/senti/compté/filmé/photographié/porté/aidé/ramassé/enterré/veillé/soigné/recousu/tenu/couru/sorti|je/on/nous vois/voit/voyons/entends/entend/entendons/sens/sent/tousse|je n'ai/on_n'a vu/entendu que|j'étais/nous_étions/on_était dans_la_file/à_la_fenêtre/sur_le_toit/sur_le_palier/dans_la_cave/devant/là_quand/en_train|je/on faisais/faisait la queue|devant/sous/près_de mes_yeux/nos_yeux/mes_fenêtres/ma_fenêtre/moi/nous|au-dessus de nous/moi/ma_tête/nos_têtes|sous nos/mes pieds|depuis/de/du le_palier/la_fenêtre/ma_fenêtre/mon_balcon/le_balcon/le_toit/mon_toit/la_cuisine/la_cave|les/nos/mes murs/vitres/fenêtres/carreaux tremblent/tombent/vibrent|ça tremble/tape/pilonne/sent|de mes propres yeux/yeux|"
        "he/hemos visto/oído/sentido/contado/grabado/cargado|vi/vimos/oí/oímos/sentí/sentimos/conté/grabé/cargué el/la/los/las/cómo/a/un/una|se ve/oye/ven/oyen|delante de mí/nosotros|encima de nosotros|desde mi/la/el/nuestra ventana/balcón/tejado/azotea/cocina|con mis propios ojos|kendi gözlerimle|gözümün önünde|penceremden/balkonumdan/çatıdan|üstümüzde/altımızda|"
        "i/we kept/put/lifted/swept/slept/woke/waited/crossed/climbed/walked/passed/met/went/came/queued/cooked/taped/sat/lay/crawled/escaped/fetched/drove past/the/a/out/over/under/down/up/in/through/for/to/by/it|i've/we've/i_have/we_have just/been/come/walked/seen/slept/buried/dug/carried|in/on/into/outside/at/to our/my yard/courtyard/street/road/door/doorstep/block/stairs/garden/shelter/cellar/basement/kitchen/ceiling/building/house/corridor|outside ours|through our/my door/window/roof/ceiling|my ears/hands/knees/coat are/were/is/still/rang/ringing|knocked/threw/woke me/us|"
        "مريت/مرينا/دخلت/دخلنا/طلعت/طلعنا/نزلت/نزلنا/لقيت/لقينا/لقيته/نقلنا/نقلت/طفينا/طفيت/أطفأنا/قعدنا/نمنا/صحينا/صحيت/فقنا/فقت/استيقظنا/استيقظت/هربنا/هربت/مشينا/مشيت/ساعدنا/ساعدت/شلنا/حفرنا/انتظرنا/استنينا/وقفنا/مررت/مررنا/وجدت/وجدنا/خرجت/خرجنا من/على/في/إلى/جنب/السطح/فوق/الفرن/ثلاث/جرحى/الحريق/حريق/بالعتمة/بالقبو/بالملجأ/ع/عالسطح/شظية/الناس/الباب/الشارع|شظايا/الشظايا/القذيفة/الصاروخ وصلت/وقعت/وقع/نزلت/نزل/دخلت لعتبة/على/جنب/بجانب/قرب/قدام/أمام/بيتنا/بابنا|جنبنا|عتبة بابنا/بيتنا|ببيتنا|بحارتنا|بحارتي|في/من بيتنا/حارتنا/بنايتنا/شارعنا/حينا|حارتنا|شارعنا|"
        "у/в/на/по нашому/нашій/моєму/моїй дворі/вулиці/під'їзді/будинку/подвір'ї/підвалі/поверсі/дворах|у/в дворі/під'їзді вирва/уламки/скло/снаряд/ракета/пожежа/кров|в/у наш/мій/сусідній будинок/двір/під'їзд/дім|нас/мене засипало/кинуло/відкинуло/накрило|"
        "в/во/на/по нашем/нашей/моём/моей/соседнем дворе/улице/подъезде/доме/подвале/этаже|во/в дворе/подъезде воронка/осколки/стекло/снаряд/ракета/пожар/кровь|в наш/мой/соседний дом/двор/подъезд|всем подъездом/двором|нас/меня засыпало/бросило/отбросило/накрыло|"
        "j'ai/on_a/nous_avons éteint/déblayé/creusé/dormi/attendu/marché/traversé/balayé/trouvé/croisé/mesuré/évacué/transporté/cuisiné/passé/ouvert/fermé/descendu/monté/mis/pris/distribué|je_suis/on_est/nous_sommes passé/passée/passés/sorti/sortie/sortis/descendu/descendue/descendus/monté/montée/montés/rentré/rentrée/allé/allée/allés/revenu/revenue/restés/restée|réveillé/réveillée/réveillés par/en|dans/devant/sur notre/ma/mon cour/rue/immeuble/escalier/cave/porte/toit/quartier|notre cour/rue/immeuble/toit/escalier|il y a un/des/une cratère/éclats/trou/vitres dans"
    ),
    "bare": (
        "бачила|бачив|бачили|чула|чув|видел|видела|слышал|слышала|saw|heard|"
        "watched/felt/smelled/smelt/counted/carried/held/photographed/filmed/stood|woke to|spent the night|"
        "ходила/ходив/стояла/стояв/сиділа/сидів/зняла/зняв/порахувала/порахував/нарахувала/несла/носила/ніс/тримала/прокинулась/прокинулася/прокинувся/перенесли/витягли/бачимо/чуємо|"
        "ходила/ходил/стояла/стоял/сидела/сидел/сняла/снял/насчитала/насчитал/несла/носила/нёс/держала/проснулась/проснулся/вытащили/оперировал/оперировала|"
        "vu/entendu/senti|شفت/شفنا/سمعت/سمعنا/وصلت/ركضت|"
        "passed/walked/drove/climbed/helped/buried/dug/pulled/slept/hid/ran/swept/taped/lifted/queued/crossed/woke/woken/crawled/found/met the/past/by/through/out/a/an/up/under/over/in/for/to/nan|heard/felt it/the/a|just came/got/come back/up/out|"
        "йшла/йшов/проходила/проходив/проїжджала/проїжджав/вийшла/вийшов/вилізла/вилізли/зайшла/зайшов/повернулась/повернувся/прокинулись/прокинулися/допомагали/допомагала/допомагав/діставали/витягали/гасили/копали/розбирали/поховали/ховали/перев'язували/носили/ночували/ночуємо/сиділи/сидимо/лежали/чекали/заклеїли/міряли/виміряв/бігли/побігли|"
        "шла/шёл/проходила/проходил/проезжала/проезжал/вышла/вышел/вылезли/зашла/зашёл/вернулась/вернулся/проснулись/помогали/помогала/помогал/доставали/вытаскивали/тушили/копали/разбирали/похоронили/хоронили/перевязывали/носили/ночевали/ночуем/сидели/сидим/лежали/ждали/заклеили/мерили/бежали/побежали|"
        "نقلنا/طفينا/مريت/دخلت/طلعت/لقيت/لقينا/دفنا/هربنا/قعدنا/نمنا/صحينا/فقنا/حفرنا/شلنا/انتظرنا|réveillé/réveillée/réveillés|passé/passée devant/par"
    ),
}, slots=True)  # fmt: skip
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
        "notre unité|notre section|notre compagnie|notre position|notre barrage|nos gars|on a tenu|nuestra unidad|nuestra posición|nuestros muchachos|birliğimiz|mevzimiz|"
        "our reporter/reporters/correspondent/newsroom/editors/desk/staff/volunteers/drivers|we used to hold|our/my/the unit/platoon/company/squad/section/battalion/regiment/brigade/crew/team/position/positions/trench/trenches/line/lines/lads/boys/guns/gunners/tubes/checkpoint/roadblock/patrol/patrols/captain/commander/sergeant/sector/flank/post/rota/watch of/are/is/on/at/moving/held/holds/got/posted/found/lost/fired/takes/took|our unit/platoon/company/squad/section/battalion/regiment/brigade/positions/trench/lads/guns/tubes/checkpoint/roadblock/patrol/captain/commander/sector/flank/guards|we held/fired/advanced/withdrew/retreated/regrouped/rotated/stormed/repelled/shelled/ambushed|we pulled/moved/dug back/up/in/out|we were/got relieved/pasted/hit/overrun|we lost our/two/three/four/five/a_man/men/one|we moved the|second/first/third position/line|posted guards|"
        "سريتنا/كتيبتنا/لواؤنا/فصيلنا/فصيلتنا/وحدتنا/حاجزنا/دوريتنا/دورياتنا/خطنا/موقعنا/مواقعنا/نقطتنا/نقاطنا/جبهتنا/شبابنا/رجالنا/مقاتلونا/مقاتلينا/عناصرنا/قائدنا/مدفعيتنا/حراسنا/نوبتنا/قواتنا/محورنا/جنودنا/فرقتنا|ثبتنا/انسحبنا/تقدمنا/اقتحمنا/صدينا/صددنا/نرابط/رابطنا/تراجعنا/استلمنا/سلمنا على/من/إلى/نحو/النوبة/الخط/المحور/الموقع/النقطة/هجوم/الهجوم|خسرنا اثنين/ثلاثة/واحد/شباب|جهوزية كاملة|الجاهزية كاملة|"
        "наш/наша/наше/наші підрозділ/бригада/взвод/рота/батальйон/позиція/позиції/патрулі/патруль/блокпост/група/розрахунок/загін/екіпаж/командир/чергування/оборона/лінія/хлопці|тримаємо/тримали/утримуємо позиції/позицію/оборону/лінію/рубіж|відбили/відбиваємо штурм/штурми/два/три/атаку|ми/група відійшли/відійшла/зайшли/зайшла/штурмували/відступили/взяли/вийшла/працюємо|група на/відійшла/вийшла/зайшла|вийшли, зайшли|зайшли, вийшли|заступили на|в повній готовності|"
        "наш/наша/наше/наши подразделение/бригада/взвод/рота/батальон/позиция/позиции/патрули/патруль/блокпост/группа/расчёт/отряд/экипаж/командир/дежурство/оборона/линия/ребята|держим/держали/удерживаем позиции/позицию/оборону/линию/рубеж|отбили/отбиваем штурм/штурмы/два/три/атаку|мы/группа отошли/отошла/зашли/зашла/штурмовали/отступили/взяли|группа на/отошла/вышла/зашла|в полной готовности|"
        "notre/nos unité/section/compagnie/peloton/position/positions/barrage/poste/escouade/ligne/lignes/tranchée/patrouille/patrouilles/gars/hommes/équipe/capitaine/secteur|on/nous a_tenu/avons_tenu/a_repoussé/avons_repoussé/a_décroché/avons_reculé/avançons/tient/tenons/a_perdu la/le/les/deux/trois/bon/position|nuestro/nuestra/nuestros unidad/compañía/pelotón/posición/posiciones/puesto/patrulla/muchachos/batallón|birliğimiz/bölüğümüz/mevzimiz/devriyemiz|"
        "first/second/third/fourth squad/platoon/company/section is/are/was/were/lost/moved/held|relieved/rotated at/in/out/off|the captain/commander/sergeant/lieutenant says/said/wants/told we/us/to|off/on watch/duty on/at the_wall/the_line/the_gate/post|"
        "نوبتي خلصت/بدأت/انتهت|الساتر هادي/هادئ|نوبتنا|على الساتر|ع الساتر|بالنقطة|قائد السرية/الكتيبة/الفصيل|"
        "змінились/змінилися/заступили/сміна о/на/прийшла|двоє/троє/один/є трьохсот*/двохсот*/300-х/200-х|трьохсоті|комвзводу/комроти/командир каже/сказав|"
        "сменились/заступили/смена в/на/пришла|двое/трое/один/есть трёхсот*/двухсот*/300-х/200-х|трёхсотые|комвзвода/комроты/командир говорит/сказал|"
        "la relève est/arrive/à|le capitaine/sergent/lieutenant dit/veut/a_dit|relevés à"
    ),
}, slots=True)  # fmt: skip

DENIES = Table({
    "no": (
        "i'm not|i am not|we're not|we are not|not a|no we do not|i don't belong|nothing to do with|never joined|never belonged|no party|of no party|i'm a civilian|i am a civilian|we're civilians|as a civilian|i left|i was a|"
        "لست|لسنا|ما لي علاقة|لا علاقة لي|لا علاقة لنا|لا أنتمي|لا ننتمي|مو مقاتل|أنا مدني|أنا مدنية|نحن مدنيون|نحنا المدنيين|اللي يقول إني|تركت|"
        "я не|ми не|не належу|не маю стосунку|яка частина|я цивільн*|ми цивільн*|жодної партії|я не пішов|я не пішла|мы не|не имею отношения|я гражданск*|не состою|никакой партии|"
        "je ne suis pas|on n'est|nous ne sommes pas|d'aucun parti|aucun parti|je suis civil|je suis civile|no soy|no somos|ningún partido|soy civil|değilim|değiliz|"
        "former/ex/formerly/retired/once|i/we was/were/used_to_be a/an|ex-uniform|колишн*/бывш*|служив/служила/служил у/в|пішов/пішла/ушёл/ушла сам/сама|ancien/ancienne/anciens|ex|سابق/سابقا/سابقة|كنت|تركت/تركنا|"
        "i/we don't/do_not/never/didn't/won't/can't/couldn't carry/carried/hold/held/touch/touched/serve/served/fight/fought/join/joined/belong/own/owned/bear|i've/we've never held/touched/carried/fought/served/joined/worn|no longer|not any|neither for|not taking|not on|not with|not for|i/we said/say no|i refused|i/we quit/left|nobody's|no weapon/weapons/rifle/gun/guns/side/sides/uniform|not anyone's|we do not have|not a/an|either|"
        "لا/ما شأن/دخل/علاقة/صلة لي/لنا/إلي/إلنا|ما_إلي/ما_إلنا/ما_لنا/ما_لي دخل/علاقة/شغل|لا نتبع/أتبع/نتبع_أي|ما مني/منا/معي/معنا/حملت/حملنا/مسكت|مش/مو/ماني/منا مقاتل/مقاتلة/عسكري/جندي/مسلح/تبع/محسوب/محسوبة|لم أحمل/أنتم/نحمل/ألتحق|رفضت/رفضنا|ولن أعود|لسنا مع/تابعين|"
        "ні/жодн* за_кого/до_кого/за_тих|не служив/служила/служу/служимо/воюю/воював/воювала/воюємо/маю/маємо/тримав/тримала/брав/брала/збираюсь/ношу/стріляв/стріляла|більше/вже не|зброї/зброю не/нема/немає|відмовився/відмовилася/відмовилась|ні до/за|сказала/сказав ні|"
        "ни/никак* за_кого/к_кому/за_тех|не служил/служила/служу/служим/воюю/воевал/воевала/воюем/имею/имеем/держал/держала/брал/брала/собираюсь/ношу/стрелял/стреляла|больше/уже не|оружия/оружие не/нет|отказался/отказалась|сказала/сказал нет|"
        "je/nous/on n'ai/n'avons/n'a/ne jamais/suis/sommes/bats/sers/porte/roule/touché/tenu/porté|n'ai/n'avons/n'a jamais|ne sommes/suis liés/lié/liée/affiliés/d'aucun/d'aucune|d'aucun|aucun/aucune camp/bord/parti/arme/uniforme|j'ai dit/refusé|pas le bras|plus dans|le bras|"
        "no/nunca soy/somos/he/tengo/pertenezco/llevo/quiero|ningún/ninguna|me negué|hiç/asla/artık"
    ),
    "refused": (
        "i/we said no|i/we refused/declined|i told them no|رفضت/رفضنا|قلت/قلنا لا|я/ми не пішов/пішла/пішли|відмовився/відмовилась/відмовилася/відмовились|сказав/сказала ні|"
        "я/мы не пошёл/пошла/пошли|отказался/отказалась/отказались|сказал/сказала нет|j'ai refusé|nous avons refusé|j'ai dit non|me negué|nos negamos|dije que no|reddettim|hayır dedim"
    ),
}, slots=True)  # fmt: skip
"""Denials; they count only beside a word of `TIED`."""

TIED = Table({
    "tied": (
        "fighter|fighters|soldier|soldiers|army|armed|military|military wing|party|parties|mercenary|mercenaries|mate|spotter|weapon|weapons|guns|checkpoint|"
        "مقاتل|مقاتلين|مقاتلة|عسكري|جندي|السلاح|سلاح|حزب|لأي طرف|طرف|الحواجز|حاجز|ميليشيا|مسلح|المدنيين|مدني|مدنية|مدنيون|"
        "частина|санітарка|боєць|бійці|військов*|зброя|зброї|блокпост|сторон*|парті*|цивільн*|солдат*|боец|бойц*|военн*|оружи*|стороны|гражданск*|"
        "parti|armé|soldat|combattant|milice|militaire|bras|civil|civile|partido|armado|soldado|combatiente|milicia|militar|asker|silah|parti|"
        "soldier/soldiers/military/uniform/fighter/serviceman|soldat/militaire/combattant|военный/военная|جنديا/مقاتلا/عسكريا|військовий/військова|"
        "rifle/rifles/gun/fight/fighting/fights/side/sides/camp/uniform/unit/politics/militia/militias/war/roadblock/radio/spy/informer/agent/combatant/volunteer_battalion/brigade|military/armed wing|"
        "السياسة/بالسياسة/الحرب/بندقية/البندقية/بارودة/طرف/جهة/الأحزاب/أحزاب/التنظيم/تنظيم/فصيل/الفصائل/مرتزقة/مرتزق/جاسوس/مخبر/عميل/راصد/الطرفين/عسكر/العسكر/مسلحين/الجيش|"
        "зброю/зброєю/автомат*/гвинтівк*/кого/тих/війн*/воюю/служу/служив/служила/армі*/політик*/табор*/навідни*/шпигун*/найман*/формуван*/загон*/блокпості|"
        "оружием/автомат*/винтовк*/кого/тех/войн*/воюю/служу/служил/служила/арми*/политик*/лагер*/наводчи*/шпион*/наёмни*/формирован*/отряд*/блокпост*|"
        "arme/armes/fusil/camp/camps/bord/côté/uniforme/politique/combat/bats/guerre/armée/militaires/mercenaire*/espion*/indic/soldats/combattants/barrage|"
        "arma/armas/bando/bandos/uniforme/política/guerra/ejército/militares/savaş/taraf*/ordu/parti*"
    ),
}, slots=True)  # fmt: skip

DENIES_ALONE = Table({
    "alone": (
        "i/we don't/do_not fight|i'm/i_am/we're/we_are neutral/non-combatant|i/we take/support no/neither side/sides|on nobody's/no side|not taking sides|"
        "لا/ما شأن/دخل/علاقة لي/إلي/لنا بالسياسة|لا ننتمي/أنتمي/نتبع/أتبع أي/لأي/إلى حزب/أي/جهة/أحد|لسنا مع أحد|مع لا أحد|على الحياد|محايد/محايدة/محايدون|"
        "ні за кого|ні за тих|не за кого|більше не воюю|не воюю|поза політикою|ні/жодного до/боку політики|ни за кого|ни за тех|больше не воюю|не воюю|вне политики|"
        "je ne me bats pas|d'aucun/aucun camp/bord|neutre|sans parti|pas de camp|de ningún/ningún bando|no lucho|neutral|tarafsız*|"
        "nothing to do with either/any/them/politics/both/the_wardens/the_column/this_war|anybody's/anyone's/nobody's/no_one's army/soldier/soldiers/side/man/fighter|belong to nobody/no_one/neither|لا أنا من هدول/هؤلاء|لا من هدول/هؤلاء|مو/مش سياسي/سياسية|ما إلنا/إلي بالسياسة/بالحرب|"
        "ми/я не військові/військовий/військова/солдат/солдати/боєць|не маю до них|я/мы не военные/военный/военная/солдат/солдаты/боец|не имею к ним|rien à voir avec eux/la/le/les/ça|soldat de personne|à personne|nada que ver con"
    ),
}, slots=True)  # fmt: skip
"""Denials that need no word beside them."""
