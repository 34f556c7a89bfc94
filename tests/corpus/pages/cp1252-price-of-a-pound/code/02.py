def mend(text: str) -> str:
    """Undo UTF-8 that was read as windows-1252; “café” from “cafÃ©”."""
    try:
        return text.encode("windows-1252").decode("utf-8")
    except UnicodeError:
        return text    # it was right all along
