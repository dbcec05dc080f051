import { unsolicitedKind } from '../../core/modem/unsolicited.ts'
import { BenchError, fail } from '../failures/failure.ts'
import type { Port } from '../serial/port.ts'
import type { Timers } from '../timers.ts'
import { type Collected, createAnswerCollector } from './answer-collector.ts'
import type { AtAnswer } from './at-answer.ts'
import { commandTimeout } from './command-timeout.ts'
import { createLineReader } from './line-reader.ts'
import { redactCommand } from './redact-command.ts'
import { resynchronize } from './resynchronize.ts'

/** AT Host keeps 4096 bytes with the final NUL and drops the rest in silence, closing quote and all (nrf91-modem.md 1.3). */
export const longestCommand = 4095

export interface SendOptions {
  /** Instead of the command's usual time. */
  timeoutMs?: number
  /** How often in all; more than once only for commands that may be repeated. */
  tries?: number
}

/** One modem behind one port: one command in flight, each ended by a whole final line or a typed error. */
export interface AtSession {
  readonly port: string
  /** Sends a command (without its terminator). Throws a `BenchError` when the port, the modem or the line fails. */
  send(command: string, options?: SendOptions): Promise<AtAnswer>
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
      inFlight?.settle(fail('port-lost', { port: port.name, during: redactCommand(inFlight.command) }))
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
          inFlight.settle(fail('modem-restarted', { port: port.name, command: redactCommand(inFlight.command) }))
      }
    })

    const exchange = (command: string, timeoutMs: number): Promise<AtAnswer> =>
      new Promise((resolve, reject) => {
        const shown = redactCommand(command)
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
        throw fail('port-lost', { port: port.name, during: redactCommand(command) })
      trouble = undefined
      if (was === 'restarted') throw fail('modem-restarted', { port: port.name, command: redactCommand(command) })
      if (was !== 'late-answer') return
      await synchronize()
      // The OK may have been the late one: the next answer must not be taken for that of the next command.
      await drain()
    }

    const sendRaw = (text: string): void => void port.stream.write(Buffer.from(text, 'latin1'))

    const synchronize = async (): Promise<void> => {
      await resynchronize({ port: port.name, exchange, drain, sendRaw })
      if (trouble !== 'lost') trouble = undefined
    }

    const sendNow = async (command: string, { timeoutMs = commandTimeout(command), tries = 1 }: SendOptions) => {
      for (let left = tries; ; left--) {
        await ready(command)
        try {
          return await exchange(command, timeoutMs)
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
      send(command, options = {}) {
        const shown = redactCommand(command)
        if (command.length > longestCommand)
          return Promise.reject(
            fail('command-too-long', { command: shown, length: command.length, limit: longestCommand }),
          )
        if (command.split('"').length % 2 === 0)
          return Promise.reject(
            new RangeError(`${shown} has an odd number of quotes: AT Host would wait for another one.`),
          )
        return inTurn(() => sendNow(command, options))
      },
    }
  }
