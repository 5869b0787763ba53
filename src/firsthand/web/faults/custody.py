"""What can go wrong with the disk, the ledger, secrets, backups and time stamps."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from firsthand.web.faults.advice import ADDRESS, AGAIN, BACKUP, COPY, DONE, FOLDER, LATER, MACHINE, PLAN, SPACE

CUSTODY = (
    ("changed-capture", _("A capture is not as it was received; nothing was exported."), BACKUP),
    ("bad-locked-file bad-read-back", _("The locked file is damaged."), COPY),
    ("changed-meanwhile", _("The case was changed while it was being locked; it stays as it is."), LATER),
    ("holds-a-link lock-inside", _("Something would be lost if the case were locked so."), FOLDER),
    ("disk-full", _("The disk is full; nothing that was acknowledged is lost."), SPACE),
    ("disk-error", _("The disk failed; nothing that was acknowledged is lost."), MACHINE),
    ("database", _("The database of the case could not do it."), MACHINE),
    ("no-permission open-key", _("The rights of a file or a folder are not as they must be."), MACHINE),
    ("network-disk", _("A case does not lie safely on a network disk."), FOLDER),
    ("case-busy", _("Another program is working in this case."), LATER),
    ("no-case no-case-here not-verifiable", _("There is no case here."), ADDRESS),
    ("newer-case", _("This case was changed by a newer Firsthand."), MACHINE),
    ("unfinished-case", _("Making this case was cut off, and it holds nothing yet."), MACHINE),
    ("bad-database", _("The database of the case is damaged."), BACKUP),
    ("bad-body bad-checkpoint bad-tile not-our-head bad-stamp-file no-sums",
     _("The ledger of the case is not as it was written."), BACKUP),
    ("changed-blob", _("A file of the case is not as it was received. Do not use it."), BACKUP),
    ("no-blob blob-lost", _("A file of the case is not there."), BACKUP),
    ("locked", _("The case is locked: this needs its passphrase."), MACHINE),
    ("bad-secret no-secret", _("The secret of the case cannot be opened."), BACKUP),
    ("wrong-passphrase", _("The passphrase is wrong."), AGAIN),
    ("port-taken no-passphrase-file bad-team-file no-team-file unsafe-server",
     _("The desk's server is not set up as it must be."), MACHINE),
    ("no-seal-key wrong-seal-key", _("The key of what is sealed is not there."), BACKUP),
    ("no-sealed several-sealed", _("Nothing sealed has this name."), ADDRESS),
    ("erasing-busy not-erased-yet", _("The erasure is entered, and not all of it is gone from the disk yet."), LATER),
    ("first-backup", _("The first backup is made at the command line, for it shows its recovery key once."), MACHINE),
    ("backup-busy", _("Another backup is being made."), LATER),
    ("backup-inside", _("A backup inside the case would be lost with it."), FOLDER),
    ("backup-not-entered", _("The backup is whole, but its entry could not be made."), MACHINE),
    ("another-backup not-a-backup", _("This folder is no backup of this case."), FOLDER),
    ("no-backup no-snapshot", _("There is no such backup."), ADDRESS),
    ("no-good-snapshot bad-snapshot bad-key-file renamed-snapshot", _("The backup was changed or cut off."), COPY),
    ("backup-locked no-key-file bad-recovery-key no-recovery-key wrong-recovery-key",
     _("The recovery key is missing, or is not the one of this backup."), AGAIN),
    ("already-stamped", _("This state is stamped already."), DONE),
    ("no-stampers bad-authority bad-roots", _("No time-stamping authority is set up as it must be."), PLAN),
    ("bad-reply", _("The answer of the time-stamping authority was refused."), LATER),
)  # fmt: skip
"""Codes, what is wrong, what to do."""
