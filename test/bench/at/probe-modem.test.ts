import { openAtSession } from '../../../bench/at/at-session.ts'
import { probeModem } from '../../../bench/at/probe-modem.ts'
import { BenchError } from '../../../bench/failures/failure.ts'
import { manualTimers } from '../support/manual-timers.ts'
import { scriptedPort } from '../support/scripted-port.ts'

const probe = async (reply: (written: string) => string | undefined) => {
  const timers = manualTimers()
  const port = scriptedPort(reply)
  const probed = probeModem(openAtSession({ timers })(port)).then(
    (found) => ({ found }),
    (error) => ({ failure: error instanceof BenchError ? error.failure : error }),
  )
  await timers.advance(60_000)
  return { ...(await probed), written: port.written }
}

test('a modem is one that answers AT and tells 15 digits', async () => {
  const { written, ...result } = await probe((text) => (text === 'AT\r\n' ? 'OK\r\n' : '352656109480783\r\nOK\r\n'))
  expect(result).toEqual({ found: { imei: '352656109480783' } })
  expect(written).toEqual(['AT\r\n', 'AT+CGSN\r\n'])
})

test.each([
  ['silence', () => undefined, 'port-silent', 'Nothing on test-port answers AT.'],
  ['a shell', () => 'AT: command not found\r\n\x1b[1;32mmosh:~$ \x1b[0m', 'port-is-shell', 'prompt "mosh:~$"'],
  ['a modem trace', () => '\xEF\xBE\xAD\xDE\x03\x01\x90\xFF'.repeat(8), 'port-is-trace', 'binary'],
  ['a log', () => '[00:00:01.000,000] <inf> app: alive\r\n', 'port-is-log', 'app: alive'],
  ['a machine that refuses all', () => 'ERROR\r\n', 'not-a-modem', 'answered AT with "ERROR"'],
  ['a machine that says OK to everything', () => 'OK\r\n', 'not-a-modem', 'answered AT+CGSN with ""'],
])('%s is named as what it is', async (_, reply, code, sentence) => {
  const { failure } = (await probe(reply as () => string | undefined)) as { failure: BenchError['failure'] }
  expect(failure).toMatchObject({ layer: 'modem', code })
  expect(failure.says).toContain(sentence)
  expect(failure.next).not.toBe('')
})

test('half a key that an interrupted write left behind is not repeated when the line is named', async () => {
  const half = 'MHcCAQEEIDdhbTJtYW5kYWxvcmlhbmFuZHRoZWdyb2d1AAAA'
  const said = [`AT%CMNG=0,16842753,2,"-----BEGIN EC PRIVATE KEY-----\n${half}\r\n`]
  const { failure } = (await probe(() => said.shift())) as { failure: BenchError['failure'] }
  expect(failure).toMatchObject({ code: 'port-is-log', params: { heard: `<${half.length} characters>` } })
  const other = await probe((text) => (text === 'AT\r\n' ? 'OK\r\n' : `${half}\r\nOK\r\n`))
  expect(JSON.stringify(other)).not.toContain(half.slice(0, 20))
})

test('nothing that could change a device is sent to a port that is none', async () => {
  const { written } = await probe(() => undefined)
  expect(written.filter((text) => !['', 'AT\r\n', '"\r\n'].includes(text.replaceAll('\b', '')))).toEqual([])
})
