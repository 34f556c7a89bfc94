href("/about");
href("/teams/:team/users/:user", { team: "core", user: 42 });

// @ts-expect-error: Property 'user' is missing
href("/teams/:team/users/:user", { team: "core" });

// @ts-expect-error: Expected 1 arguments, but got 2
href("/about", { page: 2 });
