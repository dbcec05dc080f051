import { errnos } from '../../../core/explain/errnos.ts'
import { explain } from '../../../core/explain/explain.ts'
import { readErrnos } from '../../../core/explain/read-errnos.ts'

const numbers = errnos.flatMap(({ symbol, newlib, minimal }) => [
  [symbol, newlib, newlib === minimal ? 2 : 1] as const,
  [symbol, minimal, newlib === minimal ? 2 : 1] as const,
])

test.each(numbers)('%s is recognised as -%d', (symbol, number, numberings) => {
  const [found] = readErrnos(`<err> mqtt_helper: mqtt_connect, error: -${number}`)
  expect(found?.row.symbol).toBe(symbol)
  expect(found?.numberings).toHaveLength(numberings)
  const { causes, errnos: read } = explain(`mqtt_connect, error: -${number}`)
  expect(causes.map(({ row }) => row)).toContain(symbol)
  expect(read[0]).toMatchObject({ line: 1, text: `-${number}`, symbol })
})

test.each(errnos.map(({ symbol }) => symbol))('%s is recognised by name', (symbol) => {
  expect(readErrnos(`connect failed (${symbol})`)[0]?.row.symbol).toBe(symbol)
})

test.each([
  ['Cloud MQTT input error: -128', 'ENOTCONN'],
  ['<err> aws: Failed to read MQTT input: -128', 'ENOTCONN'],
  ['getaddrinfo() failed, error 11', 'EAGAIN'],
  ['poll() returned an error (-1), errno: -104', 'ECONNRESET'],
  ['AWS broker connect failed -116', 'ETIMEDOUT'],
  ['errno=111', 'ECONNREFUSED'],
])('%s is %s', (line, symbol) => {
  expect(readErrnos(line).map(({ row }) => row.symbol)).toEqual([symbol])
})

test.each([
  '+CME ERROR: 22',
  'RSRP -95 dBm',
  'Booting v2.6.0-11',
  'error count 12 of 22',
  '%CMNG: 42,0,"ERROR"',
  'took 111 ms',
])('%j holds no socket error', (line) => {
  expect(readErrnos(line)).toEqual([])
})
