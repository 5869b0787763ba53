window.YTD.tweets.part0 = [
  {
    "tweet": {
      "created_at": "Mon Mar 11 11:10:26 +0000 2041",
      "id": "4017212311860150272",
      "id_str": "4017212311860150272",
      "full_text": "Queue at Tanner's Stair: I counted 140 people and 31 canisters at 14:00. Orderly. The pump is being worked by hand.",
      "truncated": false,
      "display_text_range": [
        "0",
        "115"
      ],
      "entities": {
        "hashtags": [],
        "symbols": [],
        "user_mentions": [],
        "urls": []
      },
      "source": "<a href=\"https://app.chirrup.invalid\" rel=\"nofollow\">Chirrup for pockets</a>",
      "retweet_count": "0",
      "favorite_count": "27",
      "favorited": false,
      "retweeted": false,
      "lang": "en",
      "edit_info": {
        "initial": {
          "editTweetIds": [
            "4017212311860150272"
          ],
          "editableUntil": "2041-03-11T12:10:26.000Z",
          "editsRemaining": "5",
          "isEditEligible": true
        }
      }
    }
  },
  {
    "tweet": {
      "created_at": "Wed Mar 13 15:15:28 +0000 2041",
      "id": "4017998752248758272",
      "id_str": "4017998752248758272",
      "full_text": "Heard from South quay at 18:00: distant thuds, north, about one a minute for ten minutes. No smoke visible from here. I do not know what they were.",
      "truncated": false,
      "display_text_range": [
        "0",
        "147"
      ],
      "entities": {
        "hashtags": [],
        "symbols": [],
        "user_mentions": [],
        "urls": []
      },
      "source": "<a href=\"https://app.chirrup.invalid\" rel=\"nofollow\">Chirrup for pockets</a>",
      "retweet_count": "0",
      "favorite_count": "7",
      "favorited": false,
      "retweeted": false,
      "lang": "en",
      "edit_info": {
        "initial": {
          "editTweetIds": [
            "4017998752248758272"
          ],
          "editableUntil": "2041-03-13T16:15:28.000Z",
          "editsRemaining": "5",
          "isEditEligible": true
        }
      }
    }
  },
  {
    "tweet": {
      "created_at": "Thu Mar 14 06:20:19 +0000 2041",
      "id": "4018226465207222272",
      "id_str": "4018226465207222272",
      "full_text": "Last bus crossed at 09:05. Drivers told us they were sent back at the far side.",
      "truncated": false,
      "display_text_range": [
        "0",
        "79"
      ],
      "entities": {
        "hashtags": [],
        "symbols": [],
        "user_mentions": [],
        "urls": []
      },
      "source": "<a href=\"https://app.chirrup.invalid\" rel=\"nofollow\">Chirrup for pockets</a>",
      "retweet_count": "0",
      "favorite_count": "37",
      "favorited": false,
      "retweeted": false,
      "lang": "en",
      "extended_entities": {
        "media": [
          {
            "id": "4018226465207222272",
            "id_str": "4018226465207222272",
            "media_url_https": "https://media.chirrup.invalid/bus-stop.jpg",
            "type": "photo",
            "sizes": {
              "large": {
                "w": "960",
                "h": "640",
                "resize": "fit"
              }
            }
          }
        ]
      },
      "edit_info": {
        "initial": {
          "editTweetIds": [
            "4018226465207222272"
          ],
          "editableUntil": "2041-03-14T07:20:19.000Z",
          "editsRemaining": "5",
          "isEditEligible": true
        }
      }
    }
  },
  {
    "tweet": {
      "created_at": "Thu Mar 14 08:40:20 +0000 2041",
      "id": "4018261701555126272",
      "id_str": "4018261701555126272",
      "full_text": "Spoke to three bus drivers at the Hall stop. All three say they were turned back between 09:05 and 09:20. None was given a reason.",
      "truncated": false,
      "display_text_range": [
        "0",
        "130"
      ],
      "entities": {
        "hashtags": [],
        "symbols": [],
        "user_mentions": [],
        "urls": [
          {
            "url": "https://c.invalid/q",
            "expanded_url": "https://chirrup.invalid/msorrel_radio/status/4018226465207222272",
            "display_url": "chirrup.invalid",
            "indices": [
              "0",
              "0"
            ]
          }
        ]
      },
      "source": "<a href=\"https://app.chirrup.invalid\" rel=\"nofollow\">Chirrup for pockets</a>",
      "retweet_count": "0",
      "favorite_count": "14",
      "favorited": false,
      "retweeted": false,
      "lang": "en",
      "edit_info": {
        "initial": {
          "editTweetIds": [
            "4018261701555126272"
          ],
          "editableUntil": "2041-03-14T09:40:20.000Z",
          "editsRemaining": "5",
          "isEditEligible": true
        }
      }
    }
  },
  {
    "tweet": {
      "created_at": "Thu Mar 14 14:55:07 +0000 2041",
      "id": "4018356018869174272",
      "id_str": "4018356018869174272",
      "full_text": "Dusk. Bridge lamps are lit on our side only. I can see four people on the far bank waving something white, perhaps a sheet, perhaps laundry.",
      "truncated": false,
      "display_text_range": [
        "0",
        "140"
      ],
      "entities": {
        "hashtags": [],
        "symbols": [],
        "user_mentions": [],
        "urls": []
      },
      "source": "<a href=\"https://app.chirrup.invalid\" rel=\"nofollow\">Chirrup for pockets</a>",
      "retweet_count": "0",
      "favorite_count": "31",
      "favorited": false,
      "retweeted": false,
      "lang": "en",
      "extended_entities": {
        "media": [
          {
            "id": "4018356018869174272",
            "id_str": "4018356018869174272",
            "media_url_https": "https://media.chirrup.invalid/bridge-dusk.jpg",
            "type": "photo",
            "sizes": {
              "large": {
                "w": "960",
                "h": "640",
                "resize": "fit"
              }
            }
          }
        ]
      },
      "edit_info": {
        "initial": {
          "editTweetIds": [
            "4018356018869174272"
          ],
          "editableUntil": "2041-03-14T15:55:07.000Z",
          "editsRemaining": "5",
          "isEditEligible": true
        }
      }
    }
  },
  {
    "tweet": {
      "created_at": "Fri Mar 15 04:45:30 +0000 2041",
      "id": "4018564991677366272",
      "id_str": "4018564991677366272",
      "full_text": "Bridge open on foot since 07:00, southbound only. I counted 312 people in ten minutes. At 07:40 the line reached back to the Hall.",
      "truncated": false,
      "display_text_range": [
        "0",
        "130"
      ],
      "entities": {
        "hashtags": [],
        "symbols": [],
        "user_mentions": [],
        "urls": []
      },
      "source": "<a href=\"https://app.chirrup.invalid\" rel=\"nofollow\">Chirrup for pockets</a>",
      "retweet_count": "0",
      "favorite_count": "36",
      "favorited": false,
      "retweeted": false,
      "lang": "en",
      "extended_entities": {
        "media": [
          {
            "id": "4018564991677366272",
            "id_str": "4018564991677366272",
            "media_url_https": "https://media.chirrup.invalid/bridge-morning.jpg",
            "type": "photo",
            "sizes": {
              "large": {
                "w": "960",
                "h": "640",
                "resize": "fit"
              }
            }
          }
        ]
      },
      "edit_info": {
        "initial": {
          "editTweetIds": [
            "4018564991677366272"
          ],
          "editableUntil": "2041-03-15T05:45:30.000Z",
          "editsRemaining": "5",
          "isEditEligible": true
        }
      }
    }
  }
]