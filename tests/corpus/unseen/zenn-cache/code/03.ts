app.post("/logout", (c) => {
  c.header("Clear-Site-Data", '"cache", "storage"');

  return c.redirect("/", 303);
});
