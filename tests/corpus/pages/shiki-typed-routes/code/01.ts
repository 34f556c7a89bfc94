type FirstSegment<Path extends string> =
  Path extends `${infer Head}/${infer Tail}` ? Head : Path;

type A = FirstSegment<"teams/:team">; // "teams"
type B = FirstSegment<"about">;       // "about"
