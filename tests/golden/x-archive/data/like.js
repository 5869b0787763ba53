window.YTD.like.part0 = [
  {
    "like": {
      "tweetId": "1900000000000000077",
      "fullText": "SEALED-CANARY-LIKED"
    }
  }
]