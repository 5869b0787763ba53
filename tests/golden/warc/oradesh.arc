filedesc://oradesh.arc 192.0.2.1 20410314060000 text/plain 73
1 0 Oradesh Desk
URL IP-address Archive-date Content-type Archive-length

https://oradesh.example/news 192.0.2.1 20410314060100 text/html 407
HTTP/1.1 200 OK
Content-Type: text/html; charset=utf-8
Content-Length: 327

<!doctype html><html lang="ar" dir="rtl"><head><title>أورادش: الجسر &amp; السوق</title><style>p{color:red}</style></head>
<body><h1>الجسر مفتوح</h1><p>قال <b>Karim</b> إن الجسر مفتوح حتى 20:00.</p><script>alert("no words")</script><ul><li>water</li><li>خبز</li></ul></body></html>
https://oradesh.example/with space 192.0.2.1 20410314060101 text/html 111
HTTP/1.1 200 OK
Content-Type: text/html
Content-Length: 47

<html><title>مع مسافة</title>here</html>
dns:oradesh.example 192.0.2.1 20410314060102 text/dns 50
20410314060200
oradesh.example. 60 IN A 192.0.2.1

