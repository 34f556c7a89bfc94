export const GET = async ({ request, url }: Context) => {
  const rows = await db.query(sql, [url.searchParams.get("q")], {
    signal: request.signal,
  });
  return Response.json(rows);
};
