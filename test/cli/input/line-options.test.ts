import { UsageError } from '../../../cli/command.ts'
import { lineOptions } from '../../../cli/input/line-options.ts'

test.each([
  [
    { firstArticle: 'auto' },
    { firstArticle: 'auto', isSimulated: false, articleEveryMs: undefined, opening: undefined },
  ],
  [{ firstArticle: 'simulate' }, { firstArticle: 'require', isSimulated: true }],
  [{ firstArticle: 'skip', articleEvery: '12h' }, { articleEveryMs: 43_200_000 }],
  [{ firstArticle: 'require', articleEvery: '0.5' }, { articleEveryMs: 1_800_000 }],
  [
    { firstArticle: 'auto', openLine: ' golden unit is away ', openLineBy: 'M. Keller' },
    { opening: { reason: 'golden unit is away', by: 'M. Keller' } },
  ],
])('%j', (options, expected) => {
  expect(lineOptions(options)).toMatchObject(expected)
})

test.each([
  [{ firstArticle: 'never' }, '--first-article "never" is none of'],
  [{ firstArticle: 'auto', articleEvery: '0' }, '--article-every "0" is no number of hours'],
  [{ firstArticle: 'auto', articleEvery: '200h' }, '--article-every "200h"'],
  [{ firstArticle: 'auto', openLine: 'no' }, 'ten characters or more'],
  [{ firstArticle: 'auto', openLineBy: 'M. Keller' }, '--open-line why'],
])('%j is a usage error that names the value', (options, says) => {
  expect(() => lineOptions(options)).toThrow(UsageError)
  expect(() => lineOptions(options)).toThrow(says)
})
