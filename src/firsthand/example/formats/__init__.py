"""Write the example in the formats of the world, one function per format; each gives files by name."""

from firsthand.example.formats.chats import (
    telegram_account,
    telegram_channel,
    whatsapp_android,
    whatsapp_ios,
)
from firsthand.example.formats.fediverse import mastodon_archive, mastodon_statuses
from firsthand.example.formats.tables import csv_table, tsv_table, xlsx_table
from firsthand.example.formats.x import twarc_flat, twarc_pages, twitter_v11, x_archive

__all__ = [
    "csv_table", "mastodon_archive", "mastodon_statuses", "telegram_account", "telegram_channel", "tsv_table",
    "twarc_flat", "twarc_pages", "twitter_v11", "whatsapp_android", "whatsapp_ios", "x_archive", "xlsx_table",
]  # fmt: skip
