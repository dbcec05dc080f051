import type { Finding } from './endpoint-check.ts'
import type { Facts } from './facts.ts'
import type { Rule } from './rule.ts'

/** What one rule tells about these facts. */
export function toFinding(rule: Rule, facts: Facts): Finding {
  return finding(facts, { ...rule, rule: rule.id, says: rule.says(facts), fix: rule.fix(facts) })
}

/** Completes a finding: an inferred one ends with the probe that would measure it. */
export function finding(facts: Facts, { rule, severity, says, fix, evidence, source }: Finding): Finding {
  const measured = evidence === 'inferred' ? `${fix} To measure it: ${probeFor(facts)}` : fix
  return { rule, severity, says, fix: measured, evidence, source }
}

function probeFor({ landing, known, port, firmware }: Facts): string {
  const host = landing.server === 'nowhere' ? known.expected : landing.name
  return `mintmark probe ${host}${port === 8883 ? '' : `:${port}`} --as ${firmware.firmware.text}`
}
