import type { Duplex } from 'node:stream'
import { parseImei } from '../core/device/imei.ts'
import { type FirmwareFacts, factsOf } from '../core/modem/firmware-facts.ts'
import { parseFirmware } from '../core/modem/parse-firmware.ts'
import { redact } from '../core/modem/redact.ts'
import type { CommandContext } from './at/command-family.ts'
import { finalResult, runCommand } from './at/run-command.ts'
import { createPorts } from './at-host/ports.ts'
import { createReceiver } from './at-host/receiver.ts'
import { createUart } from './at-host/uart.ts'
import { type ModemBehaviour, usualBehaviour } from './behaviour.ts'
import { type Clock, systemClock } from './clock.ts'
import { exactClock } from './exact-clock.ts'
import { type Fault, faultScript } from './faults.ts'
import { factoryState, freshSession, type ModemState, type StoredCredential } from './modem-state.ts'
import { type Random, systemRandom } from './random.ts'

export interface ModemOptions {
  /** Text of `AT+CGMR`. */
  firmware: string
  imei: string
  behaviour?: Partial<ModemBehaviour>
  faults?: readonly Fault[]
  /** What an earlier modem was, instead of a fresh one; its IMEI and firmware hold. */
  state?: ModemState
  random?: Random
  clock?: Clock
}

export interface Modem {
  readonly imei: string
  readonly firmware: string
  readonly facts: FirmwareFacts
  readonly behaviour: Readonly<ModemBehaviour>
  /** Connects a byte stream and answers how to disconnect it. The modem outlives any number of them. */
  attach(stream: Duplex): () => void
  /** A new stream to the modem, for a client in this process. */
  connect(): Duplex
  /** Pulls the cable: every stream is destroyed, the modem stays as it is. */
  unplug(): void
  /** Power cycle: settings of the session are lost, credentials stay, the banner is printed. */
  reset(): void
  /** A firmware update: credentials stay, the network history is lost (nrf91-modem.md 2.7). */
  updateFirmware(text: string): void
  addFault(fault: Fault): void
  /** Sends an unsolicited line. */
  notify(line: string): void
  /** The last thousand command lines, contents of credentials left out. */
  received(): readonly string[]
  /** A copy of everything the modem remembers, private keys included; plain JSON. */
  state(): ModemState
  /** What the modem's own TLS stack can use and no AT command gives out. */
  credential(tag: number, type: number): StoredCredential | undefined
}

const linesKept = 1000

/** An nRF91 modem behind AT Host, true to its firmware as far as nrf91-modem.md goes. Throws for a text that is no firmware or no IMEI. */
export function createModem(options: ModemOptions): Modem {
  const { random = systemRandom } = options
  const clock = exactClock(options.clock ?? systemClock)
  const behaviour: ModemBehaviour = { ...usualBehaviour, ...options.behaviour }
  const state = structuredClone(options.state) ?? checkedState(options, behaviour.bootMode, random)
  const script = faultScript(options.faults ?? [], () => random(4).readUInt32BE() / 2 ** 32)
  const log: string[] = []
  const context: CommandContext = {
    state,
    facts: factsFor(state.firmware),
    behaviour,
    random,
    clock,
    notify: (line) => uart.fromModem(`${line}\r\n`),
  }
  const answer = (line: string): void => {
    log.push(redact(line.trim()))
    if (log.length > linesKept) log.shift()
    const turn = {
      line,
      run: (other = line) => runCommand(other, context),
      refusal: (code: number) => `${finalResult(code, context)}\r\n`,
      send: uart.fromModem,
      reset,
      unplug: unplugAfterSending,
    }
    const fault = script.next(line)
    if (fault) fault(turn)
    else turn.send(turn.run())
  }
  const reset = (): void => {
    receiver.reset()
    state.session = freshSession(behaviour.bootMode)
    for (const line of behaviour.banner) context.notify(line)
  }
  const unplug = (): void => {
    uart.clear()
    ports.unplug()
  }
  const unplugAfterSending = (): void => {
    const sending = uart.sendingMs()
    if (sending > 0) clock.after(sending, unplug)
    else unplug()
  }
  const receiver = createReceiver(behaviour, clock, answer, () => uart.sendingMs())
  const ports = createPorts((bytes) => uart.fromHost(bytes))
  const uart = createUart(behaviour, clock, { toModem: receiver.receive, toHost: ports.send })

  return {
    get imei() {
      return state.imei
    },
    get firmware() {
      return state.firmware
    },
    get facts() {
      return context.facts
    },
    behaviour,
    attach: ports.attach,
    connect: ports.connect,
    unplug,
    reset,
    updateFirmware: (text) => {
      context.facts = factsFor(text)
      state.firmware = context.facts.firmware.text
      state.networkHistory = false
      reset()
    },
    addFault: (fault) => script.add(fault),
    notify: context.notify,
    received: () => [...log],
    state: () => structuredClone(state),
    credential: (tag, type) =>
      structuredClone(state.credentials.find((item) => item.tag === tag && item.type === type)),
  }
}

function checkedState({ imei, firmware }: ModemOptions, bootMode: number, random: Random): ModemState {
  const parsed = parseImei(imei)
  if (!parsed.ok) throw new TypeError(parsed.says)
  return factoryState(parsed.imei, factsFor(firmware).firmware.text, bootMode, random)
}

function factsFor(text: string): FirmwareFacts {
  const parsed = parseFirmware(text)
  if (!parsed.ok) throw new TypeError(parsed.says)
  return factsOf(parsed.firmware)
}
