interface Kinds {
  int: number;
  slug: string;
  date: Date;
}

type Field<Segment extends string> =
  Segment extends `:${infer Name}<${infer Kind extends keyof Kinds}>`
    ? { [N in Name]: Kinds[Kind] }
    : Segment extends `:${infer Name}`
      ? { [N in Name]: string }
      : {};

type Fields<Path extends string> =
  Path extends `${infer Head}/${infer Tail}`
    ? Field<Head> & Fields<Tail>
    : Field<Path>;

const event: Fields<"/events/:day<date>/:id<int>"> = {
  day: new Date("2026-05-02"),
  id: 7,
};
