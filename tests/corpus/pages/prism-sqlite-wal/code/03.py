def transfer(db: sqlite3.Connection, source: int, target: int, amount: int) -> None:
    db.execute("BEGIN IMMEDIATE")
    try:
        (balance,) = db.execute(
            "SELECT balance FROM account WHERE id = ?", (source,)
        ).fetchone()
        if balance < amount:
            raise ValueError(f"account {source} has only {balance}")

        move = "UPDATE account SET balance = balance + ? WHERE id = ?"
        db.execute(move, (-amount, source))
        db.execute(move, (amount, target))
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")
