console.log("script");

setTimeout(() => console.log("timeout"), 0);
requestAnimationFrame(() => console.log("frame"));
Promise.resolve().then(() => console.log("promise"));
queueMicrotask(() => console.log("microtask"));

(async () => {
  console.log("async, before");
  await null;
  console.log("async, after");
})();

console.log("end of script");
