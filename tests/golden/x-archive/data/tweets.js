window.YTD.tweets.part0 = [
  {
    "tweet": {
      "edit_info": {
        "initial": {
          "editTweetIds": [
            "1900000000000000001"
          ],
          "editableUntil": "2041-03-14T10:41:05.000Z",
          "editsRemaining": "5",
          "isEditEligible": true
        }
      },
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
    }
  },
  {
    "tweet": {
      "edit_info": {
        "initial": {
          "editTweetIds": [
            "1900000000000000002"
          ],
          "editableUntil": "2041-03-14T10:41:05.000Z",
          "editsRemaining": "5",
          "isEditEligible": true
        }
      },
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
      "lang": "uk",
      "in_reply_to_status_id": "1900000000000000001",
      "in_reply_to_status_id_str": "1900000000000000001",
      "in_reply_to_user_id": "7001",
      "in_reply_to_screen_name": "salma_oradesh"
    }
  },
  {
    "tweet": {
      "edit_info": {
        "initial": {
          "editTweetIds": [
            "1900000000000000003"
          ],
          "editableUntil": "2041-03-14T10:41:05.000Z",
          "editsRemaining": "5",
          "isEditEligible": true
        }
      },
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
    }
  },
  {
    "tweet": {
      "edit_info": {
        "initial": {
          "editTweetIds": [
            "1900000000000000004"
          ],
          "editableUntil": "2041-03-14T10:41:05.000Z",
          "editsRemaining": "5",
          "isEditEligible": true
        }
      },
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
        "83"
      ],
      "favorite_count": "1",
      "id_str": "1900000000000000004",
      "truncated": false,
      "retweet_count": "0",
      "id": "1900000000000000004",
      "created_at": "Thu Mar 14 09:41:05 +0000 2041",
      "favorited": false,
      "full_text": "RT @olena_sadova: Ми в підвалі на вулиці Садовій, зв’язку майже немає. Тримаймося 🌿",
      "lang": "ar"
    }
  },
  {
    "tweet": {
      "edit_info": {
        "initial": {
          "editTweetIds": [
            "1900000000000000005"
          ],
          "editableUntil": "2041-03-14T10:41:05.000Z",
          "editsRemaining": "5",
          "isEditEligible": true
        }
      },
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
        "271"
      ],
      "favorite_count": "1",
      "id_str": "1900000000000000005",
      "truncated": false,
      "retweet_count": "0",
      "id": "1900000000000000005",
      "created_at": "Thu Mar 14 10:00:00 +0000 2041",
      "favorited": false,
      "full_text": "نحن بخير في حي الميناء، القصف بعيد عنا هالليلة 🕯️ نحن بخير في حي الميناء، القصف بعيد عنا هالليلة 🕯️ نحن بخير في حي الميناء، القصف بعيد عنا هالليلة 🕯️ نحن بخير في حي الميناء، القصف بعيد عنا هالليلة 🕯️ نحن بخير في حي الميناء، القصف بعيد عنا هالليلة 🕯️ نحن بخير في حي المين…",
      "lang": "ar"
    }
  }
]