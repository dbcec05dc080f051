import { type AtSession, openAtSession } from '../../../bench/at/at-session.ts'
import { BenchError } from '../../../bench/failures/failure.ts'
import { at } from '../../../core/modem/at-command.ts'
import { manualTimers, settle } from '../support/manual-timers.ts'
import { scriptedPort } from '../support/scripted-port.ts'

const open = (reply?: (written: string) => string | undefined) => {
  const timers = manualTimers()
  const port = scriptedPort(reply)
  const aside: string[] = []
  const session = openAtSession({ timers, onAside: (line) => aside.push(line) })(port)
  return { timers, port, aside, session }
}

/** The code of the BenchError that a promise rejects with, or what it resolved to. */
const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    (value) => value,
    (error) => (error instanceof BenchError ? error.failure.code : error),
  )

const command = (line: string) => ({ line, timeoutMs: 15_000, changesModem: false })

const answering = (text: string) => () => text

describe('a final result', () => {
  test('ends an answer and gives its lines, with AT Host and with Serial Modem framing', async () => {
    const host = open(answering('352656109480783\r\nOK\r\n'))
    const serialModem = open(answering('\r\n352656109480783\r\n\r\nOK\r\n'))
    const expected = { ok: true, lines: ['352656109480783'] }
    expect(await host.session.send(command('AT+CGSN'))).toEqual(expected)
    expect(await serialModem.session.send(command('AT+CGSN'))).toEqual(expected)
    expect(host.port.written).toEqual(['AT+CGSN\r\n'])
  })

  test.each([
    ['ERROR\r\n', { ok: false, lines: [], text: 'ERROR', code: undefined }],
    ['+CME ERROR: 513\r\n', { ok: false, lines: [], text: '+CME ERROR: 513', code: 513 }],
    ['\r\n+CMS ERROR: 500\r\n', { ok: false, lines: [], text: '+CMS ERROR: 500', code: 500 }],
  ])('%j is an answer, not silence', async (text, expected) => {
    expect(await open(answering(text)).session.send(command('AT%CMNG=2,4567,0'))).toEqual(expected)
  })

  test('counts only as a whole line: OK inside another line ends nothing', async () => {
    const { session, port, timers } = open(answering('%KEYGEN: "MIOK\r\nOKOK\r\n NOT OK\r\nERRORS\r\n'))
    const code = codeOf(session.send(command('AT%KEYGEN=1,2,0')))
    await timers.advance(14_999)
    expect(port.written).toHaveLength(1)
    await timers.advance(1)
    expect(await code).toBe('no-answer')
  })

  test('is recognised in any portions, and with CR, LF or CRLF line ends', async () => {
    const { session, port } = open()
    for (const end of ['\r', '\n', '\r\n']) {
      const answer = session.send(command('AT+CGMR'))
      await settle()
      for (const char of `mfw_nrf9160_1.3.5${end}OK${end}`) port.says(char)
      expect(await answer).toEqual({ ok: true, lines: ['mfw_nrf9160_1.3.5'] })
    }
  })
})

