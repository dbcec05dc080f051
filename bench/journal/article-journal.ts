import type { Journal } from './journal.ts'
import { noHistory } from './unit-history.ts'

/**
 * The same journal for a first article: its lines are written and marked, and no later run builds on them, for an article
 * always begins anew and its certificate is gone in the end.
 */
export const articleJournal = (journal: Journal): Journal => ({
  ...journal,
  append: (unit, ...acts) => journal.append({ ...unit, article: true }, ...acts),
  historyOf: async () => noHistory,
  profile: () => undefined,
})
