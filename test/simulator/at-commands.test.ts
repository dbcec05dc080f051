import { createModem } from '../../simulator/modem.ts'
import { seededRandom } from '../../simulator/random.ts'
import { imei } from './credentials.ts'
import { terminal } from './terminal.ts'

const on = (firmware: string) => terminal(createModem({ firmware, imei, random: seededRandom(1) }))

test.each([
  ['AT', ['OK']],
  ['at', ['OK']],
  ['AT+CGSN', [imei, 'OK']],
  ['AT+CGSN=1', [`+CGSN: "${imei}"`, 'OK']],
  ['AT+CGSN=2', ['+CGSN: "3526561094807801"', 'OK']],
  ['AT+CGSN=?', ['+CGSN: (0-3)', 'OK']],
  ['AT+CGSN=9', ['+CME ERROR: 50']],
  ['AT+CGMR', ['mfw_nrf9160_1.3.5', 'OK']],
  ['AT+CGMR?', ['+CME ERROR: 0']],
  ['AT+CGMM', ['nRF9160-SICA', 'OK']],
  ['AT+CGMI', ['Nordic Semiconductor ASA', 'OK']],
  ['AT%HWVERSION', ['%HWVERSION: nRF9160 SICA B1A', 'OK']],
  ['AT%SHORTSWVER', ['%SHORTSWVER: nrf9160_1.3.5', 'OK']],
  ['AT+CFUN?', ['+CFUN: 0', 'OK']],
  ['AT+CFUN=?', ['+CFUN: (0,1,2,4,20,21,30,31,40,41,44)', 'OK']],
  ['AT+CFUN=3', ['+CME ERROR: 50']],
  ['AT+CEREG?', ['+CEREG: 0,0', 'OK']],
  ['AT+CMEE?', ['+CMEE: 1', 'OK']],
  ['AT+CMEE=2', ['+CME ERROR: 50']],
  ['AT%NOSUCH=1', ['+CME ERROR: 0']],
  ['AT+XFACTORY', ['+CME ERROR: 0']],
  ['hello', ['ERROR']],
  ['ATX', ['ERROR']],
])('%s is answered by %j', async (command, answer) => {
  const modem = on('mfw_nrf9160_1.3.5')
  expect(await modem.ask('AT+CMEE=1')).toEqual(['OK'])
  expect(await modem.ask(command)).toEqual(answer)
})

test('without +CMEE every error is a bare ERROR', async () => {
  const modem = on('mfw_nrf9160_1.2.3')
  expect(await modem.ask('AT%KEYGEN=1,2,0')).toEqual(['ERROR'])
  expect(await modem.ask('AT%NOSUCH')).toEqual(['ERROR'])
})

test.each([
  ['mfw_nrf9160_1.2.8', 'AT%KEYGEN=1,2,0', '+CME ERROR: 0'],
  ['mfw_nrf9160_1.2.8', 'AT%ATTESTTOKEN', '+CME ERROR: 0'],
  ['mfw_nrf9160_1.3.7', 'AT%DEVICEUUID', '+CME ERROR: 0'],
  ['mfw_nrf9160_1.2.8', 'AT+CFUN=2', '+CME ERROR: 50'],
  ['mfw_nrf9160_1.3.0', 'AT+CFUN=2', 'OK'],
])('%s does not have what came later: %s', async (firmware, command, answer) => {
  const modem = on(firmware)
  await modem.ask('AT+CMEE=1')
  expect((await modem.ask(command)).at(-1)).toBe(answer)
})

test('a UUID of the build and one of the modem, each always the same', async () => {
  const modem = on('mfw_nrf91x1_2.0.2')
  const uuid = /^%\w+: [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
  const [build] = await modem.ask('AT%XMODEMUUID')
  const [device] = await modem.ask('AT%DEVICEUUID')
  expect(build).toMatch(uuid)
  expect(device).toMatch(uuid)
  expect(await modem.ask('AT%DEVICEUUID')).toEqual([device, 'OK'])
  expect(await on('mfw_nrf91x1_2.0.2').ask('AT%XMODEMUUID')).toEqual([build, 'OK'])
  expect(await on('mfw_nrf91x1_2.0.4').ask('AT%XMODEMUUID')).not.toEqual([build, 'OK'])
})

test('wrong firmware or IMEI is refused when the modem is made', () => {
  expect(() => createModem({ firmware: '1.2.3', imei })).toThrow('"1.2.3" is no modem firmware')
  expect(() => createModem({ firmware: 'mfw_nrf9160_1.2.3', imei: '352656109480784' })).toThrow(
    'check digit should be 3',
  )
})
