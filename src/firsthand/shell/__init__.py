"""The world: disk, clock, chance, database, other programs."""
