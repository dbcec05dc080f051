import type { Rule } from '../rule.ts'

export const firmwareUnlisted: Rule = {
  id: 'firmware-unlisted',
  severity: 'error',
  evidence: 'inferred',
  source: 'table of modem firmware (core/modem/firmware-table.ts)',
  about: 'firmware',
  holds: ({ firmware }) => !firmware.known,
  says: ({ firmware }) =>
    `${firmware.firmware.text} is not in the table of known modem firmware, so nothing is promised about it.`,
  fix: () => 'Check with a listed firmware, or try this one on a bench.',
}
