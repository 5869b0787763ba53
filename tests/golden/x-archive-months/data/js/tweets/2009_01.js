Grailbird.data.tweets_2009_01 = 
 [
 {
  "source": "<a href=\"https://x.example\">web</a>",
  "entities": {
   "user_mentions": [],
   "media": [],
   "hashtags": [],
   "urls": []
  },
  "geo": {},
  "id_str": "1100000001",
  "text": "أول خبز",
  "id": 1100000001,
  "created_at": "2009-01-02 00:00:00 +0000",
  "user": {
   "name": "سلمى",
   "screen_name": "salma_o",
   "protected": false,
   "id_str": "9001",
   "profile_image_url_https": "https://pics.example/salma_o.png",
   "id": 9001,
   "verified": false
  }
 }
]
