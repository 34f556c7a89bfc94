def next_atom(tokens):
    token = tokens.pop(0)
    if token == "(":
        inner = parse(tokens, 0)
        assert tokens.pop(0) == ")", "somebody forgot to close"
        return inner
    if token == "-":
        return ("neg", parse(tokens, 25))
    return float(token)
