import { parseFilterPattern } from '../../../local/logs/filter-pattern.ts'

const record = JSON.stringify({
  eventType: 'Connect',
  status: 'Failure',
  details: { code: 7, list: [{ id: 'first' }] },
  ok: true,
})

test.each([
  ['', 'anything', true],
  ['ERROR', '[ERROR 400] BAD REQUEST', true],
  ['error', '[ERROR 400] BAD REQUEST', false],
  ['ERROR REQUEST', '[ERROR 400] BAD REQUEST', true],
  ['"BAD REQUEST"', '[ERROR 400] BAD REQUEST', true],
  ['"REQUEST BAD"', '[ERROR 400] BAD REQUEST', false],
  ['?WARN ?ERROR', '[ERROR 400] BAD REQUEST', true],
  ['?WARN ?INFO', '[ERROR 400] BAD REQUEST', false],
  ['ERROR -400', '[ERROR 400] BAD REQUEST', false],
  ['ERROR -"500 "', '[ERROR 400] BAD REQUEST', true],
  ['{ $.eventType = "Connect" }', record, true],
  ['{ $.eventType = Con* }', record, true],
  ['{ $.eventType != "Connect" }', record, false],
  ['{ $.missing != "x" }', record, false],
  ['{ $.eventType = "Connect" && $.status = "Success" }', record, false],
  ['{ $.status = "Success" || $.details.code >= 7 }', record, true],
  ['{ $.details.code < 7 }', record, false],
  ['{ $.details.list[0].id = "first" }', record, true],
  ['{ $.ok = true }', record, true],
  ['{ $.eventType = "Connect" }', 'no JSON', false],
])('%s on %s: %s', (pattern, message, matches) => {
  expect(parseFilterPattern(pattern)(message)).toBe(matches)
})

test.each(['[w1, w2]', '%ERR%', '{ $.a IS NULL }', '{ ($.a = 1) }', '{ $.a > "x" }'])(
  '%s is refused, not misread',
  (pattern) => {
    expect(() => parseFilterPattern(pattern)).toThrow()
  },
)
