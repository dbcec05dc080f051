import { parseFirmware } from '../../modem/parse-firmware.ts'
import { redact } from '../../modem/redact.ts'
import { direction } from '../capture/packet-sink.ts'
import { printable } from '../printable.ts'
import type { AtFacts } from './at-facts.ts'

const many = 256
/** CFUN values that switch LTE on (nrf91-modem 2.7). */
const lteOn = [1, 21]
const stats: Record<number, string> = {
  0: 'not registered',
  1: 'registered (home)',
  2: 'searching',
  3: 'denied by the network',
  4: 'unknown, out of coverage',
  5: 'registered (roaming)',
  90: 'SIM failure',
  91: 'no cell in the selected mode',
}
const keyWrite = /%CMNG\s*=\s*0\s*,\s*(\d{1,10})\s*,\s*2\s*,/i
const error = /^(\+CME ERROR: ?.*|\+CMS ERROR: ?.*|ERROR)$/m

/** Reads along while application and modem talk: firmware, IMEI, CFUN, CEREG, errors, and keys that should not be in a file. */
export class AtNotes {
  readonly facts: AtFacts = {
    packets: 0,
    firmware: null,
    imei: null,
    functionality: [],
    registration: [],
    attachMs: null,
    errors: [],
    privateKeysWritten: [],
  }
  #command = ''
  /** The command as it may be shown. */
  #shown = ''

  /** One AT packet; `way` says who spoke (Nordic's tools: outbound is the application's command). */
  packet(text: string, way: number, time: number): void {
    this.facts.packets += 1
    const isCommand = way === direction.outbound || (way === direction.unknown && /^\s*AT/i.test(text))
    if (isCommand) this.#sent(text.trim(), time)
    else this.#received(text, time)
  }

  #sent(command: string, time: number): void {
    this.#command = command.slice(0, 64)
    const functionality = /^AT\+CFUN=(\d{1,2})/i.exec(command)
    if (functionality && this.facts.functionality.length < many) {
      this.facts.functionality.push({ mode: Number(functionality[1]), time })
    }
    const key = keyWrite.exec(command.slice(0, 128)) ?? (/PRIVATE KEY-----/.test(command) ? ['', 'NaN'] : null)
    if (key && this.facts.privateKeysWritten.length < many) {
      this.facts.privateKeysWritten.push({ tag: Number(key[1]), time })
    }
    this.#shown = printable(redact(command.slice(0, 8192)).slice(0, 120))
  }

  #received(text: string, time: number): void {
    if (/^AT\+CGMR/i.test(this.#command)) this.#firmware(text)
    if (/^AT\+CGSN/i.test(this.#command)) this.facts.imei = /\b\d{15}\b/.exec(text)?.[0] ?? this.facts.imei
    for (const line of text.slice(0, 8192).matchAll(/^\+CEREG: ?([^\r\n]*)/gm)) this.#registration(line[1] ?? '', time)
    const failed = error.exec(text)?.[1]
    if (failed && this.#shown !== '' && this.facts.errors.length < many) {
      this.facts.errors.push({ command: this.#shown, error: printable(failed.trim().slice(0, 60)), time })
    }
  }

  #firmware(text: string): void {
    const line = text.split(/[\r\n]+/).find((candidate) => candidate.trim().startsWith('mfw'))
    const parsed = line === undefined ? null : parseFirmware(line)
    if (parsed?.ok) this.facts.firmware = parsed.firmware.text
  }

  /** The answer to a question leads with the notification level, a notification does not (3GPP 27.007 section 10.1.22). */
  #registration(values: string, time: number): void {
    const [first = '', second = ''] = values.split(',')
    const stat = Number(/^\d{1,2}$/.test(second) ? second : first)
    const { registration, functionality } = this.facts
    if (!Number.isInteger(stat) || registration.at(-1)?.stat === stat || registration.length >= many) return
    registration.push({ stat, says: stats[stat] ?? `stat ${stat}`, time })
    if (this.facts.attachMs !== null || (stat !== 1 && stat !== 5)) return
    const on = functionality.findLast(({ mode }) => lteOn.includes(mode))
    if (on) this.facts.attachMs = Math.round((time - on.time) / 1000)
  }
}
