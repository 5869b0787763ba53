"""
Models taught by labelled posts of earlier events; `make models` writes them, `firsthand.find.taught` reads them.

Heads over a sentence encoder's vectors lie beside them; `tools/teach_heads.py` writes them, `firsthand.find.dense` reads them.
"""
