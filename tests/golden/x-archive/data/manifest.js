window.__THAR_CONFIG = {
  "userInfo": {
    "accountId": "30511877",
    "userName": "msorrel_radio",
    "displayName": "M. Sorrel"
  },
  "archiveInfo": {
    "sizeBytes": "1",
    "generationDate": "2041-03-15T07:30:00.000Z",
    "isPartialArchive": false
  },
  "dataTypes": {
    "account": {
      "files": [
        {
          "fileName": "data/account.js",
          "globalName": "YTD.account.part0",
          "count": "1"
        }
      ]
    },
    "profile": {
      "files": [
        {
          "fileName": "data/profile.js",
          "globalName": "YTD.profile.part0",
          "count": "1"
        }
      ]
    },
    "tweets": {
      "files": [
        {
          "fileName": "data/tweets.js",
          "globalName": "YTD.tweets.part0",
          "count": "6"
        }
      ]
    },
    "directMessages": {
      "files": [
        {
          "fileName": "data/direct-messages.js",
          "globalName": "YTD.direct_messages.part0",
          "count": "1"
        }
      ]
    },
    "phoneNumber": {
      "files": [
        {
          "fileName": "data/phone-number.js",
          "globalName": "YTD.phone_number.part0",
          "count": "1"
        }
      ]
    },
    "tweetsMedia": {
      "mediaDirectory": "data/tweets_media"
    }
  }
}