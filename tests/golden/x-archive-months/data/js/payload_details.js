var payload_details =  {
 "tweets": 4,
 "created_at": "2013-06-01 00:10:00 +0000",
 "lang": "ar"
}
