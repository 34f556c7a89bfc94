import { route } from "tidepool";

export default route({
  path: "/prices/:currency",
  cache: { maxAge: "10m" },

  async get({ params }) {
    return { rates: await loadRates(params.currency) };
  },
});
