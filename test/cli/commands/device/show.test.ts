import type { DeviceAnswer } from '../../../../core/api/devices.ts'
import { accessKey, type Scripted, scriptedApi } from '../../../bench/support/scripted-api.ts'
import { mintmark } from '../../support.ts'

const imei = '352656100367872'
const device: DeviceAnswer = {
  imei,
  thingName: `mintmark-${imei}`,
  orderId: 'o-1',
  state: 'registered',
  station: 'arn:aws:iam::123456789012:role/line-1',
  generation: 1,
  keySource: 'station',
  firmware: 'mfw_nrf9160_1.2.3',
  certificateId: 'ab'.repeat(32),
  certificateMode: 'DEFAULT',
  proof: 'presence',
  reservedAt: '2026-11-22T10:00:00Z',
  registeredAt: '2026-11-22T10:05:00Z',
  changedAt: '2026-11-22T10:05:00Z',
}

let cloud: Awaited<ReturnType<typeof scriptedApi>>
let answer: Scripted = { body: device }
beforeAll(async () => {
  process.env.AWS_ACCESS_KEY_ID = accessKey.accessKeyId
  process.env.AWS_SECRET_ACCESS_KEY = accessKey.secretAccessKey
  process.env.AWS_SESSION_TOKEN = accessKey.sessionToken
  cloud = await scriptedApi(() => answer)
})
afterAll(() => cloud.close())

const show = (...args: string[]) =>
  mintmark(['device', 'show', ...args], { env: { MINTMARK_API_URL: cloud.url, AWS_REGION: 'eu-west-1' } })

test('a device is shown, and proof by presence is not called more than that', async () => {
  const { exit, stdout } = await show(imei)
  expect(exit).toBe(0)
  expect(stdout).toContain(`IMEI              ${imei}\nstate             registered\n`)
  expect(stdout).toContain('proof             presence only: the firmware shows no digests\n')
  expect(stdout).not.toContain('undefined')
  expect((await show(imei, '--json')).json()).toEqual(device)
})

test('a device that the registry does not know ends with 1', async () => {
  const detail = `The registry knows no device ${imei}.`
  answer = {
    status: 404,
    body: {
      type: 'urn:x',
      title: 'x',
      status: 404,
      detail,
      next: 'Check the IMEI.',
      code: 'device-not-found',
      params: { imei },
    },
  }
  expect(await show(imei)).toMatchObject({ exit: 1, stdout: `Refused: ${detail}\nCheck the IMEI.\n` })
})

test.each(['35265610036787', '352656100367873', 'abc'])('%s is no IMEI, and the cloud is not asked', async (text) => {
  const before = cloud.seen.length
  const { exit, stderr } = await show(text)
  expect(exit).toBe(2)
  expect(stderr).toContain(text)
  expect(cloud.seen).toHaveLength(before)
})
