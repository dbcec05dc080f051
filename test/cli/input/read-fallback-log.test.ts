import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { UsageError } from '../../../cli/command.ts'
import { readFallbackLog } from '../../../cli/input/read-fallback-log.ts'

const imei = '352656100367872'
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mintmark-fallback-'))
})
afterAll(() => rm(folder, { recursive: true }))

const read = async (...lines: string[]) => {
  const path = join(folder, 'broker.log')
  await writeFile(path, `${lines.join('\n')}\n`)
  return readFallbackLog(path, imei)
}

test('mosquitto, with seconds since 1970: first, last, how many lines, and the name it used there', async () => {
  expect(
    await read(
      `1763800000: New client connected from 10.0.0.5:50000 as nrf-${imei} (p2, c1, k60, u'tracker').`,
      '1763800001: New client connected from 10.0.0.6:50000 as nrf-352656100367880 (p2, c1, k60).',
      `1763803600: Client nrf-${imei} disconnected.`,
    ),
  ).toEqual({
    firstAt: '2025-11-22T08:26:40.000Z',
    lastAt: '2025-11-22T09:26:40.000Z',
    lines: 2,
    clientId: `nrf-${imei}`,
  })
})

test('a broker that prints ISO 8601', async () => {
  expect(await read(`2026-11-22T08:00:00.000+00:00 [info] msg: connected, clientid: ${imei}`)).toMatchObject({
    lastAt: '2026-11-22T08:00:00.000Z',
    clientId: imei,
  })
})

test('an IMEI inside a longer number is somebody else', async () => {
  expect(await read(`1763800000: New client connected from 10.0.0.5:50000 as 1${imei} (p2, c1, k60).`)).toBeUndefined()
})

test('lines without a time, and no file, are usage errors that name the file', async () => {
  await expect(read(`New client connected from 10.0.0.5:50000 as ${imei} (p2, c1, k60).`)).rejects.toThrow(
    /log_timestamp/,
  )
  await expect(readFallbackLog(join(folder, 'none.log'), imei)).rejects.toThrow(UsageError)
})
