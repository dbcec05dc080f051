import type { FlashResult } from '../../../bench/flash/flash-result.ts'
import { registerInspect } from '../../../cli/commands/inspect.ts'
import type { Profile } from '../../../core/api/profile.ts'
import type { Finding } from '../../../core/endpoint/endpoint-check.ts'
import type { Reached } from '../../../simulator/dialects/line-between.ts'
import { createModem, type Modem, type ModemOptions } from '../../../simulator/modem.ts'
import { serveTcp } from '../../../simulator/serve-tcp.ts'
import { runCommand } from '../../cli/run-command.ts'
import { settle } from '../support/manual-timers.ts'
import { simulatedBench } from '../support/simulated-bench.ts'
import { type StandInCloud, standInCloud, standInProfile } from '../support/stand-in-cloud.ts'

export const tag = 16842753
export const imei = '352656100367872'
/** The newest firmware of each generation: digests and no check of certificates, and both. */
export const trusting = 'mfw_nrf9160_1.3.7'
export const checking = 'mfw_nrf91x1_2.0.4'

export interface Case extends Partial<ModemOptions> {
  profile?: Partial<Profile>
  /** Bytes that came before us. */
  typed?: string
  /** What stands between the port and the modem. */
  through?: (modem: Modem) => Reached
  cloud?: (cloud: StandInCloud) => void
}

export interface Flashed {
  result: FlashResult
  /** What the operator reads: what is so, and what to do. */
  reads: string
  modem: Modem
  cloud: StandInCloud
  /** Flashes the same unit once more. */
  again(): Promise<FlashResult>
}

const readsOf = (result: FlashResult): string => {
  if (result.outcome === 'confirmed') return 'confirmed'
  const { says, next } = result.outcome === 'refused' ? result.refusal : result.failure
  return `${says} ${next}`
}

/** Puts one unit through the real way of a flash, with a stand-in for the cloud and a named fault in its modem. */
export const flashUnit = async ({ profile, typed, through, cloud: set, ...modemOptions }: Case): Promise<Flashed> => {
  const cloud = standInCloud(standInProfile(profile))
  set?.(cloud)
  const modem = createModem({ firmware: trusting, imei, ...modemOptions })
  if (typed !== undefined) {
    modem.connect().write(typed, 'latin1')
    await settle()
  }
  const bench = simulatedBench(cloud)
  const stream = through?.(modem).connect()
  const port = stream && { name: 'sim', stream, close: async () => void stream.destroy() }
  const result = await bench.flash(modem, port && { port })
  return { result, reads: readsOf(result), modem, cloud, again: () => bench.flash(modem) }
}

/** Stores a text as some other tool would have, whatever it is. */
export const writeAs = async (modem: Modem, items: readonly (readonly [type: number, text: string])[]) => {
  const line = modem.connect()
  line.write('AT+CFUN=4\r\n')
  for (const [type, text] of items) line.write(`AT%CMNG=0,${tag},${type},"${text}"\r\n`, 'latin1')
  await settle()
  line.destroy()
}

/** `mintmark inspect` on the modem's port: exit status, rules of its findings, and all it prints. */
export const inspectUnit = async (modem: Modem, ...args: string[]) => {
  const tcp = await serveTcp(modem, 0)
  try {
    const { result } = await runCommand(registerInspect, [
      'inspect',
      '--port',
      `tcp://127.0.0.1:${tcp.port}`,
      '--tag',
      `${tag}`,
      ...args,
    ])
    const { findings, check } = result.json as { findings: Finding[]; check?: { outcome: string; findings: Finding[] } }
    return { exit: result.exit, text: result.text, rules: findings.map(({ rule }) => rule), outcome: check?.outcome }
  } finally {
    await tcp.close()
  }
}
