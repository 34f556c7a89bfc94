"""What a page says of itself: title, people, days, language, price, whichever way it is told."""
