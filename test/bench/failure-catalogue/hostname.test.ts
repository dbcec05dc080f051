import { rootCertificates } from 'node:tls'
import { amazonRoots } from '../../../core/credential/amazon-roots.ts'
import { createModem } from '../../../simulator/modem.ts'
import { imei, inspectUnit, writeAs } from './support.ts'

const right = 'a1b2c3d4e5-ats.iot.eu-west-1.amazonaws.com'
const stranger = 'zzzzzzzzzz-ats.iot.eu-west-1.amazonaws.com'
const { AmazonRootCA1, AmazonRootCA3 } = amazonRoots(rootCertificates)

const board = async (firmware: string) => {
  const modem = createModem({ firmware, imei })
  await writeAs(modem, [
    [0, AmazonRootCA1],
    [1, AmazonRootCA3],
    [2, 'a key'],
  ])
  return modem
}
const connecting = async (firmware: string, hostname: string) =>
  inspectUnit(
    await board(firmware),
    '--hostname',
    hostname,
    '--expected-endpoint',
    right,
    '--certificate-mode',
    'DEFAULT',
  )

test('6.1 the wrong host name that 1.2.0 hid is named on the board, before and after the update', async () => {
  expect(await connecting('mfw_nrf9160_1.2.0', stranger)).toMatchObject({ outcome: 'connects-by-accident' })
  const after = await connecting('mfw_nrf9160_1.2.3', stranger)
  expect(after).toMatchObject({ exit: 1, outcome: 'closed-after-connect' })
  expect(after.text).toContain(right)
  expect(await connecting('mfw_nrf9160_1.2.3', right)).toMatchObject({ outcome: 'connects' })
})

test('6.31 an address in place of the host name is named on the board', async () => {
  const seen = await connecting('mfw_nrf9160_1.3.7', '192.0.2.7')
  expect(seen.exit).toBe(1)
  expect(seen.outcome).not.toBe('connects')
  expect(seen.text).toContain('192.0.2.7')
})
