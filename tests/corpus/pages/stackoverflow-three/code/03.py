flat = [item for row in rows for item in row]
