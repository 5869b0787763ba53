"""
All tables. `ledger` tables are evidence until they are published; `views` may be dropped and rebuilt.

Times ending in ``_us`` are microseconds since 1970 UTC. `posts.time_key` orders posts: the second of posting (or of the
stated wall clock read in the case's zone, when the zone is unknown: for ordering only, never shown as a time), then the
order of reading. The text index has it as its row number, so that the newest hits come first without sorting.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, Table, Text, text

ledger = MetaData()
views = MetaData()

entries = Table(
    "entries", ledger,
    Column("seq", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("commitment", LargeBinary, nullable=False),
    Column("body", LargeBinary),
    Column("run", Text),
    Column("published", Integer, nullable=False, default=0),
)  # fmt: skip

runs = Table(
    "runs", views,
    Column("id", Text, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("at_us", BigInteger, nullable=False),
    Column("source", Text, nullable=False),
    Column("capture", Text),
    Column("maker", Text, nullable=False),
    *(
        Column(name, BigInteger, nullable=False, default=0)
        for name in ("seen", "kept", "already", "rejected", "failed", "posts", "accounts", "media", "gaps")
    ),
    Column("first_us", BigInteger),
    Column("last_us", BigInteger),
    Column("found_by", Text),
    Column("actor", Text, nullable=False),
    Column("undone", Integer, nullable=False, default=0),
    Column("key", Text),
    Index("runs_key", "key"),
)  # fmt: skip

members = Table(
    "members", views,
    Column("run", Text, primary_key=True),
    Column("no", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("role", Text, nullable=False),
)  # fmt: skip

blobs = Table(
    "blobs", views,
    Column("digest", Text, primary_key=True),
    Column("seq", Integer, nullable=False),
)  # fmt: skip

posts = Table(
    "posts", views,
    Column("pk", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("account", Text),
    Column("handle", Text),
    Column("name", Text),
    Column("text", Text, nullable=False),
    Column("lang_stated", Text),
    Column("posted_us", BigInteger),
    Column("time_key", BigInteger, nullable=False),
    Column("reply_to", Text),
    Column("quotes", Text),
    Column("reposts", Text),
    Column("url", Text),  # null when it follows from the id
    Column("more", Text),  # JSON of what few posts have: stated, zone, precision, edited_us, place, versions, marks
    Column("hidden", Integer, nullable=False, server_default="0"),
    Index("posts_time", "time_key", unique=True),
    # All that a walk over the posts of an account needs; somebody may have posted a tenth of the case.
    Index("posts_account", "account", "time_key", "hidden"),
    Index("posts_place", "time_key", sqlite_where=text("json_extract(more, '$.place') IS NOT NULL")),
    # Who answers a post: few posts answer or quote another, so that these stay short.
    Index("posts_reply_to", "reply_to", sqlite_where=text("reply_to IS NOT NULL")),
    Index("posts_quotes", "quotes", sqlite_where=text("quotes IS NOT NULL")),
    Index("posts_hidden", "hidden", sqlite_where=text("hidden = 1")),
)  # fmt: skip

captures = Table(
    "captures", views,
    Column("post", Integer, primary_key=True),
    Column("run_no", Integer, primary_key=True),
    Column("item", Integer, primary_key=True),
    Column("member", Integer, nullable=False),
    Column("n", Integer, nullable=False),
    Column("start", BigInteger, nullable=False),
    Column("length", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)  # fmt: skip

readings = Table(
    "readings", views,
    Column("post", Integer, primary_key=True),
    Column("run_no", Integer, primary_key=True),
    Column("item", Integer, primary_key=True),
    Column("field", Text, primary_key=True),
    Column("value", Text),
)  # fmt: skip

media = Table(
    "media", views,
    Column("post", Integer, primary_key=True),
    Column("no", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("url", Text),
    Column("name", Text),
    Column("alt", Text),
    Column("digest", Text),
    Column("missing", Text),
    Index("media_digest", "digest"),
    Index("media_kind", "kind", "post"),
)  # fmt: skip

accounts = Table(
    "accounts", views,
    Column("id", Text, primary_key=True),
    Column("platform", Text, nullable=False),
    Column("native_id", Text, nullable=False),
    Column("handle", Text),
    Column("name", Text),
    Column("seen_us", BigInteger),
    Index("accounts_handle", text("lower(handle)")),
    Index("accounts_name", text("lower(name)")),
)  # fmt: skip

snapshots = Table(
    "snapshots", views,
    Column("account", Text, primary_key=True),
    Column("no", Integer, primary_key=True),
    Column("run_no", Integer, nullable=False),
    Column("seen_us", BigInteger),
    Column("seen_stated", Text),
    Column("handle", Text),
    Column("name", Text),
    Column("bio", Text),
    Column("place", Text),
    Column("links", Text),
    Column("avatar", Text),
    Column("created_us", BigInteger),
    Column("followers", BigInteger),
    Column("following", BigInteger),
    Column("posts", BigInteger),
    Column("marks", Text),
    Index("snapshots_handle", text("lower(handle)")),
)  # fmt: skip

rejected = Table(
    "rejected", views,
    Column("run", Text, primary_key=True),
    Column("no", Integer, primary_key=True),
    Column("member", Text, nullable=False),
    Column("n", Integer, nullable=False),
    Column("start", BigInteger, nullable=False),
    Column("length", BigInteger, nullable=False),
    Column("code", Text, nullable=False),
    Column("why", Text, nullable=False),
)  # fmt: skip

gaps = Table(
    "gaps", views,
    Column("run", Text, primary_key=True),
    Column("no", Integer, primary_key=True),
    Column("code", Text, nullable=False),
    Column("member", Text, nullable=False),
    Column("n", Integer, nullable=False),
    Column("what", Text, nullable=False),
)  # fmt: skip

languages = Table(
    "languages", views,
    Column("post", Integer, primary_key=True),
    Column("lang", Text, nullable=False),
    Column("script", Text, nullable=False),
    Column("mixed", Text),
    Index("languages_lang", "lang"),
)  # fmt: skip

clusters = Table(
    "clusters", views,
    Column("post", Integer, primary_key=True),
    Column("root", Integer, nullable=False),
    Column("size", Integer, nullable=False),
    Index("clusters_root", "root"),
)  # fmt: skip

picture_words = Table(
    "picture_words", views,
    Column("digest", Text, primary_key=True),
    Column("maker", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("folded", Text, nullable=False),
)  # fmt: skip

heard = Table(
    "heard", views,
    Column("source", Text, primary_key=True),  # entry:NUMBER of a transcript, file:DIGEST of subtitles
    Column("digest", Text, nullable=False),  # of the medium, or of the file of subtitles
    Column("lang", Text, nullable=False),
    Column("machine", Integer, nullable=False),
    Column("cues", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Index("heard_digest", "digest"),
)  # fmt: skip

picture_copies = Table(
    "picture_copies", views,
    Column("digest", Text, primary_key=True),
    Column("mark", Text),  # null: not opened, or nothing on it
    Column("root", Text, nullable=False),  # digest of one picture of the cluster, its own when it stands alone
    Index("picture_copies_root", "root"),
)  # fmt: skip

categories = Table(
    "categories", views,
    Column("post", Integer, primary_key=True),
    Column("category", Text, primary_key=True),
    Column("band", Integer, nullable=False),
    Column("why", Text, nullable=False),
    Index("categories_queue", "category", "band"),
)  # fmt: skip

rankings = Table(
    "rankings", views,
    Column("post", Integer, primary_key=True),
    Column("category", Text, primary_key=True),
    Column("likely", Integer),
    Column("unsure", Integer),
    Column("band", Integer, nullable=False),
    Column("why", Text, nullable=False),
    Column("model", Text, nullable=False),
)  # fmt: skip

together = Table(
    "together", views,
    Column("post", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),  # of the group
    Column("item", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("window_s", Integer, nullable=False),
    Column("companions", Integer, nullable=False),
    Column("seen", Text, nullable=False),
    Column("expected", Text, nullable=False),
    sqlite_with_rowid=False,
)  # fmt: skip

findings = Table(
    "findings", views,
    Column("account", Text, primary_key=True),
    Column("no", Integer, primary_key=True),
    Column("signal", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("family", Text, nullable=False),
    Column("hypothesis", Text, nullable=False),
    Column("direction", Integer, nullable=False),
    Column("strength", Text, nullable=False),
    Column("because", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("rests", Text, nullable=False),
    sqlite_with_rowid=False,
)  # fmt: skip

acts = Table(
    "acts", views,
    Column("seq", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("subject", Text),
    Column("about", Text),
    Column("at_us", BigInteger, nullable=False),
    Column("actor", Text, nullable=False),
    Column("actor_key", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("undone", Integer, nullable=False, default=0),
    Index("acts_subject", "subject"),
    Index("acts_about", "about"),
    Index("acts_kind", "kind"),
)  # fmt: skip

marks = Table(
    "marks", views,
    Column("post", Text, primary_key=True),
    Column("mark", Text, nullable=False),
    Column("status", Text),
)  # fmt: skip

SEARCH_DDL = (
    # `ascii` splits at ASCII blanks only; `fold_words` has put a blank wherever a word ends, in any script.
    "CREATE VIRTUAL TABLE IF NOT EXISTS post_words USING fts5(words, content='', tokenize='ascii')",
    f"INSERT INTO post_words(post_words, rank) VALUES('hashsize', {16 << 20})",
)
