tap.forEach(line -> {
    if (line.isBlank())
        throw new LineTap.Stop();

    count.increment();
});
