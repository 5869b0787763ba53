window.YTD.direct_message.part0 = [
  {
    "dmConversation": {
      "conversationId": "7001-7002",
      "messages": [
        {
          "messageCreate": {
            "text": "SEALED-CANARY"
          }
        }
      ]
    }
  }
]