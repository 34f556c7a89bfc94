type ParamNames<Path extends string> =
  Path extends `${infer Head}/${infer Tail}`
    ? ParamNames<Head> | ParamNames<Tail>
    : Path extends `:${infer Name}`
      ? Name
      : never;

type Names = ParamNames<"/teams/:team/users/:user">;
//   ^? "team" | "user"
