export default {
  cache: {
    store: "files",
    directory: ".cache/http",
    maxSize: "500MB",
  },
};
