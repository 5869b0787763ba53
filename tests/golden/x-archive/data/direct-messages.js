window.YTD.direct_messages.part0 = [
  {
    "dmConversation": {
      "conversationId": "7001-7002",
      "messages": [
        {
          "messageCreate": {
            "recipientId": "7002",
            "text": "SEALED-CANARY",
            "senderId": "7001",
            "id": "5"
          }
        }
      ]
    }
  }
]