# ruff: noqa: E501 - a table of words is read line by line
"""The words by which people put right what they said, and by which they pass on what somebody near told them."""

from __future__ import annotations

from firsthand.signals.words import Table

CORRECTS = Table({
    "corrects": (
        "correction|corrections issued|corrected:|clarification|we/i/we've/i've/we_have/i_have removed/retracted/corrected/withdrawn/misreported/misstated|we/i retract/misspoke/misread|i/we was/were wrong/mistaken|i stand corrected|i got it/that wrong|we got it/that wrong|i take it/that back|my/our mistake/error|mea culpa|we/i regret the error|an/our/my earlier/previous version/post/report/thread gave/said/misstated/was/of/had|i deleted my|earlier post was wrong|is not/isn't mine/my_photo/my_picture|not my photo/picture/video|"
        "تصحيح/تصويب/تنويه/توضيح/استدراك|نعتذر/أعتذر/اعتذار عن الخطأ/خطأ/نشر/معلومة|نعتذر/أعتذر من القراء/المتابعين|كنت مخطئ*|أخطأت/أخطأنا/غلطت/غلطنا|حذفنا المنشور/الخبر/الفيديو/الصورة|حذفت المنشور/الخبر/الفيديو|سحبنا/سحبت الخبر/كلامي|ليست/ليس/مو/مش لي/إلي/صورتي/صوري|أصحح/نصحح/صححنا/أصوب|والصحيح/الصحيح أن/أنه/هو/أربعة/خمسة/ثلاثة|رقم/رقما/معلومة غير دقيق/دقيقا/دقيقة/صحيحة|خطأ في/مني|غلطتي|الخطأ مني|"
        "виправлення|виправляю/виправляємо/уточнюю/уточнюємо|уточнення|спростування|спростовую/спростовуємо|перепрошую/перепрошуємо/вибачаюсь/вибачаюся|вибачте за помилку|я/ми помилився/помилилася/помилилась/помилилися/наплутав/наплутала/наплутали|помилився|помилилася|помилилась|моя/наша помилка|видалив/видалила допис/пост/фото|прибрав/прибрала/прибрали допис/відео|забираю свої слова|фото/відео/знімок не моє/мій|не моє фото/відео|"
        "исправление|исправляю/исправляем/уточняю/уточняем|уточнение|поправка|опровержение|опровергаю|я/мы ошибся/ошиблась/ошиблись/напутал/напутала|ошибся|ошиблась|моя/наша ошибка|беру свои слова назад|прошу прощения за|удалил/удалила пост|убрали видео/пост|фото/видео/снимок не моё/мой|не моё фото/видео|"
        "rectificatif|rectification|erratum|correctif|précision|mea culpa|je/nous rectifie/rectifions/corrige/corrigeons/précise/précisons|je me suis trompé*|nous nous sommes trompés|j'efface mes|j'ai effacé/supprimé/retiré mes/mon/le/cette|je retire ce que|nous avons retiré/corrigé/supprimé|c'était faux|n'est/n'était pas de moi|pas ma photo|au temps pour moi|erreur de ma/notre part|notre/mon erreur|"
        "corrección|aclaración|fe de erratas|me equivoqué|nos equivocamos|rectifico|no es mía/mío|error mío/nuestro|düzeltme|yanılmışım|hata benim|اصلاحیه|اشتباه کردم"
    ),
}, slots=True)  # fmt: skip
"""One's own words, or one's newsroom's, are put right, taken back or disowned."""

