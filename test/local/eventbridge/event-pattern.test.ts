import { checkPattern, matchesPattern } from '../../../local/eventbridge/event-pattern.ts'

const event = { source: 'shop', resources: ['a', 'b'], detail: { state: 'open', count: 3, none: null } }

test.each([
  [{ source: ['shop'] }, true],
  [{ source: ['other', 'shop'] }, true],
  [{ source: ['other'] }, false],
  [{ resources: ['b'] }, true],
  [{ detail: { state: ['open'], count: [3] } }, true],
  [{ detail: { state: ['open'], count: [4] } }, false],
  [{ detail: { none: [null] } }, true],
  [{ detail: { state: [{ prefix: 'op' }] } }, true],
  [{ detail: { count: [{ prefix: '3' }] } }, false],
  [{ detail: { missing: [{ exists: false }], state: [{ exists: true }] } }, true],
  [{ detail: { missing: ['x'] } }, false],
  [{ detail: { state: [{ 'anything-but': 'open' }] } }, false],
  [{ detail: { state: [{ 'anything-but': ['closed'] }] } }, true],
  [{ detail: { missing: [{ 'anything-but': 'x' }] } }, false],
  [{ missing: { deeper: ['x'] } }, false],
])('%j matches: %s', (pattern, expected) => {
  expect(matchesPattern(checkPattern(pattern), event)).toBe(expected)
})

test.each([
  ['text', {}],
  [{}, {}],
  [{ source: [] }, 'source has \\[\\]'],
  [
    { detail: { count: [{ numeric: ['>', 3] }] } },
    'count has {"numeric".*knows literals, prefix, exists, anything-but',
  ],
  // AWS knows this one; half understood it would match every event.
  [{ detail: { state: [{ 'anything-but': { prefix: 'op' } }] } }, 'state has {"anything-but":{"prefix":"op"}}'],
  [{ detail: { state: [{ 'anything-but': [] }] } }, 'state has {"anything-but":\\[\\]}'],
  [{ detail: { state: [{ prefix: 3 }] } }, 'state has {"prefix":3}'],
  [{ detail: { state: [{ exists: 'yes' }] } }, 'state has {"exists":"yes"}'],
  [{ detail: { state: [['open']] } }, 'state has \\["open"\\]'],
])('%j is refused', (pattern, says) => {
  expect(() => checkPattern(pattern)).toThrow(new RegExp(typeof says === 'string' ? says : 'is no object'))
})
