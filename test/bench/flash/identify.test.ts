import { openAtSession } from '../../../bench/at/at-session.ts'
import { BenchError } from '../../../bench/failures/failure.ts'
import { identify } from '../../../bench/flash/identify.ts'
import { scriptedPort } from '../support/scripted-port.ts'
import { quickTimers } from '../support/simulated-station.ts'

const imei = '352656100367872'

const identifyWith = (answers: string[]) => {
  const port = scriptedPort((written) => (written.startsWith('AT+CGMR') ? `${answers.shift()}\r\nOK\r\n` : 'OK\r\n'))
  return identify(openAtSession({ timers: quickTimers })(port), imei)
}

test('a firmware name damaged on the line is read again', async () => {
  expect(await identifyWith(['mfw_nrf+CEREG: 2', 'mfw_nrf9160_1.3.7'])).toMatchObject({
    firmware: { text: 'mfw_nrf9160_1.3.7' },
  })
})

test('a modem that gives the same name every time, and it is none, is refused with it', async () => {
  expect(await identifyWith(['my_own_build', 'my_own_build', 'my_own_build'])).toMatchObject({
    refused: 'firmware-malformed',
    params: { firmware: 'my_own_build' },
  })
})

test('a line that damages it each time in another way is to blame, not the modem', async () => {
  const error: unknown = await identifyWith(['mfw_n', 'mfw_n', 'fw_nrf9160_1.3.7']).catch((caught) => caught)
  expect(error).toBeInstanceOf(BenchError)
  expect(error).toMatchObject({ failure: { code: 'answer-garbled' } })
})
