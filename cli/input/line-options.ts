import type { FirstArticle } from '../../bench/station/line-gate.ts'
import { openingReason } from '../../core/api/line.ts'
import { UsageError } from '../command.ts'

export interface LineOptions {
  firstArticle: FirstArticle
  isSimulated: boolean
  articleEveryMs: number | undefined
  opening: { reason: string; by?: string } | undefined
}

const firstArticleOf = (text: string): FirstArticle | 'simulate' => {
  if (text === 'auto' || text === 'require' || text === 'skip' || text === 'simulate') return text
  throw new UsageError(`--first-article "${text}" is none of auto, require, skip, simulate`)
}

const hoursOf = (text: string): number => {
  const hours = Number(/^(\d{1,3}(?:\.\d+)?)h?$/.exec(text)?.[1])
  if (!(hours > 0 && hours <= 168)) throw new UsageError(`--article-every "${text}" is no number of hours up to 168`)
  return hours
}

const reasonOf = (text: string): string => {
  const reason = openingReason.safeParse(text)
  if (reason.success) return reason.data
  throw new UsageError(`--open-line "${text}": ${reason.error.issues[0]?.message}`)
}

/** When the line of `station run` opens. */
export const lineOptions = (options: {
  firstArticle: string
  articleEvery?: string
  openLine?: string
  openLineBy?: string
}): LineOptions => {
  const wanted = firstArticleOf(options.firstArticle)
  const { openLine, openLineBy: by } = options
  if (by !== undefined && openLine === undefined) throw new UsageError('--open-line-by says who, and --open-line why')
  return {
    firstArticle: wanted === 'simulate' ? 'require' : wanted,
    isSimulated: wanted === 'simulate',
    articleEveryMs: options.articleEvery === undefined ? undefined : hoursOf(options.articleEvery) * 3_600_000,
    opening: openLine === undefined ? undefined : { reason: reasonOf(openLine), ...(by === undefined ? {} : { by }) },
  }
}
