import { narrowBridge } from '../../../simulator/dialects/narrow-bridge.ts'
import { serialModem } from '../../../simulator/dialects/serial-modem.ts'
import { shell } from '../../../simulator/dialects/shell.ts'
import { createModem } from '../../../simulator/modem.ts'
import { imei } from '../credentials.ts'
import { terminal } from '../terminal.ts'

const modem = () => createModem({ firmware: 'mfw_nrf9160_1.3.7', imei })

const seen = async (source: { connect: ReturnType<typeof modem>['connect'] }, typed: string): Promise<string> => {
  const at = terminal(source.connect())
  at.type(typed)
  return at.read()
}

test('Serial Modem puts blank lines around answers, skips garbage before AT, and refuses what is none or too long', async () => {
  expect(await seen(serialModem(modem()), 'AT+CGSN\r\n')).toBe(`\r\n${imei}\r\n\r\nOK\r\n`)
  expect(await seen(serialModem(modem()), 'AT\r\n')).toBe('\r\nOK\r\n')
  expect(await seen(serialModem(modem()), 'xyAT\r\n')).toBe('\r\nOK\r\n')
  expect(await seen(serialModem(modem()), 'hello\r\n')).toBe('\r\nERROR\r\n')
  expect(await seen(serialModem(modem()), `AT%CMNG=0,1,0,"${'A'.repeat(4100)}"\r\nAT\r\n`)).toBe(
    '\r\nERROR\r\n\r\nOK\r\n',
  )
})

test('a certificate with its line feeds goes through Serial Modem whole, and through a narrow one not at all', async () => {
  const [wide, narrow] = [modem(), modem()]
  const write = `AT%CMNG=0,1,0,"${'line\n'.repeat(200)}"\r\n`
  await seen(serialModem(wide), write)
  expect(wide.credential(1, 0)?.content).toBe('line\n'.repeat(200))
  expect(await seen(serialModem(narrow, 768), write)).toBe('')
  expect(narrow.credential(1, 0)).toBeUndefined()
})

test('a shell echoes, knows no AT, and passes on what follows "at"', async () => {
  const prompt = '\x1b[1;32mmosh:~$ \x1b[m'
  expect(await seen(shell(modem()), 'AT\r')).toBe(`AT\r\nAT: command not found\r\n${prompt}`)
  expect(await seen(shell(modem()), 'at AT\r')).toBe(`at AT\r\nOK\r\n${prompt}`)
  expect(await seen(shell(modem(), { passesAt: false, prompt: 'uart:~$ ' }), 'at AT\r')).toContain(
    'at: command not found',
  )
})

test('a narrow bridge passes short commands and cuts long ones', async () => {
  const unit = modem()
  expect(await seen(narrowBridge(unit, 64), 'AT+CGSN\r\n')).toBe(`${imei}\r\nOK\r\n`)
  expect(await seen(narrowBridge(unit, 64), `AT%CMNG=0,1,0,"${'A'.repeat(100)}"\r\n`)).toBe('')
})