describe('what else comes on the line', () => {
  test('notifications and log lines are set aside, before, between and inside answers', async () => {
    const pem = '-----BEGIN CERTIFICATE-----\nMIID\n'
    const { session, aside } = open(
      answering(
        `+CEREG: 2\r\n%CMNG: 7,0,"AB","${pem}[00:00:12.345,678] <inf> app: tick\r\n+CSCON: 1\r\n-----END CERTIFICATE-----\n"\r\n%XTIME: "0"\r\nOK\r\n`,
      ),
    )
    expect(await session.send(command('AT%CMNG=2,7,0'))).toEqual({
      ok: true,
      lines: [`%CMNG: 7,0,"AB","${pem}-----END CERTIFICATE-----\n"`],
    })
    expect(aside).toEqual(['+CEREG: 2', '[00:00:12.345,678] <inf> app: tick', '+CSCON: 1', '%XTIME: "0"'])
  })

  test('a quoted answer keeps its own line ends, byte for byte, also when CR and LF come apart', async () => {
    const { session, port } = open()
    const answer = session.send(command('AT%CMNG=2,7,0'))
    await settle()
    for (const part of ['%CMNG: 7,0,"AB","a\r', '\nb\nc\r', 'd"\r\nOK', '\r\n']) port.says(part)
    expect((await answer).lines).toEqual(['%CMNG: 7,0,"AB","a\r\nb\nc\rd"'])
  })

  test('a notification that was asked for is the answer', async () => {
    const { session } = open(answering('+CEREG: 5,1\r\nOK\r\n'))
    expect((await session.send(command('AT+CEREG?'))).lines).toEqual(['+CEREG: 5,1'])
  })

  test('an echo of a command, also of one over several lines, is no answer', async () => {
    const { session } = open((written) => `${written}OK\r\n`)
    expect(await session.send(command('AT%CMNG=0,7,0,"a\nb\n"'))).toEqual({ ok: true, lines: [] })
  })

  test('colour codes of a shell do not hide a result', async () => {
    const { session } = open(answering('\x1b[1;32mOK\x1b[0m\r\n'))
    expect((await session.send(command('AT'))).ok).toBe(true)
  })
})

describe('one command at a time', () => {
  test('the next one waits for the final result of the one before', async () => {
    const { session, port } = open()
    const answers = [session.send(command('AT+CGMR')), session.send(command('AT+CGSN'))]
    await settle()
    expect(port.written).toEqual(['AT+CGMR\r\n'])
    port.says('one\r\nOK\r\n')
    await settle()
    port.says('two\r\nOK\r\n')
    expect((await Promise.all(answers)).map(({ lines }) => lines[0])).toEqual(['one', 'two'])
  })

  test('a command too long for AT Host is not sent, and its content is not in the error', async () => {
    const { session, port } = open()
    const secret = 'A'.repeat(4090)
    const error: unknown = await session.send(command(`AT%CMNG=0,7,2,"${secret}"`)).catch((caught) => caught)
    expect(error).toMatchObject({ failure: { code: 'command-too-long', params: { length: 4106, limit: 4095 } } })
    expect(String(error)).not.toContain('AAAA')
    expect(port.written).toEqual([])
  })

  test('4095 characters are still sent', async () => {
    const { session } = open(answering('OK\r\n'))
    expect((await session.send(command(`AT%CMNG=0,7,2,"${'A'.repeat(4095 - 16)}"`))).ok).toBe(true)
  })

  test('a command that would leave a string open is a bug, and is not sent', async () => {
    const { session, port } = open()
    await expect(session.send(command('AT%CMNG=0,7,0,"a'))).rejects.toThrow('odd number of quotes')
    expect(port.written).toEqual([])
  })
})

describe('a modem that fails', () => {
  test('to answer is asked again when the command allows it, after the line is in step again', async () => {
    let asked = 0
    const { session, port, timers } = open((written) => {
      if (written !== 'AT+CGSN\r\n') return 'OK\r\n'
      return ++asked === 1 ? undefined : '352656109480783\r\nOK\r\n'
    })
    const answer = session.send(at.imei(), 3)
    await timers.advance(2_500)
    expect((await answer).lines).toEqual(['352656109480783'])
    expect(port.written).toEqual(['AT+CGSN\r\n', 'AT\r\n', 'AT+CGSN\r\n'])
  })

  test('in time gets no credit for its late answer: it is not taken for that of the next command', async () => {
    const { session, port, timers } = open((written) => (written === 'AT+CFUN?\r\n' ? '+CFUN: 4\r\nOK\r\n' : undefined))
    const late = codeOf(session.send(command('AT%CMNG=1')))
    await timers.advance(15_000)
    expect(await late).toBe('no-answer')
    const next = session.send(command('AT+CFUN?'))
    await settle()
    port.says('%CMNG: 7,0,"00"\r\nOK\r\n')
    await settle()
    port.says('OK\r\n')
    await timers.advance(200)
    expect((await next).lines).toEqual(['+CFUN: 4'])
  })

  test.each(['*** Booting nRF Connect SDK v2.7.0 ***', 'The AT host sample started', 'Ready'])(
    'by restarting in mid-answer is named by its banner %j',
    async (banner) => {
      const { session } = open(answering(`%CMNG: 7,0,"AB\r\n${banner}\r\n`))
      expect(await codeOf(session.send(command('AT%CMNG=1')))).toBe('modem-restarted')
    },
  )

  test('by restarting between two commands does not get the second: its settings are gone', async () => {
    const { session, port } = open()
    port.says('Ready\r\n')
    await settle()
    expect(await codeOf(session.send(command('AT%CMNG=1')))).toBe('modem-restarted')
    expect(port.written).toEqual([])
  })
})

