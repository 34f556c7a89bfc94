def total(rows):
    rows = [row for row in rows if row.is_open]

    return sum(row.amount for row in rows)
