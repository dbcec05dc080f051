import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { UsageError } from '../../../cli/command.ts'
import { registerImpact } from '../../../cli/commands/impact.ts'
import type { ImpactReport } from '../../../cli/impact/tally-impact.ts'
import { runCommand } from '../run-command.ts'

const right = 'a1b2c3d4e5-ats.iot.eu-west-1.amazonaws.com'
const stranger = 'zzzzzzzzzz-ats.iot.eu-west-1.amazonaws.com'
const header = 'imei,firmware,firmware_source,firmware_date,hostname,certificate_mode,count'
const row = (imei: string, firmware: string, host: string, date = '2026-11-20', count = '1') =>
  `${imei},${firmware},registry,${date},${host},DEFAULT,${count}`

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mintmark-impact-'))
})
afterAll(() => rm(folder, { recursive: true }))

const path = (name: string) => join(folder, name)
async function impact(file: string, ...args: string[]) {
  const { result } = await runCommand(registerImpact, [
    'impact',
    '--to',
    'mfw_nrf9160_1.2.3',
    '--expected-endpoint',
    right,
    file,
    ...args,
  ])
  return { ...(result.json as ImpactReport), exit: result.exit, text: result.text }
}
async function fleet(name: string, ...lines: string[]): Promise<string> {
  await writeFile(path(name), `${lines.join('\n')}\n`)
  return path(name)
}

test('a fleet that is fine', async () => {
  const file = await fleet(
    'fine.csv',
    header,
    row('1', 'mfw_nrf9160_1.2.0', right),
    row('2', 'mfw_nrf9160_1.3.2', right, '2026-11-20', '99'),
  )
  const answer = await impact(file)
  expect(answer.exit).toBe(0)
  expect(answer.sums).toMatchObject({ rows: 2, devices: 100, byVerdict: { 'keeps-connecting': { devices: 100 } } })
  expect(answer.text).toContain('100  keeps-connecting')
})

test('devices that would go dark are named, with the reason and the fix', async () => {
  const file = await fleet(
    'dark.csv',
    header,
    row('1', 'mfw_nrf9160_1.2.0', stranger),
    row('2', 'mfw_nrf9160_1.2.3', stranger),
  )
  const answer = await impact(file)
  expect(answer.exit).toBe(1)
  expect(answer.dark).toEqual([
    expect.objectContaining({
      device: '1',
      after: 'closed-after-connect',
      rule: 'host-other-account',
      fix: expect.stringContaining(right),
    }),
  ])
  expect(answer.sums.byVerdict['stays-dark'].devices).toBe(1)
  expect(answer.text).toContain('goes dark: 1, mfw_nrf9160_1.2.0: host-other-account')
})

test('firmware that is old or unknown is a column of its own, never safe', async () => {
  const file = await fleet(
    'old.csv',
    header,
    row('1', 'mfw_nrf9160_1.2.0', right, '2026-09-01'),
    row('2', '', stranger),
  )
  const answer = await impact(file)
  expect(answer.exit).toBe(1)
  expect(answer.sums.byVerdict['firmware-unknown'].devices).toBe(2)
  expect(answer.sums.unknownAndDarkAfter).toBe(1)
  expect((await impact(file, '--max-age-days', '365')).sums.byVerdict['keeps-connecting'].devices).toBe(1)
})

test('bad rows are told one by one, the rest is done, and the failed ones can be mended and sent in again', async () => {
  const file = await fleet(
    'bad.csv',
    header,
    row('1', 'mfw_nrf9160_1.2.0', right),
    row('2', '1.2.0', right),
    '3,too,few',
    '4,"mfw_nrf9160_1.2.0,registry,2026-11-20,h,DEFAULT,1',
    row('5', 'mfw_nrf9160_1.2.0', right),
  )
  const answer = await impact(file, '--failed', path('again.csv'))
  expect(answer).toMatchObject({ exit: 1, sums: { rows: 2 }, failed: { rows: 3 } })
  expect(answer.failed.errors.map(({ line }) => line)).toEqual([3, 4, 5])
  const again = await readFile(path('again.csv'), 'utf8')
  expect(again.split('\n')[0]).toBe(`${header},error`)
  expect(again).toContain('2,1.2.0,registry')

  const mended = again.replace('2,1.2.0', '2,mfw_nrf9160_1.2.0').split('\n').slice(0, 2)
  const second = await impact(await fleet('mended.csv', ...mended))
  expect(second).toMatchObject({ exit: 0, sums: { rows: 1 }, ignoredColumns: [] })
  const third = await impact(
    await fleet('not-mended.csv', ...again.trimEnd().split('\n')),
    '--failed',
    path('third.csv'),
  )
  expect(third.failed.rows).toBe(3)
  expect((await readFile(path('third.csv'), 'utf8')).split('\n')[0]).toBe(`${header},error`)
})

