"""What operators do with a whole Devket: back it up, restore it, move its files, clear up."""
