function twice(f) {
  return (x) => f(f(x));
}

console.log(twice((n) => n + 3)(7));
