/** One command on its way through the modem, as a fault may bend it. */
export interface Turn {
  line: string
  /** Runs the command (or another one in its place) and gives what the modem would send. */
  run(line?: string): string
  /** A refusal with this CME error, without running anything. */
  refusal(code: number): string
  send(text: string): void
  reset(): void
  unplug(): void
}

const reports = '+CEREG: 2\r\n'
const logLine = '[00:00:07.261,047] <inf> app: network searching\r\n'
const half = (text: string): string => text.slice(0, Math.ceil(text.length / 2))
const beforeEachLine = (text: string, insert: string): string => text.replace(/^(?=[^\r\n])/gm, insert)

/** What can go wrong between a bench and a modem, by name (nrf91-modem.md 1.3, 1.5, 6). */
const faultActions = {
  /** The modem is still active on the first tries. */
  'answer-518-then-ok': (turn) => turn.send(turn.refusal(518)),
  'answer-error': (turn) => turn.send('ERROR\r\n'),
  'answer-memory-full': (turn) => turn.send(turn.refusal(515)),
  /** The command never arrives. */
  silent: () => {},
  /** The command is done, its answer lost. */
  'drop-answer': (turn) => void turn.run(),
  'half-answer': (turn) => turn.send(half(turn.run())),
  'reset-before': (turn) => turn.reset(),
  'reset-mid-answer': (turn) => {
    turn.send(half(turn.run()))
    turn.reset()
  },
  'urc-between-lines': (turn) => turn.send(beforeEachLine(turn.run(), reports)),
  'urc-inside-line': (turn) => {
    const text = turn.run()
    turn.send(`${half(text)}${reports}${text.slice(half(text).length)}`)
  },
  'log-between-lines': (turn) => turn.send(beforeEachLine(turn.run(), logLine)),
  'write-ok-but-corrupt': (turn) => turn.send(turn.run(corrupted(turn.line))),
  /** A terminal or a tool on the way that turns LF into CRLF. */
  'write-ok-but-crlf': (turn) => turn.send(turn.run(turn.line.replaceAll('\n', '\r\n'))),
  /** The same, with spaces: firmware that checks certificates refuses it, older firmware stores it. */
  'write-ok-but-flattened': (turn) => turn.send(turn.run(turn.line.replaceAll('\n', ' '))),
  'write-ok-but-lost': (turn) => turn.send('OK\r\n'),
  /** The library failed, and AT Host prints its buffer: the command comes back and no result. */
  'echo-without-result': (turn) => turn.send(`${turn.line.trimStart()}\r\n`),
  'unplug-before': (turn) => turn.unplug(),
  'unplug-after': (turn) => {
    turn.run()
    turn.unplug()
  },
  'unplug-mid-answer': (turn) => {
    turn.send(half(turn.run()))
    turn.unplug()
  },
} as const satisfies Record<string, (turn: Turn) => void>

export type FaultName = keyof typeof faultActions
export const faultNames = Object.keys(faultActions) as readonly FaultName[]

export interface Fault {
  name: FaultName
  /** Which command lines it bends. */
  command: RegExp
  /** How often; once by default. */
  times?: number
  /** How many matching commands pass unharmed first. */
  after?: number
  /** Chance between 0 and 1 that it strikes a matching command, drawn from the modem's randomness. */
  chance?: number
}

export interface FaultScript {
  add(fault: Fault): void
  /** The fault that strikes this line, used up by asking. */
  next(line: string): ((turn: Turn) => void) | undefined
}

export function faultScript(faults: readonly Fault[], draw: () => number): FaultScript {
  const pending = faults.map(begin)
  return {
    add: (fault) => pending.push(begin(fault)),
    next: (line) => {
      for (const entry of pending) {
        if (entry.times <= 0 || !entry.fault.command.test(line.trim())) continue
        if (entry.after > 0) {
          entry.after--
          continue
        }
        if (draw() >= (entry.fault.chance ?? 1)) continue
        entry.times--
        return faultActions[entry.fault.name]
      }
      return undefined
    },
  }
}

function begin(fault: Fault) {
  // A regular expression with a memory would match every second time only.
  const command = new RegExp(fault.command.source, fault.command.flags.replace(/[gy]/g, ''))
  return { fault: { ...fault, command }, times: fault.times ?? 1, after: fault.after ?? 0 }
}

/** The same command with one character of its quoted content changed, as noise on the line would. */
function corrupted(line: string): string {
  const at = line.indexOf('"') + Math.ceil((line.lastIndexOf('"') - line.indexOf('"')) / 2)
  const other = line[at] === 'A' ? 'B' : 'A'
  return `${line.slice(0, at)}${other}${line.slice(at + 1)}`
}
