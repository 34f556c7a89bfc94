export default route({
  path: "/posts/:id",
  cache: { maxAge: "1d", tags: ({ params }) => ["posts", `post:${params.id}`] },
  get: ({ params }) => db.post.find(params.id),

  async put({ params, body, cache }) {
    await db.post.update(params.id, body);
    await cache.purge(`post:${params.id}`);
    return { status: 204 };
  },
});
