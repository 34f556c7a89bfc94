def without_robots(record):
    if "bot" in record.agent.lower():
        return None

    record.path = record.path.rstrip("/")
    return record
