import { explain, explainer } from '../../../core/explain/explain.ts'

test('the log of the story: an update across 1.2.1 puts SNI on top', () => {
  const log = [
    '[00:00:01.000,000] <inf> app: Modem firmware mfw_nrf9160_1.2.0',
    '[00:00:09.000,000] <inf> app: connected',
    '*** Booting nRF Connect SDK v1.5.0 ***',
    '[00:00:01.000,000] <inf> app: Modem firmware mfw_nrf9160_1.2.3',
    '[00:03:00.000,000] <err> mqtt_helper: Socket error: POLLHUP',
  ].join('\n')
  const { causes, firmware } = explain(log)
  expect(firmware).toEqual({ before: 'mfw_nrf9160_1.2.0', after: 'mfw_nrf9160_1.2.3', sniIsNew: true })
  expect(causes[0]).toMatchObject({ row: '1', lines: [5] })
  expect(causes[0]?.next).toContain('mintmark check')
})

test('it also tops a failure that has other favourites', () => {
  const plain = explain('mqtt_connect, error: -111', { firmware: 'mfw_nrf9160_1.2.3' })
  expect(plain.causes[0]?.row).toBe('9')
  const updated = explain('mqtt_connect, error: -111', {
    firmware: 'mfw_nrf9160_1.2.3',
    firmwareBefore: 'mfw_nrf9160_1.1.2',
  })
  expect(updated.causes.map(({ row }) => row).slice(0, 2)).toEqual(['1', '9'])
})

test('an update does not put SNI on top of what is no connection', () => {
  const { causes } = explain('+CME ERROR: 518', { firmware: 'mfw_nrf9160_1.2.3', firmwareBefore: 'mfw_nrf9160_1.2.0' })
  expect(causes.map(({ row }) => row)).toEqual(['11'])
})

test('firmware that sends no SNI cannot have a wrong one', () => {
  const log = 'Cloud MQTT input error: -128'
  expect(explain(log, { firmware: 'mfw_nrf9160_1.2.0' }).causes.map(({ row }) => row)).not.toContain('1')
  expect(explain(log, { firmware: 'mfw_nrf9160_1.3.7' }).causes[0]?.row).toBe('1')
})

test('the firmware tips the balance', () => {
  const score = (log: string, row: string, firmware?: string) =>
    explain(log, firmware === undefined ? {} : { firmware }).causes.find((cause) => cause.row === row)?.score ?? 0
  expect(score('+CEREG: 90', '27', 'mfw_nrf9160_1.3.4')).toBeGreaterThan(score('+CEREG: 90', '27'))
  expect(score('+CME ERROR: 523', '17', 'mfw_nrf9160_1.2.3')).toBeGreaterThan(score('+CME ERROR: 523', '17'))
  expect(score('+CME ERROR: 527', '3', 'mfw_nrf91x1_2.0.2')).toBeGreaterThan(score('+CME ERROR: 527', '3'))
})

describe('unknown lines', () => {
  test('one line that is not known says so', () => {
    const { causes, unknown } = explain('flux capacitor misaligned')
    expect(causes).toEqual([])
    expect(unknown).toEqual([{ line: 1, text: 'flux capacitor misaligned' }])
  })

  test('in a log, lines that look like failures', () => {
    const { unknown } = explain('<inf> app: hello\n<err> app: flux capacitor failed: -999\n+CME ERROR: 518')
    expect(unknown).toEqual([{ line: 2, text: '<err> app: flux capacitor failed: -999' }])
  })
})

describe('private keys', () => {
  const key = ['-----BEGIN EC PRIVATE KEY-----', 'MHcCAQEEIError+fail', 'AwEHoUQDQgAE', '-----END EC PRIVATE KEY-----"']

  test('are warned of and never shown', () => {
    const answer = explain([`AT%CMNG=0,42,2,"${key[0]}`, ...key.slice(1), 'OK', '<err> fail: unheard of'].join('\n'))
    expect(answer.warnings).toEqual([expect.stringContaining('line 1 holds a private key')])
    expect(JSON.stringify(answer)).not.toContain('MHcCAQEEI')
    expect(answer.unknown).toEqual([{ line: 6, text: '<err> fail: unheard of' }])
  })

  test('not even on one line', () => {
    expect(JSON.stringify(explain(key.join(' ')))).not.toContain('MHcCAQEEI')
  })
})

test('a long log is read with bounded results', () => {
  const one = explainer()
  for (let line = 0; line < 20_000; line += 1) one.add('<err> app: mqtt_connect, error: -111')
  for (let line = 0; line < 20_000; line += 1) one.add('<err> app: something failed')
  const answer = one.finish()
  expect(answer.lines).toBe(40_000)
  expect(answer.unknown).toHaveLength(20)
  expect(answer.errnos).toHaveLength(100)
  expect(answer.causes[0]?.lines).toHaveLength(10)
})
