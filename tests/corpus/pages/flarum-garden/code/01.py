if moisture() < 0.28 and opened_today < 6 * 60:
    open_valve(seconds=90)
