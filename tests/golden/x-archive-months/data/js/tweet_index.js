var tweet_index =  [
 {
  "file_name": "data/js/tweets/2013_05.js",
  "year": 2013,
  "var_name": "tweets_2013_05",
  "tweet_count": 3,
  "month": 5
 },
 {
  "file_name": "data/js/tweets/2011_02.js",
  "year": 2011,
  "var_name": "tweets_2011_02",
  "tweet_count": 4,
  "month": 2
 },
 {
  "file_name": "data/js/tweets/2009_01.js",
  "year": 2009,
  "var_name": "tweets_2009_01",
  "tweet_count": 2,
  "month": 1
 }
]
