import { matchesPolicyText } from '../../../core/endpoint/matches-policy-text.ts'

test.each([
  ['fleet-1', 'fleet-1', true],
  ['fleet-1', 'fleet-2', false],
  ['*', '', true],
  ['fleet-*', 'fleet-350', true],
  ['fleet-*', 'Fleet-350', false],
  ['fleet-?', 'fleet-1', true],
  ['fleet-?', 'fleet-', false],
  ['a*b*c', 'a-x-b-y-b-c', true],
  ['a*b', 'a*b*c', false],
  ['#', 'x', false],
])('%s against %s: %s', (pattern, text, expected) => {
  expect(matchesPolicyText(pattern, text)).toBe(expected)
})

test('many stars do not take for ever', () => {
  expect(matchesPolicyText('*a'.repeat(50), `${'a'.repeat(2000)}b`)).toBe(false)
})
