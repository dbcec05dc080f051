import type { FailureFamily } from './define.ts'

/** What is wrong with this computer or its settings. */
export const stationFailures = {
  layer: 'station',
  kinds: {
    'variable-missing': {
      says: (p: { name: string; what: string }) => `${p.name} is not set; expected ${p.what}.`,
      next: (p: { name: string; what: string }) => `Set ${p.name}, then repeat.`,
    },
    'variable-malformed': {
      says: (p: { name: string; value: string; what: string }) => `${p.name} is "${p.value}"; expected ${p.what}.`,
      next: (p: { name: string; value: string; what: string }) => `Correct ${p.name}, then repeat.`,
    },
    'journal-not-written': {
      says: (p: { path: string; reason: string }) => `The journal ${p.path} cannot be written: ${p.reason}.`,
      next: () => 'Make room on the disk and check who may write there; no unit is touched before.',
    },
  },
} satisfies FailureFamily
