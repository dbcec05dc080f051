import { type AtCommand, longestAtLine } from '../../core/modem/at-command.ts'
import { unsolicitedKind } from '../../core/modem/unsolicited.ts'
import { BenchError, fail } from '../failures/failure.ts'
import type { Port } from '../serial/port.ts'
import { type Timers, wait } from '../timers.ts'
import { type Collected, createAnswerCollector } from './answer-collector.ts'
import type { AtAnswer } from './at-answer.ts'
import { commandName } from './command-name.ts'
import { createLineReader } from './line-reader.ts'
import { resynchronize } from './resynchronize.ts'

/** One modem behind one port: one command in flight, each ended by a whole final line or a typed error. */
export interface AtSession {
  readonly port: string
  /**
   * Sends a command, at most `tries` times when the modem stays silent: more than once only what may be repeated.
   * Throws a `BenchError` when the port, the modem or the line fails.
   */
  send(command: AtCommand, tries?: number): Promise<AtAnswer>
  /** Sends one line to something that may be no modem: nothing is put right before, and it is sent once. */
  tryOut(command: AtCommand): Promise<AtAnswer>
  /** Waits until the line is quiet, at most 3 s. */
  drain(): Promise<void>
  /** Brings the line to the state where `AT` is answered, also from a parser that is stuck. */
  synchronize(): Promise<void>
  /** The last 4 KiB that came, as they came. */
  recent(): string
  close(): Promise<void>
}

export interface AtSessionDeps {
  timers: Timers
  /** How long a line must be silent to count as quiet; 200 ms (nrf91-modem.md 1.5). */
  quietMs?: number
  /** Notifications and log lines, as they come. */
  onAside?: (line: string) => void
}

interface InFlight {
  command: string
  take(line: { text: string; end: string }): Collected
  settle(result: AtAnswer | BenchError): void
}

const longestDrainMs = 3_000

/** Opens an AT session on a port. The caller drains first, because a unit that boots prints its log here. */
export const openAtSession =
  ({ timers, quietMs = 200, onAside = () => {} }: AtSessionDeps) =>
  (port: Port): AtSession => {
    const reader = createLineReader()
    let inFlight: InFlight | undefined
    let trouble: 'lost' | 'restarted' | 'late-answer' | undefined
    let onBytes = (): void => {}
    let recent = ''
    let queue: Promise<unknown> = Promise.resolve()

    const lost = (): void => {
      trouble = 'lost'
      inFlight?.settle(fail('port-lost', { port: port.name, during: commandName(inFlight.command) }))
    }
    port.stream.on('error', lost).on('close', lost).on('end', lost)

    port.stream.on('data', (bytes: Buffer) => {
      recent = (recent + bytes.toString('latin1')).slice(-4096)
      onBytes()
      for (const line of reader.push(bytes)) {
        if (!inFlight) {
          if (unsolicitedKind(line.text) === 'boot') trouble ??= 'restarted'
          else if (line.text.trim() !== '') onAside(line.text)
          continue
        }
        const collected = inFlight.take(line)
        if (collected.kind === 'aside') onAside(collected.text)
        if (collected.kind === 'answer') inFlight.settle(collected.answer)
        if (collected.kind === 'restarted')
          inFlight.settle(fail('modem-restarted', { port: port.name, command: commandName(inFlight.command) }))
      }
    })

    const exchange = (command: string, timeoutMs: number): Promise<AtAnswer> =>
      new Promise((resolve, reject) => {
        const shown = commandName(command)
        const cancel = timers.after(timeoutMs, () => {
          trouble ??= 'late-answer'
          inFlight?.settle(fail('no-answer', { port: port.name, command: shown, seconds: timeoutMs / 1000 }))
        })
        inFlight = {
          command,
          take: createAnswerCollector(command).take,
          settle: (result) => {
            cancel()
            inFlight = undefined
            if (result instanceof BenchError) reject(result)
            else resolve(result)
          },
        }
        // CRLF is a terminator in every mode of AT Host and Serial Modem; a lone CR is not (nrf91-modem.md 1.3).
        port.stream.write(Buffer.from(`${command}\r\n`, 'latin1'))
      })

    const drain = (): Promise<void> =>
      new Promise((resolve) => {
        const done = (): void => {
          onBytes = () => {}
          stopQuiet()
          stopLongest()
          resolve()
        }
        let stopQuiet = timers.after(quietMs, done)
        const stopLongest = timers.after(longestDrainMs, done)
        onBytes = () => {
          stopQuiet()
          stopQuiet = timers.after(quietMs, done)
        }
      })

    const ready = async (command: string): Promise<void> => {
      const was = trouble
      if (was === 'lost' || port.stream.destroyed)
        throw fail('port-lost', { port: port.name, during: commandName(command) })
      trouble = undefined
      if (was === 'restarted') throw fail('modem-restarted', { port: port.name, command: commandName(command) })
      if (was !== 'late-answer') return
      await synchronize()
      // The OK may have been the late one: the next answer must not be taken for that of the next command.
      await drain()
    }

    const sendRaw = (text: string): void => void port.stream.write(Buffer.from(text, 'latin1'))

    const synchronize = async (): Promise<void> => {
      await resynchronize({ port: port.name, exchange, drain, sendRaw, pause: (ms) => wait(timers, ms) })
      if (trouble !== 'lost') trouble = undefined
    }

    const sendNow = async ({ line, timeoutMs }: AtCommand, tries: number): Promise<AtAnswer> => {
      for (let left = tries; ; left--) {
        await ready(line)
        try {
          return await exchange(line, timeoutMs)
        } catch (error) {
          const again = error instanceof BenchError && error.failure.code === 'no-answer' && left > 1
          if (!again) throw error
        }
      }
    }

    const inTurn = <Result>(act: () => Promise<Result>): Promise<Result> => {
      const turn = queue.then(act)
      queue = turn.catch(() => {})
      return turn
    }

    return {
      port: port.name,
      drain,
      synchronize: () => inTurn(synchronize),
      recent: () => recent,
      close: port.close,
      tryOut: ({ line, timeoutMs }) => inTurn(() => exchange(line, timeoutMs)),
      send(command, tries = 1) {
        const name = commandName(command.line)
        const { length } = command.line
        if (length > longestAtLine)
          return Promise.reject(fail('command-too-long', { command: name, length, limit: longestAtLine }))
        if (command.line.split('"').length % 2 === 0)
          return Promise.reject(new RangeError(`${name} has an odd number of quotes: AT Host would wait for another.`))
        return inTurn(() => sendNow(command, tries))
      },
    }
  }
