def parse(tokens, least=0):
    left = next_atom(tokens)

    while tokens and tokens[0] in POWER:
        pull_left, pull_right = POWER[tokens[0]]
        if pull_left < least:
            break
        operator = tokens.pop(0)
        right = parse(tokens, pull_right)
        left = (operator, left, right)

    return left
