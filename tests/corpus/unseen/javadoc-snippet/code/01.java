try (var tap = LineTap.open(channel, UTF_8)) {
    tap.limit(64 * 1024)
       .forEach(line -> {
           if (line.startsWith("#")) return;   // comment
           sink.accept(line);
       });
}
