import type { Sentence } from '../contract.ts'
import type { Language, Word } from './language.ts'

type Params = Readonly<Record<string, unknown>>

const fill = (text: string, params: Params, values: Language['values'] = {}): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(params[name] ?? '…')
    return values[value] ?? value
  })

/** A word or line of the page itself. */
export const word = (language: Language, name: Word, params: Params = {}): string => fill(language.words[name], params)

/** Both sentences of a code; one that this page does not know yet is told in the agent's own English. */
export const say = (
  language: Language,
  { code, params = {}, says, next }: Omit<Sentence, 'params'> & { params?: Params },
): { says: string; next: string } => {
  const phrase = language.phrases[code]
  if (!phrase) return { says, next }
  return { says: fill(phrase[0], params, language.values), next: fill(phrase[1], params, language.values) }
}
