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
    'journal-in-use': {
      says: (p: { path: string; pid: number }) => `Another agent (process ${p.pid}) works with the journal ${p.path}.`,
      next: (p: { path: string; pid: number }) =>
        `Use that one, or end it first; if there is no such agent, delete ${p.path}.lock.`,
    },
    'label-not-printed': {
      says: (p: { target: string; reason: string }) => `The label printer ${p.target} took no label: ${p.reason}.`,
      next: () => 'See to the printer (power, paper, address), then print the label again.',
    },
    'result-not-written': {
      says: (p: { folder: string; reason: string }) => `No result file can be written to ${p.folder}: ${p.reason}.`,
      next: () => 'Make room and check who may write there; the unit itself is as its tile says.',
    },
    'agent-failed': {
      says: (p: { reason: string }) => `The agent failed in a way it did not expect: ${p.reason}.`,
      next: () => 'Start the unit again, nothing is spent twice; please report this as a bug.',
    },
    'api-not-served': {
      says: (p: { port: number; reason: string }) => `The local API cannot listen on port ${p.port}: ${p.reason}.`,
      next: () => 'Choose another port with --listen, or 0 for any free one.',
    },
    'disk-full': {
      says: (p: { folder: string; freeMegabytes: number; neededMegabytes: number }) =>
        `The disk of ${p.folder} has ${p.freeMegabytes} MB left; a unit is begun with ${p.neededMegabytes} MB or more.`,
      next: () => 'Make room on the disk, then start the unit again; it was not touched.',
    },
    'slots-malformed': {
      says: (p: { path: string }) => `${p.path} is not a list of slots.`,
      next: (p: { path: string }) => `Delete ${p.path} and teach the slots again with --slot N=PORT.`,
    },
    'station-file-unreadable': {
      says: (p: { path: string; what: string; reason: string }) => `${p.path} is not ${p.what}: ${p.reason}.`,
      next: () => 'Give the files that `mintmark station enroll` wrote.',
    },
    'station-key-differs': {
      says: (p: { certificate: string; key: string }) => `${p.key} is not the key of the certificate ${p.certificate}.`,
      next: () => 'Give the two files that one `mintmark station enroll` wrote.',
    },
    'station-key-not-written': {
      says: (p: { path: string; reason: string }) =>
        `The key of this station cannot be written to ${p.path}: ${p.reason}.`,
      next: () => 'Give another directory with --out; the station is not enrolled before its key is safe.',
    },
    'journal-not-written': {
      says: (p: { path: string; reason: string }) => `The journal ${p.path} cannot be written: ${p.reason}.`,
      next: () => 'Make room on the disk and check who may write there; no unit is touched before.',
    },
  },
} satisfies FailureFamily
