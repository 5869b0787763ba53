window.YTD.deleted_tweets.part0 = [
  {
    "tweet": {
      "edit_info": {
        "initial": {
          "editTweetIds": [
            "1900000000000000008"
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
        "57"
      ],
      "favorite_count": "1",
      "id_str": "1900000000000000008",
      "truncated": false,
      "retweet_count": "0",
      "id": "1900000000000000008",
      "created_at": "Thu Mar 14 09:41:05 +0000 2041",
      "favorited": false,
      "full_text": "قال ABC: «stay 3 km away» ثم انقطع الخط — о 09:41 ще чути",
      "lang": "ar"
    }
  }
]