window.YTD.account.part0 = [
  {
    "account": {
      "email": "m.sorrel@mail.example",
      "createdVia": "web",
      "username": "msorrel_radio",
      "accountId": "30511877",
      "createdAt": "2033-05-02T07:00:00.000Z",
      "accountDisplayName": "M. Sorrel"
    }
  }
]