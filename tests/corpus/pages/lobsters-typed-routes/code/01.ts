export type Routes = typeof import("./routes.json");