describe('a port that goes away', () => {
  test.each([
    ['in mid-command', undefined],
    ['with an error', new Error('EIO')],
  ])('%s ends the command and all after it', async (_, error) => {
    const { session, port } = open()
    const answer = codeOf(session.send(command('AT%CMNG=0,7,2,"secret"')))
    await settle()
    port.unplug(error)
    expect(await answer).toBe('port-lost')
    expect(await codeOf(session.send(command('AT')))).toBe('port-lost')
    await session
      .send(command('AT%CMNG=0,7,2,"secret"'))
      .catch((caught) => expect(String(caught)).not.toContain('secret'))
  })
})

describe('a parser that is stuck', () => {
  /** AT Host as its source reads: terminators inside quotes are none, and a full buffer drops even the quote. */
  const atHost = (buffer: string) => {
    let open = (buffer.split('"').length - 1) % 2 === 1
    return (written: string): string => {
      let out = ''
      for (const char of written) {
        if (char === '\b') buffer = buffer.slice(0, -1)
        else if (char === '\r' && !open) {
          if (buffer.trim() !== '') out += buffer.trim() === 'AT' ? 'OK\r\n' : 'ERROR\r\n'
          buffer = ''
        } else if (buffer.length < 4095) {
          if (char === '"') open = !open
          buffer += char
        }
      }
      return out
    }
  }
  const free = async (session: AtSession, timers: { advance(ms: number): Promise<void> }) => {
    const done = session.synchronize()
    await timers.advance(20_000)
    await done
    return (await session.send(command('AT'))).ok
  }

  test('inside a string is freed by a quote', async () => {
    const { session, timers } = open(atHost('AT%CMNG=0,7,0,"-----BEGIN'))
    expect(await free(session, timers)).toBe(true)
  })

  test('with a full buffer is freed by backspaces and a quote', async () => {
    const { session, timers } = open(atHost(`AT%CMNG=0,7,0,"${'A'.repeat(4080)}`))
    expect(await free(session, timers)).toBe(true)
  })

  test('that was not stuck but only mute while it booted works afterwards', async () => {
    const host = atHost('')
    let mute = true
    const { session, timers } = open((written) => {
      const answer = host(written)
      return mute ? undefined : answer
    })
    const done = session.synchronize()
    await timers.advance(2_100)
    mute = false
    await timers.advance(20_000)
    await done
    expect((await session.send(command('AT'))).ok).toBe(true)
  })
})

test('drain waits for 200 ms of silence, and no longer than 3 s', async () => {
  const { session, port, timers } = open()
  let drained = 0
  session.drain().then(() => drained++)
  await timers.advance(150)
  port.says('[00:00:00.250,000] <inf> boot\r\n')
  await timers.advance(199)
  expect(drained).toBe(0)
  await timers.advance(1)
  expect(drained).toBe(1)
  session.drain().then(() => drained++)
  for (let i = 0; i < 30; i++) {
    port.says('tick\r\n')
    await timers.advance(100)
  }
  expect(drained).toBe(2)
})