test('every device can be written, as CSV and as JSON lines', async () => {
  const file = await fleet('all.csv', header, row('1', 'mfw_nrf9160_1.2.0', stranger), row('"a,b"', '', right))
  await impact(file, '--out', path('out.csv'))
  const csv = (await readFile(path('out.csv'), 'utf8')).trimEnd().split('\n')
  expect(csv[0]).toBe(
    'device,count,firmware,firmware_source,firmware_date,firmware_known,firmware_age_days,before,after,verdict,rule,fix',
  )
  expect(csv[1]).toMatch(
    /^1,1,mfw_nrf9160_1\.2\.0,registry,2026-11-20,fresh,2,connects-by-accident,closed-after-connect,goes-dark,host-other-account,/,
  )
  expect(csv[2]).toMatch(/^"a,b",1,,registry,2026-11-20,unknown,2,unknown,connects,firmware-unknown,,$/)
  await impact(file, '--out', path('out.jsonl'))
  const [first] = (await readFile(path('out.jsonl'), 'utf8')).trimEnd().split('\n')
  expect(JSON.parse(first ?? '')).toMatchObject({ device: '1', verdict: 'goes-dark', firmwareAgeDays: 2 })
})

test('one host name for all', async () => {
  const file = await fleet(
    'hostless.csv',
    'device,firmware,firmware_source,firmware_date',
    '1,mfw_nrf9160_1.2.0,x,2026-11-20',
  )
  await expect(impact(file)).rejects.toThrow('no column hostname or host')
  const answer = await impact(file, '--hostname', right, '--certificate-mode', 'DEFAULT')
  expect(answer.sums.byVerdict['keeps-connecting'].devices).toBe(1)
})

test('standard input', async () => {
  const { result } = await runCommand(
    registerImpact,
    ['impact', '--to', 'mfw_nrf9160_1.2.3', '--expected-endpoint', right, '-'],
    {
      stdin: `${header}\n${row('1', 'mfw_nrf9160_1.2.0', right)}\n`,
    },
  )
  expect(result.exit).toBe(0)
})

describe('usage', () => {
  test.each([
    [['--to', 'new'], '--to: "new" is no modem firmware'],
    [['--max-age-days', 'x'], 'is no number of days'],
    [['--out', 'x.xlsx'], 'end it with .csv or .jsonl'],
    [['--out', '/nonexistent/x.csv'], 'cannot be written (ENOENT)'],
  ])('%j', async (args, says) => {
    const file = await fleet('usage.csv', header)
    await expect(impact(file, ...args)).rejects.toThrow(UsageError)
    await expect(impact(file, ...args)).rejects.toThrow(says)
  })

  test.each([
    [[], 'give a file of devices, or --registry'],
    [['--registry', 'fleet.csv'], 'and not both'],
    [['--registry', '--hostname', right], '--hostname go with a file'],
    [['fleet.csv', '--order', 'o-1'], 'go with --registry'],
    [['--registry', '--firmware', '1.2.0'], '--firmware: "1.2.0" is no modem firmware'],
  ])('%j', async (args, says) => {
    const all = ['impact', '--to', 'mfw_nrf9160_1.2.3', '--expected-endpoint', right, ...args]
    const env = { MINTMARK_API_URL: 'http://127.0.0.1:1', AWS_REGION: 'eu-west-1' }
    await expect(runCommand(registerImpact, all, { env })).rejects.toThrow(UsageError)
    await expect(runCommand(registerImpact, all, { env })).rejects.toThrow(says)
  })

  test('files', async () => {
    const file = await fleet('same.csv', header)
    await expect(impact(file, '--out', file)).rejects.toThrow('three different files')
    await expect(impact(path('nowhere.csv'))).rejects.toThrow('is no file')
    await writeFile(path('empty.csv'), '')
    await expect(impact(path('empty.csv'))).rejects.toThrow('the file is empty')
    await writeFile(path('utf16.csv'), Buffer.from('imei,firmware', 'utf16le'))
    await expect(impact(path('utf16.csv'))).rejects.toThrow('CSV UTF-8')
  })
})
