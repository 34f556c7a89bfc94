import { keep } from "loom";

const draft = keep("draft", { text: "", tags: [] as string[] }, {
  where: "storage",
  forget: "7d",
});
