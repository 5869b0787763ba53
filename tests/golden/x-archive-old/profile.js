window.YTD.profile.part0 = [
  {
    "profile": {
      "description": {
        "bio": "ممرضة ‮ hid",
        "website": "https://salma.example",
        "location": "Oradesh"
      },
      "avatarMediaUrl": "https://media.chirrup.invalid/profile_images/9/face.png"
    }
  }
]