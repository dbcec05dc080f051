import { failureKinds } from '../../../../bench/failures/failure.ts'
import { languages } from '../../../../bench/page/languages/choose-language.ts'
import { english } from '../../../../bench/page/languages/english.ts'
import { steps } from '../../../../bench/page/model/tile.ts'
import { stationSentences } from '../../../../bench/station/sentences.ts'
import { deviceStates } from '../../../../core/device/life-cycle.ts'
import { refusals } from '../../../../core/refusals/refusal.ts'

interface Kind {
  says: (params: never) => string
  next: (params: never) => string
}

/** Codes that only the local API answers, or the page gives itself; they have no table of their own. */
const ofTheApi = ['line-closed', 'slot-busy', 'slot-not-found', 'unit-not-confirmed', 'token-wrong', 'not-reached']

const kinds: Record<string, Kind> = { ...refusals, ...failureKinds, ...stationSentences }

/** The parameters that the sentences of a code are made of. */
const paramsOf = ({ says, next }: Kind): Set<string> => {
  const seen = new Set<string>()
  const params = new Proxy({} as Record<string, unknown>, {
    get: (_, name: string) => {
      seen.add(name)
      // Whatever a sentence does with a value: join a list, cut a text, look up a table.
      return Object.assign(['x'], { slice: () => 'x', startsWith: () => false })
    },
  })
  for (const make of [says, next]) make(params as never)
  return seen
}

const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)

describe.each(languages.map((language) => [language.name, language] as const))('%s', (_, language) => {
  test('has a sentence for every code that a tile can show, and none for a code that is gone', () => {
    expect(Object.keys(language.phrases).sort()).toEqual([...Object.keys(kinds), ...ofTheApi].sort())
  })

  test('uses only parameters that come with the code', () => {
    const wrong = Object.entries(language.phrases).flatMap(([code, phrase]) => {
      const kind = kinds[code]
      const known = kind ? paramsOf(kind) : new Set<string>()
      return phrase
        .flatMap(placeholders)
        .filter((name) => !known.has(name))
        .map((name) => `${code}: {${name}}`)
    })
    expect(wrong).toEqual([])
  })

  test('has every word that English has, with the same parameters, and every step', () => {
    const shape = (words: Readonly<Record<string, string>>) =>
      Object.entries(words).map(([name, text]) => [name, placeholders(text).sort()])
    expect(shape(language.words)).toEqual(shape(english.words))
    expect(Object.keys(language.steps)).toEqual(steps)
  })

  test('has two different words for two kinds of tile', () => {
    expect(new Set(Object.values(language.kinds)).size).toBe(Object.keys(english.kinds).length)
  })
})

test('parameters that are words themselves are said in the language, too', () => {
  const words = [...deviceStates, 'ahead', 'behind']
  for (const { values } of languages.filter((each) => each !== english)) expect(Object.keys(values)).toEqual(words)
})

test('the check would see a parameter that does not exist', () => {
  const kind = kinds['imei-not-expected']
  expect(kind && [...paramsOf(kind)].sort()).toEqual(['expected', 'imei'])
})
