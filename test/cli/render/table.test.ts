import { renderFacts } from '../../../cli/render/facts.ts'
import { renderTable } from '../../../cli/render/table.ts'

test('columns are aligned: numbers to the right, text to the left, no trailing blanks', () => {
  expect(
    renderTable(
      ['stage', 'ms'],
      [
        ['flash', 1200],
        ['first connect', 8],
      ],
    ),
  ).toBe('stage            ms\nflash          1200\nfirst connect     8')
  expect(renderTable(['a', 'b'], [['long text', '']])).toBe('a          b\nlong text')
})

test('facts leave out what is not known', () => {
  expect(
    renderFacts([
      ['a', 1],
      ['longer', undefined],
      ['bc', 'x'],
    ]),
  ).toBe('a   1\nbc  x')
})
