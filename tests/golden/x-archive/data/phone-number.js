window.YTD.phone_number.part0 = [
  {
    "device": {
      "phoneNumber": "+999 555 0100"
    }
  }
]