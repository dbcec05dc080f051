/** Where it went wrong: decides the exit code (port and modem 4, cloud 3, station 2, unit 1). */
export type Layer = 'port' | 'modem' | 'cloud' | 'station' | 'unit'

export interface FailureKind<Params> {
  /** One sentence: what is wrong, with which value. */
  says: (params: Params) => string
  /** What to do next. */
  next: (params: Params) => string
}

export interface FailureFamily {
  layer: Layer
  // biome-ignore lint/suspicious/noExplicitAny: each kind has parameters of its own; the union in failure.ts gives them back.
  kinds: Record<string, FailureKind<any>>
}
