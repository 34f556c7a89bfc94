export default {
  cache: {
    store: "redis",
    url: process.env.REDIS_URL,
    prefix: "tp:",
  },
};
