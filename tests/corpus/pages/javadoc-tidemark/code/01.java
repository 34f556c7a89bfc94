Watermark mark = Watermark.start();
mark.raise(Instant.parse("2026-03-03T09:00:00Z"));
if (mark.covers(event.at())) {
    window.close();
}
