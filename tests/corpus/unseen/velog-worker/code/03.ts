async function run(job: Job): Promise<void> {
  try {
    await handlers[job.name](job.payload);
    await db.done(job.id);
  } catch (error) {
    if (job.tries >= 3) await db.bury(job.id, String(error));
    else await db.release(job.id, 2 ** job.tries * 1000);
  }
}
