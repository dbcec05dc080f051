import type { FailureFamily } from './define.ts'

/** Why the bench itself refuses a unit; the cloud's reasons are refusals of `core/refusals`. */
export const unitFailures = {
  layer: 'unit',
  kinds: {
    'credentials-present': {
      says: (p: { tag: number; items: readonly string[] }) =>
        `Security tag ${p.tag} of the modem already holds ${p.items.join(', ')}, and the profile says to refuse such a unit.`,
      next: () => 'Put the unit aside, or use a profile with "existingCredentials": "replace".',
    },
  },
} satisfies FailureFamily
