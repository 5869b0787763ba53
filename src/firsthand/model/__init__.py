"""What things are: records, the words of the trade, errors. Standard library only."""
