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
])('%j is refused', (pattern, says) => {
  expect(() => checkPattern(pattern)).toThrow(new RegExp(typeof says === 'string' ? says : 'is no object'))
})
