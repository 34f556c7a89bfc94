type Load<T> =
  | { state: "waiting" }
  | { state: "failed"; reason: string }
  | { state: "done"; value: T };

function label<T>(load: Load<T>): string {
  switch (load.state) {
    case "waiting":
      return "…";
    case "failed":
      return load.reason;
    case "done":
      return String(load.value);
  }
}
