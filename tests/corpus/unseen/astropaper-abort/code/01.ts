let latest = 0;

export async function search(term: string): Promise<Hit[]> {
  const mine = ++latest;
  const answer = await fetch(`/api/search?q=${encodeURIComponent(term)}`);
  const hits = (await answer.json()) as Hit[];
  if (mine !== latest) return [];   // too late, somebody typed on
  return hits;
}
