import type { Rule } from '../rule.ts'

export const firmwareSniInferred: Rule = {
  id: 'firmware-sni-inferred',
  severity: 'warning',
  evidence: 'inferred',
  source: 'DevZone 85312 (SNI arrived in 1.2.1); no source names this firmware',
  about: 'firmware',
  holds: ({ firmware, host }) => firmware.known && firmware.sendsSni.evidence === 'inferred' && host.kind !== 'none',
  says: ({ firmware }) =>
    `That ${firmware.firmware.text} ${firmware.sendsSni.value ? 'sends' : 'does not send'} SNI follows from its version; no source says so of this build.`,
  fix: () => 'Look at one ClientHello of this firmware (mintmark trace FILE).',
}
