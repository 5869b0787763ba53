window.YTD.direct_messages.part0 = [
  {
    "dmConversation": {
      "conversationId": "30511877-99",
      "messages": [
        {
          "messageCreate": {
            "id": "1",
            "senderId": "99",
            "recipientId": "30511877",
            "text": "SEALED-CANARY"
          }
        }
      ]
    }
  }
]