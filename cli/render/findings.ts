import type { CitedFinding } from '../../core/kconfig/kconfig-findings.ts'

/** Findings for people: what, why it is known, what to change; the line of the build folder where there is one. */
export function renderFindings(findings: readonly CitedFinding[], file = '.config'): string {
  return findings
    .map(({ rule, severity, says, fix, evidence, source, at }) =>
      [
        `${severity} ${rule}: ${says}`,
        at && `  ${file}:${at.line} ${at.symbol}=${at.value}`,
        `  fix: ${fix}`,
        `  ${evidence}: ${source}`,
      ]
        .filter((line) => line !== undefined)
        .join('\n'),
    )
    .join('\n')
}
