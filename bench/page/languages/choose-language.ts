import { english } from './english.ts'
import { german } from './german.ts'
import type { Language } from './language.ts'

/** A new language is one more file, and one more name here. */
export const languages: readonly Language[] = [english, german]

/** The first wish that can be met, `de-AT` by `de`; English if none can. */
export const chooseLanguage = (wishes: readonly (string | null | undefined)[]): Language =>
  wishes
    .map((wish) => languages.find(({ tag }) => tag === wish?.toLowerCase().split('-')[0]))
    .find((found) => found !== undefined) ?? english
