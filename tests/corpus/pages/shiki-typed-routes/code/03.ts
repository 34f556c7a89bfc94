type Params<Path extends string> = { [Name in ParamNames<Path>]: string | number };

type Arguments<Path extends string> =
  [ParamNames<Path>] extends [never] ? [] : [params: Params<Path>];

export function href<Path extends string>(path: Path, ...[params]: Arguments<Path>): string {
  const values: Record<string, string | number> = params ?? {};

  return path.replace(/:(\w+)/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`Missing "${name}" in ${path}`);
    return encodeURIComponent(value);
  });
}
