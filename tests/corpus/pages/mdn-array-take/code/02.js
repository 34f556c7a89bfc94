const steps = [3, 5, 0, 7];

const before = steps.takeUntil((n) => n === 0);
console.log(before); // [3, 5]
