cache: {
  maxAge: "10m",
  key: ({ request, session }) => [
    request.headers.get("accept-language"),
    session.user?.plan ?? "free",
  ],
},
