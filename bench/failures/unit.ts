import type { FailureFamily } from './define.ts'

/** Why the bench itself refuses a unit; the cloud's reasons are refusals of `core/refusals`. */
export const unitFailures = {
  layer: 'unit',
  kinds: {
    'imei-not-expected': {
      says: (p: { imei: string; expected: string }) => `The unit is ${p.imei}, and ${p.expected} was expected.`,
      next: () => 'Two units may have been swapped: put in the right one, or scan its own label.',
    },
    'unit-in-hand': {
      says: (p: { imei: string }) => `${p.imei} is being worked on elsewhere on this bench.`,
      next: () => 'Start it again in a moment.',
    },
    'unit-timeout': {
      says: (p: { seconds: number }) => `The unit was not done within ${p.seconds} s.`,
      next: () => 'Start it again, nothing is spent twice; if it stays, look at the line to the cloud and at the unit.',
    },
    'sim-failed': {
      says: (p: { port: string; heard: string }) => `The SIM of the unit on ${p.port} failed: it says "${p.heard}".`,
      next: () =>
        'Check that the SIM sits well and is active; right after an update of the modem firmware, restart the unit once.',
    },
    'attach-denied': {
      says: (p: { port: string }) => `The network denied registration to the unit on ${p.port}.`,
      next: () => 'Check the SIM and its plan, then start the unit again.',
    },
    'attach-timeout': {
      says: (p: { port: string; seconds: number }) =>
        `The unit on ${p.port} did not register on the network within ${p.seconds} s.`,
      next: () => 'Check antenna, SIM and coverage of the bench, then start the unit again.',
    },
    'credentials-present': {
      says: (p: { tag: number; items: readonly string[] }) =>
        `Security tag ${p.tag} of the modem already holds ${p.items.join(', ')}, and the profile says to refuse such a unit.`,
      next: () => 'Put the unit aside, or use a profile with "existingCredentials": "replace".',
    },
  },
} satisfies FailureFamily
