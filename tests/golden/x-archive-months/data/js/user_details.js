var user_details =  {
 "expanded_url": "https://oradesh.example",
 "screen_name": "salma_o",
 "location": "Oradesh",
 "url": "https://t.co/z",
 "full_name": "سلمى",
 "bio": "طبيبة",
 "id": "9001",
 "created_at": "2009-01-01 10:00:00 +0000"
}
