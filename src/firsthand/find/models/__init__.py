"""Models taught by labelled posts of earlier events; `make models` writes them, `firsthand.find.taught` reads them."""
