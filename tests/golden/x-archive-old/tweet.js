window.YTD.tweet.part0 = [
  {
    "retweeted": false,
    "source": "<a href=\"https://app.chirrup.invalid\">Chirrup</a>",
    "entities": {
      "media": [
        {
          "id_str": "11",
          "media_url_https": "https://media.chirrup.invalid/media/street.png",
          "type": "photo",
          "url": "https://t.co/abc",
          "expanded_url": "https://x.com/salma_oradesh/status/1/photo/1",
          "indices": [
            "0",
            "1"
          ]
        }
      ]
    },
    "display_text_range": [
      "0",
      "49"
    ],
    "favorite_count": "1",
    "id_str": "1900000000000000001",
    "truncated": false,
    "retweet_count": "0",
    "id": "1900000000000000001",
    "created_at": "Thu Mar 14 09:41:05 +0000 2041",
    "favorited": false,
    "full_text": "نحن بخير في حي الميناء، القصف بعيد عنا هالليلة 🕯️",
    "lang": "ar",
    "extended_entities": {
      "media": [
        {
          "id_str": "11",
          "media_url_https": "https://media.chirrup.invalid/media/street.png",
          "type": "photo",
          "url": "https://t.co/abc",
          "expanded_url": "https://x.com/salma_oradesh/status/1/photo/1",
          "indices": [
            "0",
            "1"
          ]
        }
      ]
    }
  },
  {
    "retweeted": false,
    "source": "<a href=\"https://app.chirrup.invalid\">Chirrup</a>",
    "entities": {
      "hashtags": [],
      "symbols": [],
      "user_mentions": [],
      "urls": []
    },
    "display_text_range": [
      "0",
      "65"
    ],
    "favorite_count": "1",
    "id_str": "1900000000000000002",
    "truncated": false,
    "retweet_count": "0",
    "id": "1900000000000000002",
    "created_at": "Thu Mar 14 09:41:05 +0000 2041",
    "favorited": false,
    "full_text": "Ми в підвалі на вулиці Садовій, зв’язку майже немає. Тримаймося 🌿",
    "lang": "uk"
  },
  {
    "retweeted": false,
    "source": "<a href=\"https://app.chirrup.invalid\">Chirrup</a>",
    "entities": {
      "hashtags": [],
      "symbols": [],
      "user_mentions": [],
      "urls": []
    },
    "display_text_range": [
      "0",
      "72"
    ],
    "favorite_count": "1",
    "id_str": "1900000000000000003",
    "truncated": false,
    "retweet_count": "0",
    "id": "1900000000000000003",
    "created_at": "Thu Mar 14 09:41:05 +0000 2041",
    "favorited": false,
    "full_text": "a‮gnp.exe\u0007\u001b[31mred⁦‏﻿&lt;script&gt;alert(1)&lt;/script&gt; ẹ́ 👩‍👩‍👧 '; DROP TABLE--",
    "lang": "ar"
  },
  {
    "retweeted": false,
    "source": "<a href=\"https://app.chirrup.invalid\">Chirrup</a>",
    "entities": {
      "hashtags": [],
      "symbols": [],
      "user_mentions": [],
      "urls": []
    },
    "display_text_range": [
      "0",
      "57"
    ],
    "favorite_count": "1",
    "id_str": "1900000000000000006",
    "truncated": false,
    "retweet_count": "0",
    "id": "1900000000000000006",
    "created_at": "Thu Mar 14 09:41:05 +0000 2041",
    "favorited": false,
    "full_text": "قال ABC: «stay 3 km away» ثم انقطع الخط — о 09:41 ще чути",
    "lang": "ar"
  }
]