window.YTD.profile.part0 = [
  {
    "profile": {
      "description": {
        "bio": "Reporter, Radio Quayside. I post what I saw or who told me.",
        "website": "",
        "location": "Oradesh"
      },
      "avatarMediaUrl": ""
    }
  }
]