window.YTD.screen_name_change.part0 = [
  {
    "screenNameChange" : {
      "accountId" : "7001",
      "screenNameChange" : {
        "changedAt" : "2040-02-03T04:05:06.000Z",
        "changedFrom" : "old_bridge_o",
        "changedTo" : "salma_oradesh"
      }
    }
  }
]
