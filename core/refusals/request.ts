import type { Family } from './define.ts'

/** Refusals about the request itself, before anything else is looked at. */
export const requestRefusals = {
  'request-malformed': {
    status: 400,
    says: (p: { issues: readonly { path: string; message: string }[] }) =>
      `The request is not well formed: ${p.issues.map((issue) => (issue.path === '' ? issue.message : `${issue.path}: ${issue.message}`)).join('; ')}.`,
    next: () => 'Correct the values named; unknown keys are refused.',
  },
  'body-not-json': {
    status: 400,
    says: (p: { why: string }) => `The body is not JSON: ${p.why}.`,
    next: () => 'Send a JSON object in UTF-8.',
  },
  'try-again': {
    status: 503,
    says: (p: { why: string }) => `The cloud could not finish: ${p.why}. Nothing is lost.`,
    next: () => 'Ask again with the same values; what was done already is found again.',
  },
} satisfies Family
