fun sum(): Int {
    var value = product()
    while (peek() in "+-") {
        value = if (next() == '+') value + product() else value - product()
    }

    return value
}