TOLD = Table({
    "told": (
        "my mum/mom/mother/dad/father/brother/sister/aunt/uncle/cousin/neighbour/neighbor/friend/gran/grandmother/grandfather/colleague/husband/wife/son/daughter/boss/landlord says/said/writes/wrote/tells/told/texts/texted/reports/messaged/phoned/called/rang/heard|mum/mom/mama/dad/gran/grandma says/said/writes/wrote/texted/told/rang|a/the/an neighbour/neighbor/friend/cousin/driver/nurse/colleague/relative says/said/told/tells/texted/writes/wrote|"
        "she/he/they writes/write that|she/he/they told/tell/texted/messaged me/us|i was/am told/hearing|we're/we_are/i'm told|passing on|passed on by|in her/his/their words|sources on/inside the ground/city|sources tell me|what/as i'm/i_am/they told/tell/write|our correspondent/reporter says/confirms/reports|word is|sent to me by|sent me this|"
        "أختي/أخي/أخوي/خيي/أمي/أبي/ماما/بابا/جارتي/جاري/جارنا/جارتنا/خالي/خالتي/عمي/عمتي/صديقي/صديقتي/رفيقي/رفيقتي/قريبي/قريبتي/زوجي/زوجتي/ستي/جدتي/ابن_عمي/بنت_عمي/ابن_خالي/مراسلنا/مراسلتنا كتبت/كتب/تقول/يقول/قال/قالت/رد/ردت/بيقول/بتقول/حكى/حكت/حكالي/حكتلي/خبرني/خبرتني/أخبرني/أخبرتني/بعت/بعتت/أرسل/أرسلت/سمع/سمعت/في_المكان|"
        "قالوا/قالت/قال/حكت/حكى/خبروني/خبرني/حكولي/حكالي لي/لنا/إنهم/إنه/إنها|خبروني|حكولي|وصلني/وصلتني من|أنقل لكم/كلام/عن|كلمني/كلمتني/اتصل/اتصلت اليوم/وقال/وقالت|نقلا عن|بحسب/حسب ما/شهود/مصدر/مصادر|يلي بينكتبلي|اللي بينكتبلي|يكتبون لي|بيكتبولي|"
        "сусідка/сусід/сестра/брат/мама/тато/батько/подруга/друг/тітка/дядько/кума/кум/свекруха/теща/знайома/знайомий/колега/бабуся/чоловік/дружина/син/дочка/племінник/зять пише/каже/писав/писала/написав/написала/казав/казала/сказав/сказала/розповідає/розповідала/розповідав/розповів/розповіла/чув/чула/передав/передала/телефонував/телефонувала/подзвонив/подзвонила|мені/нам кажуть/сказали/пишуть/передали/розповіли/написали|передаю/переповідаю/переслала/переслав|тільки передаю|переказую її/його/їхні/слова|чула/чув від/од|за словами|"
        "соседка/сосед/сестра/брат/мама/папа/отец/подруга/друг/тётка/тётя/дядя/кума/кум/свекровь/тёща/знакомая/знакомый/коллега/бабушка/муж/жена/сын/дочь/племянник/зять пишет/говорит/писал/писала/написал/написала/сказал/сказала/рассказывает/рассказал/рассказала/слышал/слышала/передал/передала/звонил/звонила/позвонил/позвонила|мне/нам говорят/сказали/пишут/передали/рассказали/написали|передаю/пересказываю|слышала/слышал от|со слов|по словам|"
        "ma/mon/mes/notre mère/père/frère/sœur/cousine/cousin/tante/oncle/voisine/voisin/amie/ami/collègue/mari/femme/fils/fille/grand-mère/correspondant/correspondante/parents/voisins dit/écrit/m'écrit/raconte/me_dit/m'a_dit/m'a_écrit/a_écrit/m'envoie/appelle/m'appelle/a_dit/disent/écrivent|maman/papa/mamie dit/écrit/m'écrit/raconte/m'a_dit/appelle|on m'a/me/nous/m'écrit dit/écrit/raconte/rapporte/que|elle/il m'envoie/m'écrit/m'a_dit/m'a_écrit|je relaie/transmets/répète/rapporte|ce qu'on m'écrit|selon ma/mon/mes/une/un/des/le/la|d'après ma/mon/mes/une/un/des|"
        "mi hermana/hermano/madre/padre/prima/primo/vecina/vecino/amiga/amigo/tía/tío dice/cuenta/escribe/me_dijo/me_dice|me dijeron/cuentan/escriben/dicen|según mi/una/un|annem/babam/kardeşim/komşum/arkadaşım/teyzem diyor/dedi/yazdı/anlattı"
    ),
}, slots=True)  # fmt: skip
"""Somebody near told it, who is no author of the post."""
