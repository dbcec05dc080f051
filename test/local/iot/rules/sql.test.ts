import type { Scope } from '../../../../local/iot/rules/sql/evaluate.ts'
import { parseSql } from '../../../../local/iot/rules/sql/parse.ts'
import { select } from '../../../../local/iot/rules/sql/select.ts'
import { SqlError } from '../../../../local/iot/rules/sql/tokenize.ts'

const topic = '$aws/events/presence/connected/fleet-1'
const run = (sql: string, payload: unknown, own: Partial<Scope> = {}) => {
  const raw = typeof payload === 'string' ? payload : JSON.stringify(payload)
  const scope = {
    payload: typeof payload === 'string' ? undefined : payload,
    topic,
    clientId: 'c',
    accountId: '1',
    now: 7,
  }
  return select(parseSql(sql), { ...scope, ...own }, Buffer.from(raw))?.toString()
}
const from = "FROM '$aws/events/presence/connected/+'"

test('our rule: everything, the client ID of the topic, filtered by fleet', () => {
  const sql = `SELECT *, topic(5) AS topicClientId ${from} WHERE startswith(clientId, 'fleet-')`
  expect(parseSql(sql).from).toBe('$aws/events/presence/connected/+')
  expect(JSON.parse(run(sql, { clientId: 'fleet-1', versionNumber: 3 }) ?? '')).toEqual({
    clientId: 'fleet-1',
    versionNumber: 3,
    topicClientId: 'fleet-1',
  })
  expect(run(sql, { clientId: 'other-1' })).toBeUndefined()
  expect(run(sql, { versionNumber: 3 })).toBeUndefined()
})

test('members, functions and keywords in any case', () => {
  const sql = `select a.b, topic() as t, clientid() as c, timestamp() as now, accountid() as account ${from}`
  expect(JSON.parse(run(sql, { a: { b: [1] } }) ?? '')).toEqual({ b: [1], t: topic, c: 'c', now: 7, account: '1' })
  expect(JSON.parse(run(`SELECT clientid() AS c ${from}`, {}, { clientId: undefined }) ?? '')).toEqual({ c: 'n/a' })
})

test.each([
  ["clientId = 'fleet-1'", true],
  ["clientId <> 'fleet-1'", false],
  ["clientId != 'x'", true],
  ['versionNumber >= 3 AND versionNumber < 4', true],
  ['versionNumber > 3 OR versionNumber <= 2', false],
  ["NOT endswith(clientId, '-2')", true],
  ['NOT missing', false],
  ['missing = 1', false],
  ["missing <> 'x'", false],
  ['flag', true],
  ['flag = FALSE', false],
  ['nothing = NULL', true],
  ["versionNumber = '3'", true],
  ["clientId > 'fleet-0'", true],
  ['clientId = 3', false],
  ["topic(9) = 'x'", false],
  ["quoted = 'it''s'", true],
  ["(flag = FALSE OR startswith(clientId, 'f')) AND flag", true],
  ["flag = FALSE OR startswith(clientId, 'f') AND versionNumber = 4", false],
])('WHERE %s is %s', (where, expected) => {
  const payload = { clientId: 'fleet-1', versionNumber: 3, flag: true, nothing: null, quoted: "it's" }
  expect(run(`SELECT * ${from} WHERE ${where}`, payload) !== undefined).toBe(expected)
})

test('a payload that is no JSON passes SELECT * as it is', () => {
  expect(run(`SELECT * ${from}`, 'hello')).toBe('hello')
  expect(run(`SELECT *, topic(5) AS c ${from}`, 'hello')).toBe('{"c":"fleet-1"}')
})

test.each([
  ['UPDATE x', 'SELECT'],
  ["SELECT * FROM 'a' WHERE cos(a) = 1", 'cos()'],
  ["SELECT * FROM 'a' WHERE topic(1, 2) = 'x'", 'arguments'],
  ["SELECT * FROM 'a' WHERE a + 1 = 2", '+'],
  ["SELECT * FROM 'a' WHERE a IN (1)", 'IN'],
  ["SELECT CASE a WHEN 1 THEN 2 END AS b FROM 'a'", 'CASE'],
  ["SELECT topic(2) FROM 'a'", 'AS'],
  ["SELECT (SELECT b FROM a) AS c FROM 'a'", 'SELECT'],
  ['SELECT * FROM a', 'single quotes'],
  ["SELECT * FROM 'a/#/b'", 'topic filter'],
  ["SELECT * FROM 'a+/b'", 'topic filter'],
  ["SELECT * FROM 'a' WHERE", 'the end'],
  ["SELECT * FROM 'a' LIMIT 1", 'LIMIT'],
  ["SELECT * FROM 'a' WHERE a = 'x", 'position'],
  ['SELECT a["b"] AS c FROM \'a\'', 'position'],
])('%s is refused naming %s', (sql, named) => {
  expect(() => parseSql(sql)).toThrow(SqlError)
  expect(() => parseSql(sql)).toThrow(named)
})
