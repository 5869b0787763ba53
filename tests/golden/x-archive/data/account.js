window.YTD.account.part0 = [
  {
    "account": {
      "email": "sealed@oradesh.example",
      "createdVia": "web",
      "username": "salma_oradesh",
      "accountId": "7001",
      "createdAt": "2031-05-06T07:08:09.000Z",
      "accountDisplayName": "سلمى 🌿"
    }
  }
]