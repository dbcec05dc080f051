import { at } from '../../core/modem/at-command.ts'
import { BenchError, fail } from '../failures/failure.ts'
import type { AtSession } from './at-session.ts'
import { heardText } from './heard-text.ts'
import { stripAnsi } from './strip-ansi.ts'

/** A Zephyr shell ends its prompt with `:~$ ` and no line end. */
const shellPrompt = /(\S{0,24}:~\$)\s*$/

const isBinary = (text: string): boolean =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: text on a serial line has none but these.
  text.length >= 16 && text.replace(/[\x20-\x7E\r\n\t\x1B\x08]/g, '').length > text.length / 4

/** Asked in a shell's own way: this changes nothing, and an AT shell passes it on. */
const passesAtOn = (session: AtSession): Promise<boolean> =>
  session.tryOut({ line: 'at AT', timeoutMs: 2_000, changesModem: false }).then(
    ({ ok }) => ok,
    () => false,
  )

/** Says what stands on a port that is no modem, from what was heard on it. */
const whatItIs = async (session: AtSession, cause: BenchError): Promise<BenchError> => {
  const { port } = session
  const heard = stripAnsi(session.recent())
  const prompt = shellPrompt.exec(heard)?.[1]
  if (isBinary(heard)) return fail('port-is-trace', { port }, { cause })
  if (prompt)
    return fail((await passesAtOn(session)) ? 'port-is-at-shell' : 'port-is-shell', { port, prompt }, { cause })
  if (cause.failure.code !== 'no-answer') return cause
  const line = heardText(
    heard
      .trim()
      .split(/[\r\n]+/)
      .at(-1) ?? '',
  )
  return line ? fail('port-is-log', { port, heard: line }, { cause }) : fail('port-silent', { port }, { cause })
}

/**
 * Proves that a port is a modem: it falls quiet, `AT` is answered with `OK`, and `AT+CGSN` with 15 digits.
 * Sends nothing that changes the modem. Throws a `BenchError` that names what is on the port instead.
 */
export const probeModem = async (session: AtSession): Promise<{ imei: string }> => {
  await session.drain()
  try {
    await session.synchronize()
  } catch (error) {
    throw error instanceof BenchError && error.failure.layer === 'modem' ? await whatItIs(session, error) : error
  }
  const answer = await session.send(at.imei(), 3)
  const imei = answer.lines.find((line) => /^\d{15}$/.test(line.trim()))?.trim()
  if (!answer.ok || !imei) {
    const heard = answer.ok ? heardText(answer.lines.join(' ')) : answer.text
    throw fail('not-a-modem', { port: session.port, command: 'AT+CGSN', heard })
  }
  return { imei }
}
