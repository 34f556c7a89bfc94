const twice = (f: (n: number) => number) => (x: number) =>
  f(f(x));
const seven = 7;
