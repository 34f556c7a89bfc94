export interface Left {
  days: number;
  hours: number;
  minutes: number;
  seconds: number;

  /** The whole of it, in milliseconds. */
  total: number;
}
