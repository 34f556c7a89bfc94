function roll(sides) {
  const limit = 256 - (256 % sides);
  const byte = new Uint8Array(1);

  do {
    crypto.getRandomValues(byte);
  } while (byte[0] >= limit);

  return 1 + (byte[0] % sides);
}
