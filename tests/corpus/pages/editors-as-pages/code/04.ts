const name = "orrery";

console.log(name.length);
