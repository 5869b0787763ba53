"""Pages, one file a screen: each asks the case, and gives a `web.answer.Page`, which is HTML for people and JSON for programs."""
