"""
What WhatsApp itself writes into an export, by the language of the exporting phone.

There is no official list. "Media omitted" is collected from readers of many countries; the wordings for edited and
deleted messages in languages other than English, Arabic and Hebrew are from memory and may be incomplete. A wording
that is not here is read as the person's own words, so nothing is lost: the reader only knows less about it.
"""

from __future__ import annotations

MARKS = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
"""Direction marks that WhatsApp puts around dates, numbers and its own words."""

MORNING = (
    "am", "ص", "ق.ظ", "قبل‌ازظهر", "قبل ازظهر", "قبل از ظهر", "قبل دوپہر", "لפנה״צ", "לפנה\"צ", "上午", "午前", "오전",
    "凌晨", "早上", "清晨", "π.μ", "пр.об", "ÖÖ", "SA", "de", "fm", "vm", "ap", "पूर्वाह्न", "পূর্বাহ্ণ", "முற்பகல்", "PG",
    "e paradites", "дп", "پ.ن",
)  # fmt: skip
AFTERNOON = (
    "pm", "م", "ب.ظ", "بعدازظهر", "بعد ازظهر", "بعد از ظهر", "بعد دوپہر", "אחה״צ", "אחה\"צ", "下午", "午後", "오후",
    "中午", "晚上", "傍晚", "μ.μ", "сл.об", "ÖS", "CH", "du", "em", "nm", "ip", "अपराह्न", "অপরাহ্ণ", "பிற்பகல்", "PTG",
    "e pasdites", "пп", "د.ن",
)  # fmt: skip

MEDIA_OMITTED = frozenset({
    "<media weggelaat>", "<تم استبعاد الوسائط>", "<media buraxıldı>", "<без файл>", "<মিডিয়া বাদ দেওয়া হয়েছে>",
    "<fitxers multimèdia omesos>", "<mitjans omesos>", "<média vynechány>", "<medier udeladt>",
    "<medien ausgeschlossen>", "<medien weggelassen>", "<medien ausgelassen>", "<εξαίρεση πολυμέσων>",
    "<αρχείο παραλήφθηκε>", "<media omitted>", "<multimedia omitido>", "<archivo omitido>", "<meedia välja jäetud>",
    "<رسانه حذف شد>", "< پيوست نما/آهنگ حذف شد >", "<media jätettiin pois>", "<médias omis>", "<fichier omis>",
    "<मीडिया के बिना>", "<medijski zapis izostavljen>", "<média elhagyva>", "<hiányzó médiafájl>",
    "<media tidak disertakan>", "<media omessi>", "<media omesso>", "<המדיה לא נכללה>", "<מדיה הושמטה>",
    "<メディアなし>", "<メディアは含まれていません>", "<файл қосылған жоқ>", "<미디어 파일 제외됨>",
    "<미디어 파일을 생략한 대화내용>", "<medija praleista>", "<bez multivides>", "<media dikecualikan>",
    "<media utelatt>", "<uten vedlegg>", "<media weggelaten>", "<pominięto multimedia>", "<pliki pominięto>",
    "<mídia oculta>", "<mídia omitida>", "<ficheiro não revelado>", "<conținut media omis>", "<без медиафайлов>",
    "<файл пропущен>", "<médiá vynechané>", "<medij izpuščen>", "<media hequr>", "<медији су изостављени>",
    "<media har utelämnats>", "<media imerukwa>", "<สื่อถูกลบ>", "<medya dahil edilmedi>", "<medya atlanmış>",
    "<медіа пропущено>", "<میڈیا چھوڑ دیا گیا>", "<میڈیا ہٹا دیا گیا>", "<fayl o'tkazib yuborildi>", "<bỏ qua media>",
    "<忽略多媒體檔>", "<省略多媒体文件>",
})  # fmt: skip
"""Android's placeholder, folded by `fold`; the whole first line of a message."""

KIND_OMITTED = {
    "image omitted": "image", "photo omitted": "image", "gif omitted": "video", "video omitted": "video",
    "video note omitted": "video", "audio omitted": "audio", "sticker omitted": "sticker", "document omitted": "file",
    "imagen omitida": "image", "video omitido": "video", "audio omitido": "audio", "documento omitido": "file",
    "gif omitido": "video", "sticker omitido": "sticker", "image absente": "image", "vidéo absente": "video",
    "audio omis": "audio", "image omise": "image", "vidéo omise": "video", "document omis": "file",
    "sticker omis": "sticker", "bild weggelassen": "image", "video weggelassen": "video", "audio weggelassen": "audio",
    "sticker weggelassen": "sticker", "imagem ocultada": "image", "vídeo omitido": "video", "áudio ocultado": "audio",
    "immagine omessa": "image", "video omesso": "video", "audio omesso": "audio", "görüntü dahil edilmedi": "image",
    "video dahil edilmedi": "video", "ses dahil edilmedi": "audio", "зображення пропущено": "image",
    "відео пропущено": "video", "аудіо пропущено": "audio", "изображение опущено": "image", "видео опущено": "video",
    "аудиофайл опущен": "audio", "تم استبعاد الصورة": "image", "تم استبعاد الفيديو": "video",
    "تم استبعاد الصوت": "audio", "تم استبعاد المستند": "file", "تم استبعاد الملصق": "sticker",
}  # fmt: skip
"""iOS's placeholders, with or without angle brackets."""

