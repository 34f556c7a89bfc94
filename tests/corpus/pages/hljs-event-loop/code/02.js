function freezes() {
  queueMicrotask(freezes);      // the queue is never empty
}

function harmless() {
  setTimeout(harmless, 0);      // other tasks get their turn
}
