import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FlashResult } from '../../../bench/flash/flash-result.ts'
import { createModem, type ModemOptions } from '../../../simulator/modem.ts'
import { serveTcp } from '../../../simulator/serve-tcp.ts'
import { answerFor } from '../../bench/support/answer-for.ts'
import { accessKey, scriptedApi } from '../../bench/support/scripted-api.ts'
import { lost, standInCloud } from '../../bench/support/stand-in-cloud.ts'
import { mintmark } from '../support.ts'

const imei = '352656100367872'

let folder = ''
const closing: (() => Promise<void>)[] = []
beforeEach(async () => {
  process.env.AWS_ACCESS_KEY_ID = accessKey.accessKeyId
  process.env.AWS_SECRET_ACCESS_KEY = accessKey.secretAccessKey
  process.env.AWS_SESSION_TOKEN = accessKey.sessionToken
  folder = await mkdtemp(join(tmpdir(), 'mintmark-flash-'))
})
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
  await rm(folder, { recursive: true })
})

/** A simulated unit behind TCP, a cloud behind HTTP, and `mintmark flash` between them. */
const bench = async (options: Partial<ModemOptions> = {}) => {
  const cloud = standInCloud()
  const modem = createModem({ firmware: 'mfw_nrf9160_1.3.7', imei, ...options })
  const tcp = await serveTcp(modem, 0)
  const http = await scriptedApi((request) => answerFor(cloud, request))
  closing.push(tcp.close, http.close)
  const port = `tcp://127.0.0.1:${tcp.port}`
  const run = (args: string[] = [], signal?: AbortSignal) =>
    mintmark(['flash', '--port', port, '--order', 'o1', '--journal', folder, ...args], {
      env: { MINTMARK_API_URL: http.url, AWS_REGION: 'eu-west-1' },
      ...(signal && { signal }),
    })
  return { cloud, modem, tcp, http, port, run }
}

test('a unit is flashed, and both forms of the answer say the same', async () => {
  const { cloud, http, modem, port, run } = await bench()
  const { exit, json, stderr } = await run(['--json', '--serial', 'SN-1'])
  const result = json() as FlashResult
  expect(exit).toBe(0)
  expect(result).toMatchObject({ outcome: 'confirmed', imei, port, orderId: 'o1', keySource: 'modem', proof: 'digest' })
  expect(stderr.split('\n')[0]).toBe(`${port}  looking for a modem`)
  expect(stderr).toContain(`${imei}  having the cloud compare\n`)
  expect(http.seen.every(({ signedFor }) => signedFor === 'execute-api')).toBe(true)
  expect(http.seen.find(({ path }) => path.endsWith('/credentials'))?.body).toMatchObject({ serial: 'SN-1' })
  const again = await run()
  expect(again.exit).toBe(0)
  expect(again.stdout).toContain(
    `${imei} is confirmed: it held its credential already, and nothing on it was changed\n`,
  )
  expect(again.stdout).toContain(`certificate  ${cloud.active()[0]}\n`)
  expect(modem.received().filter((line) => line.includes('KEYGEN'))).toHaveLength(1)
})

test('firmware without digests is proven by presence only, and the answer says so', async () => {
  const { run } = await bench({ firmware: 'mfw_nrf9160_1.2.3' })
  expect((await run()).stdout).toContain('proof         of presence only: this firmware shows no digests\n')
})

test('a refusal ends with 1 and says that the modem was not changed', async () => {
  const { cloud, run } = await bench()
  cloud.refuseAdmission = { refusal: 'order-closed', params: { orderId: 'o1' } }
  const { exit, stdout } = await run()
  expect(exit).toBe(1)
  expect(stdout).toContain(`${imei} is refused: Order o1 is closed`)
  expect(stdout).toContain('The modem was not changed.\n')
})

test('a port pulled out ends with 4, and the same command then finishes with one unit spent', async () => {
  const { cloud, run } = await bench({ faults: [{ name: 'unplug-after', command: /CMNG=0,16842753,1/ }] })
  const first = await run(['--json'])
  expect(first.exit).toBe(4)
  expect(first.json()).toMatchObject({ outcome: 'failed', failure: { code: 'port-lost' }, modemChanged: true })
  expect(first.stderr).toContain('nothing is spent twice')
  expect((await run()).exit).toBe(0)
  expect([cloud.spent(), cloud.certificates.size, cloud.active().length]).toEqual([1, 1, 1])
})

test('a port that nobody is behind ends with 4 and the same shape', async () => {
  const { tcp, run } = await bench()
  await tcp.close()
  const { exit, json } = await run(['--json'])
  expect(exit).toBe(4)
  expect(json()).toMatchObject({ outcome: 'failed', failure: { code: 'port-not-found' }, modemChanged: false })
})

test('a cloud that cannot be reached ends with 3', async () => {
  const { http, run } = await bench()
  await http.close()
  const { exit, stderr } = await run()
  expect(exit).toBe(3)
  expect(stderr).toContain('ECONNREFUSED')
  expect(stderr).toContain('The modem was not changed.')
})

test('Ctrl-C ends with 130 between two steps, and the same command then finishes', async () => {
  const stop = new AbortController()
  const { cloud, run } = await bench()
  cloud.after = () => stop.abort(new Error('Ctrl-C'))
  expect((await run([], stop.signal)).exit).toBe(130)
  cloud.after = undefined
  expect((await run()).exit).toBe(0)
  expect(cloud.active()).toHaveLength(1)
})

test('the journal names every step and holds no private key', async () => {
  const { cloud, modem, run } = await bench({ firmware: 'mfw_nrf9160_1.2.3' })
  await run()
  const journal = await readFile(join(folder, 'o1.jsonl'), 'utf8')
  expect(journal).toContain(`"act":"confirmed","certificateId":"${cloud.active()[0]}"`)
  expect(journal).toContain('BEGIN CERTIFICATE REQUEST')
  expect(journal).not.toContain('PRIVATE KEY')
  expect(journal).not.toContain(modem.credential(16842753, 2)?.content.split('\n')[1])
})

test('a journal that cannot be written stops the work before the unit is touched', async () => {
  const { modem, run } = await bench()
  const answer = await run(['--journal', '/dev/null/journal'])
  expect(answer.exit).toBe(2)
  expect(answer.stderr).toContain('no unit is touched before')
  expect(modem.received()).toEqual([])
})

test('an option with a wrong value is named', async () => {
  const { run } = await bench()
  expect(await run(['--baud', 'fast'])).toMatchObject({ exit: 2, stderr: '--baud "fast" is no speed\n' })
  expect(await run(['--key-source', 'mine'])).toMatchObject({
    exit: 2,
    stderr: '--key-source "mine" is none of modem, station, cloud\n',
  })
})

test('an answer lost on the way is asked for again, and nobody notices', async () => {
  const { cloud, http, run } = await bench()
  let lostOnce = false
  cloud.after = (call) => {
    if (call !== 'mint' || lostOnce) return
    lostOnce = true
    throw lost()
  }
  closing.push(async () => http.close())
  expect((await run()).exit).toBe(0)
  expect([cloud.spent(), cloud.certificates.size]).toEqual([1, 1])
})