CONTACT_OMITTED = frozenset({"contact card omitted", "tarjeta de contacto omitida", "تم استبعاد بطاقة جهة الاتصال"})

ATTACHED = frozenset({
    "file attached", "attached", "arquivo anexado", "anexado", "fichier joint", "pièce jointe", "datei angehängt",
    "anhang", "archivo adjunto", "adjunto", "file allegato", "allegato", "bestand bijgevoegd", "bijgevoegd",
    "ファイル添付", "添付ファイル", "附件", "файл прикреплен", "файл прикреплён", "прикреплено", "вложение",
    "файл додано", "прикріплено", "вкладено", "dosya ekli", "eklendi", "ekli", "الملف مرفق", "ملف مرفق", "مرفق",
    "تم إرفاق الملف", "قابل مرفق", "فایل پیوست شد", "پیوست شد", "הקובץ מצורף", "קובץ מצורף", "מצורף",
})  # fmt: skip

EDITED = frozenset({
    "<this message was edited>", "<ce message a été modifié>", "<se editó este mensaje>", "<mensagem editada>",
    "<diese nachricht wurde bearbeitet>", "<questo messaggio è stato modificato>", "<تم تعديل هذه الرسالة>",
    "<це повідомлення змінено>", "<це повідомлення відредаговано>", "<сообщение изменено>",
    "<данное сообщение изменено>", "<bu mesaj düzenlendi>", "<این پیام ویرایش شد>",
    "<ההודעה נערכה>", "<הודעה זו נערכה>", "<dit bericht is bewerkt>",
})  # fmt: skip

DELETED = frozenset({
    "this message was deleted", "you deleted this message", "تم حذف هذه الرسالة", "لقد حذفت هذه الرسالة",
    "حذفت هذه الرسالة", "הודעה זו נמחקה", "מחקת הודעה זו", "це повідомлення видалено", "ви видалили це повідомлення",
    "данное сообщение удалено", "вы удалили данное сообщение", "это сообщение удалено", "ce message a été supprimé",
    "vous avez supprimé ce message", "se eliminó este mensaje", "este mensaje fue eliminado",
    "eliminaste este mensaje", "diese nachricht wurde gelöscht", "du hast diese nachricht gelöscht",
    "mensagem apagada", "essa mensagem foi apagada", "você apagou essa mensagem",
    "questo messaggio è stato eliminato", "hai eliminato questo messaggio", "bu mesaj silindi", "bu mesajı sildiniz",
    "این پیام حذف شد", "dit bericht is verwijderd", "this message was deleted by admin",
})  # fmt: skip

NOT_DELIVERED = frozenset({
    "waiting for this message. this may take a while", "في انتظار هذه الرسالة. قد يستغرق هذا بعض الوقت",
})  # fmt: skip

LIVE_LOCATION = frozenset({"live location shared", "ubicación en tiempo real compartida", "تمت مشاركة الموقع المباشر"})

CHAT_FILE_PREFIXES = (
    "whatsapp chat - ", "whatsapp chat with ", "chat de whatsapp con ", "chat whatsapp con ", "chat whatsapp - ",
    "conversa do whatsapp com ", "conversa no whatsapp com ", "whatsapp chat mit ", "discussion whatsapp avec ",
    "чат whatsapp с ", "чат whatsapp з ", "чат whatsapp із ", "دردشة whatsapp مع ", "whatsapp-chat mit ",
)  # fmt: skip

GROUP_MADE = ("created group", "created this group", "أنشأ", "créé", "creó", "criou", "erstellt", "створи", "создал")

_BLANKS = " \t\u00a0\u202f"


def fold(text: str) -> str:
    """Make wordings comparable: no marks or blanks around, no final stop, lower case, plain blanks."""
    return text.strip(MARKS + _BLANKS).rstrip(".").casefold().replace("\u00a0", " ").replace("\u202f", " ")
