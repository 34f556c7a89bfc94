def twice(f):
    return lambda x: f(f(x))
