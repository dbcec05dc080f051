import type { Finding } from '../endpoint/endpoint-check.ts'
import { rules } from '../endpoint/rules.ts'
import type { KconfigBuild } from './kconfig-build.ts'
import type { CitedFinding } from './kconfig-findings.ts'

const aboutOf = new Map(rules.map((rule) => [rule.id, rule.about]))
aboutOf.set('connects-by-accident', 'hostname')

/** Adds to each finding the line of the `.config` that it is about, where one is. */
export function citeFindings(findings: readonly Finding[], { cites }: KconfigBuild): CitedFinding[] {
  return findings.map((finding) => {
    const about = aboutOf.get(finding.rule)
    const at = about === undefined || about === 'account' ? undefined : cites[about]
    return at ? { ...finding, at: { line: at.line, symbol: at.symbol, value: at.value } } : finding
  })
}
