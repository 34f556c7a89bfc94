const jobs = [];

export function enqueue(name, payload) {
  jobs.push({ name, payload, tries: 0 });
}

export async function work(handlers) {
  while (true) {
    const job = jobs.shift();
    if (!job) {
      await sleep(100); // 할 일이 없으면 잠깐 쉰다
      continue;
    }
    await handlers[job.name](job.payload);
  }
}
