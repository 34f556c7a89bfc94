LocalDate birthday = LocalDate.of(1990, 5, 17);
ZonedDateTime meeting = ZonedDateTime.of(2026, 3, 29, 10, 0, 0, 0, ZoneId.of("Europe/Vienna"));
Instant entry = Instant.now();
