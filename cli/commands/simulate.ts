import { randomInt } from 'node:crypto'
import { parseImei } from '../../core/device/imei.ts'
import { luhnDigit } from '../../core/device/luhn.ts'
import { parseFirmware } from '../../core/modem/parse-firmware.ts'
import { dialectNames, dialects } from '../../simulator/dialects/dialects.ts'
import { faultNames } from '../../simulator/faults.ts'
import { latencyBy, latencyClasses } from '../../simulator/latency.ts'
import { createModem, type Modem } from '../../simulator/modem.ts'
import { seededRandom, systemRandom } from '../../simulator/random.ts'
import { MissingSocatError, servePty } from '../../simulator/serve-pty.ts'
import { serveTcp } from '../../simulator/serve-tcp.ts'
import { type CommandContext, type CommandResult, exit, type RegisterCommand, UsageError } from '../command.ts'
import { baudFrom, dialectFrom, faultFrom, latencyFrom } from '../simulate/line-options.ts'

interface SimulateOptions {
  mfw: string
  imei?: string
  pty?: string
  tcp?: string
  baud?: string
  latency: string[]
  fault: string[]
  dialect?: string
  seed?: string
}

/** TACs that begin with 001 are for test equipment (GSMA TS.06), so a simulated unit is never mistaken for a real one. */
const testTac = '00101300'

const examples = `
Examples:
  mintmark simulate --mfw mfw_nrf9160_1.3.7 --pty /tmp/modem
  mintmark simulate --mfw mfw_nrf91x1_2.0.4 --imei 352656109480783 --tcp 4000
  mintmark simulate --mfw mfw_nrf91x1_2.0.4 --pty /tmp/modem --baud 115200 --latency keygen=1500..3000 --latency store=40
Speaks AT Host; as fast as the port goes, unless --baud gives every byte its time.
Classes of --latency: ${latencyClasses.join(', ')}.
Faults: ${faultNames.join(', ')}.
Dialects: ${dialectNames.join(', ')}. The modem keeps its credentials until this command ends with Ctrl-C.`

/** `mintmark simulate`: a modem without a board, for anybody's tool. */
export const registerSimulate: RegisterCommand = (program, run) => {
  program
    .command('simulate')
    .description('put a simulated nRF91 modem behind a serial port or a TCP port')
    .requiredOption('--mfw <text>', 'modem firmware, as AT+CGMR prints it')
    .option('--imei <digits>', 'IMEI; a new test IMEI where none is given')
    .option('--pty <path>', 'path of the serial port to make (needs socat)')
    .option('--tcp <port>', 'TCP port on 127.0.0.1; 0 takes a free one')
    .option('--baud <rate>', 'let every byte take the time of this rate, both ways')
    .option('--latency <class=ms>', 'how long a class of commands takes, or a range: keygen=1500..3000', collect, [])
    .option('--fault <name=command>', 'bend the first command that matches: drop-answer=KEYGEN', collect, [])
    .option('--dialect <name>', 'what stands in front of the modem instead of AT Host')
    .option('--seed <text>', 'same seed, same keys and latencies; for repeating a run, never for a real device')
    .addHelpText('after', examples)
    .action((options: SimulateOptions) => run((context) => simulate(options, context)))
}

const simulate = async (options: SimulateOptions, context: CommandContext): Promise<CommandResult> => {
  const firmware = parseFirmware(options.mfw)
  if (!firmware.ok) throw new UsageError(`--mfw: ${firmware.says}`)
  const imei = imeiFrom(options.imei)
  const { listed, text } = firmware.firmware
  if (!listed) context.progress(`${text} is in no table of ours: what it can do is inferred from similar firmware`)
  const random = options.seed === undefined ? systemRandom : seededRandom(options.seed)
  const behaviour = {
    latencyMs: latencyBy(Object.fromEntries(options.latency.map(latencyFrom)), random),
    ...(options.baud === undefined ? {} : { baudRate: baudFrom(options.baud) }),
  }
  const modem = createModem({ firmware: text, imei, random, behaviour, faults: options.fault.map(faultFrom) })
  const reached = options.dialect === undefined ? modem : dialects[dialectFrom(options.dialect)](modem)
  const served = { imei, firmware: text, attach: reached.attach }
  if (options.pty !== undefined && options.tcp === undefined) return onPty(served, options.pty, context)
  if (options.tcp !== undefined && options.pty === undefined) return onTcp(served, portFrom(options.tcp), context)
  throw new UsageError('say where: --pty PATH or --tcp PORT, one of them')
}

/** A modem as a port needs it. */
type Served = Pick<Modem, 'imei' | 'firmware' | 'attach'>

const onPty = async (modem: Served, path: string, context: CommandContext): Promise<CommandResult> => {
  let served: Awaited<ReturnType<typeof servePty>>
  try {
    served = await servePty(modem, path)
  } catch (error) {
    return noPort(error instanceof MissingSocatError ? 'socat-missing' : 'pty-failed', error)
  }
  announce({ pty: path }, modem, context)
  const lost = await Promise.race([stopped(context.signal), served.lost])
  if (lost !== undefined) return noPort('pty-lost', lost)
  await served.close()
  return done
}

const onTcp = async (modem: Served, port: number, context: CommandContext): Promise<CommandResult> => {
  let served: Awaited<ReturnType<typeof serveTcp>>
  try {
    served = await serveTcp(modem, port)
  } catch (error) {
    return noPort('tcp-failed', error)
  }
  announce({ tcp: served.port }, modem, context)
  await stopped(context.signal)
  await served.close()
  return done
}

const done: CommandResult = { exit: exit.done, json: { stopped: true }, text: '' }

const announce = (
  where: { pty: string } | { tcp: number },
  { imei, firmware: mfw }: Served,
  { emit }: CommandContext,
) => emit({ ...where, imei, mfw }, JSON.stringify({ ...where, imei, mfw }))

const stopped = (signal: AbortSignal): Promise<undefined> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve(undefined)
    signal.addEventListener('abort', () => resolve(undefined), { once: true })
  })

const noPort = (code: string, error: unknown): CommandResult => {
  const says = error instanceof Error ? error.message : String(error)
  return { exit: exit.modem, json: { error: { layer: 'port', code, says } }, text: says }
}

const imeiFrom = (text: string | undefined): string => {
  if (text === undefined) {
    const digits = `${testTac}${String(randomInt(1_000_000)).padStart(6, '0')}`
    return `${digits}${luhnDigit(digits)}`
  }
  const parsed = parseImei(text)
  if (!parsed.ok) throw new UsageError(`--imei: ${parsed.says}`)
  return parsed.imei
}

const collect = (value: string, before: string[]): string[] => [...before, value]

const portFrom = (text: string): number => {
  const port = Number(text)
  if (/^\d+$/.test(text) && port <= 65_535) return port
  throw new UsageError(`--tcp is a port from 0 to 65535, not "${text}"`)
}
