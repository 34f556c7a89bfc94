export async function read<T>(sql: string, after?: string): Promise<T[]> {
  const replica = nearest();

  // Wait at most 300 ms, then ask the primary.
  if (after && !(await replica.reached(after, { timeout: 300 }))) {
    return primary.query<T>(sql);
  }
  return replica.query<T>(sql);
}
