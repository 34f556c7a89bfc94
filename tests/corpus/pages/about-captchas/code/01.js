async function work(challenge, zeros) {
  for (let nonce = 0; ; nonce += 1) {
    const text = new TextEncoder().encode(challenge + nonce);
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", text));
    if (hash.subarray(0, zeros).every((byte) => byte === 0)) return nonce;
  }
}
