async function retry(task, attempts = 5) {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await task();
    } catch (error) {
      if (attempt + 1 >= attempts) throw error;
      const pause = 100 * 2 ** attempt * (0.5 + Math.random());
      await new Promise((resume) => setTimeout(resume, pause));
    }
  }
}
