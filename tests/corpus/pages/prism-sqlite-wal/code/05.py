from itertools import batched


def insert_all(db: sqlite3.Connection, rows: list[tuple[str, int]]) -> None:
    for batch in batched(rows, 500):
        db.execute("BEGIN IMMEDIATE")
        db.executemany("INSERT INTO event (name, at) VALUES (?, ?)", batch)
        db.execute("COMMIT")
