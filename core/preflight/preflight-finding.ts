/** `error`: the deployment or the first shift would fail. `warning`: it works, and somebody will be sorry. */
export type PreflightSeverity = 'error' | 'warning' | 'info'

export interface PreflightFinding {
  rule: string
  severity: PreflightSeverity
  /** What is. */
  says: string
  /** What would fail. */
  fails?: string
  /** In US dollars, list price of us-east-1. */
  costs?: string
  /** What repairs it: commands, or a line in infra/stages.ts. */
  repair: readonly string[]
}

/** What could not be looked at; never to be taken for fine. */
export interface NotChecked {
  what: string
  why: string
}

export interface Judgement {
  findings: readonly PreflightFinding[]
  notChecked: readonly NotChecked[]
}

export const found = (
  severity: PreflightSeverity,
  rule: string,
  says: string,
  more: { fails?: string; costs?: string; repair?: readonly string[] } = {},
): Judgement => ({ findings: [{ rule, severity, says, repair: [], ...more }], notChecked: [] })

export const nothing: Judgement = { findings: [], notChecked: [] }

export const unseen = (what: string, { action, why }: { action: string; why: string }): Judgement => ({
  findings: [],
  notChecked: [{ what, why: `${action}: ${why}` }],
})

export const together = (judgements: readonly Judgement[]): Judgement => ({
  findings: judgements.flatMap(({ findings }) => findings),
  notChecked: judgements.flatMap(({ notChecked }) => notChecked),
})
