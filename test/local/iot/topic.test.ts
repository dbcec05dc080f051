import { filterProblem, isReserved, topicLimitProblem, topicMatches } from '../../../local/iot/topic.ts'

test.each([
  ['a/b', 'a/b', true],
  ['a/+', 'a/b', true],
  ['a/+', 'a/b/c', false],
  ['a/#', 'a/b/c', true],
  ['a/#', 'ab/c', false],
  ['a/#', 'a/', true],
  ['a/#', 'a', false],
  ['+/+', '/a', true],
  ['#', 'a/b', true],
  ['#', '$aws/events', false],
  ['+/events', '$aws/events', false],
  ['$aws/events/+', '$aws/events/x', true],
  ['a/b', 'a/b/', false],
])('filter %s on topic %s: %s', (filter, topic, expected) => {
  expect(topicMatches(filter, topic)).toBe(expected)
})

test('limits of topics: 7 slashes, 256 bytes, reserved ones longer', () => {
  expect(topicLimitProblem('a/b/c/d/e/f/g/h')).toBeUndefined()
  expect(topicLimitProblem('a/b/c/d/e/f/g/h/i')).toContain('8 slashes')
  expect(topicLimitProblem('$aws/things/a/b/c/d/e/f/g/h')).toBeUndefined()
  expect(topicLimitProblem('$aws/rules/r/a/b/c/d/e/f/g/h/i')).toContain('slashes')
  expect(topicLimitProblem('ä'.repeat(129))).toContain('256 bytes')
  expect(filterProblem('a/#')).toBeUndefined()
  expect(filterProblem('')).toContain('empty')
  expect([isReserved('$aws/events/x'), isReserved('$SYS/x'), isReserved('$aws/things/x')]).toEqual([true, true, false])
})
