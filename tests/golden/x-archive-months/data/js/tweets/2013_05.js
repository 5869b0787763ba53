Grailbird.data.tweets_2013_05 = 
 [
 {
  "source": "<a href=\"https://x.example\">web</a>",
  "entities": {
   "user_mentions": [],
   "media": [
    {
     "expanded_url": "https://x.example/1",
     "indices": [
      1,
      2
     ],
     "url": "https://t.co/1",
     "media_url": "http://pics.example/q.jpg",
     "id_str": "1",
     "id": 1,
     "media_url_https": "https://pics.example/q.jpg",
     "sizes": []
    }
   ],
   "hashtags": [],
   "urls": []
  },
  "geo": {},
  "id_str": "330000000000000003",
  "text": "الماء مقطوع &amp; الجسر مغلق",
  "id": 330000000000000003,
  "created_at": "2013-05-14 12:00:00 +0000",
  "user": {
   "name": "سلمى",
   "screen_name": "salma_o",
   "protected": false,
   "id_str": "9001",
   "profile_image_url_https": "https://pics.example/salma_o.png",
   "id": 9001,
   "verified": false
  }
 },
 {
  "source": "<a href=\"https://x.example\">web</a>",
  "entities": {
   "user_mentions": [],
   "media": [],
   "hashtags": [],
   "urls": []
  },
  "geo": {},
  "id_str": "330000000000000002",
  "text": "RT @rashid_bell: the bell rang twice ‮abc‬",
  "id": 330000000000000002,
  "created_at": "2013-05-13 08:30:00 +0000",
  "user": {
   "name": "سلمى",
   "screen_name": "salma_o",
   "protected": false,
   "id_str": "9001",
   "profile_image_url_https": "https://pics.example/salma_o.png",
   "id": 9001,
   "verified": false
  },
  "retweeted_status": {
   "source": "<a href=\"https://x.example\">web</a>",
   "entities": {
    "user_mentions": [],
    "media": [],
    "hashtags": [],
    "urls": []
   },
   "geo": {},
   "id_str": "330000000000000001",
   "text": "the bell rang twice ‮abc‬",
   "id": 330000000000000001,
   "created_at": "2013-05-13 08:00:00 +0000",
   "user": {
    "name": "Rashid رشيد",
    "screen_name": "rashid_bell",
    "protected": false,
    "id_str": "9003",
    "profile_image_url_https": "https://pics.example/rashid_bell.png",
    "id": 9003,
    "verified": false
   }
  }
 },
 {
  "source": "<a href=\"https://x.example\">web</a>",
  "entities": {
   "user_mentions": [],
   "media": [],
   "hashtags": [],
   "urls": []
  },
  "geo": {},
  "id_str": "330000000000000000",
  "text": "@rashid_bell чую дзвін 🔔",
  "id": 330000000000000000,
  "created_at": "2013-05-01 06:00:00 +0300",
  "user": {
   "name": "سلمى",
   "screen_name": "salma_o",
   "protected": false,
   "id_str": "9001",
   "profile_image_url_https": "https://pics.example/salma_o.png",
   "id": 9001,
   "verified": false
  },
  "in_reply_to_status_id_str": "329999999999999999",
  "in_reply_to_user_id": 9003
 }
]
