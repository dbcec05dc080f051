/** What one refusal means everywhere: over HTTP, as an exit status, to a person. */
export interface RefusalKind<Params> {
  /** HTTP status of the problem+json answer. */
  status: number
  /** What is so, naming the values. */
  says: (params: Params) => string
  /** What to do about it. */
  next: (params: Params) => string
}

// biome-ignore lint/suspicious/noExplicitAny: each kind has parameters of its own; the union in refusal.ts gives them back.
export type Family = Record<string, RefusalKind<any>>
