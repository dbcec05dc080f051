import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { KeySource } from '../../core/api/profile.ts'
import { createModem, type ModemOptions } from '../../simulator/modem.ts'
import { serveTcp } from '../../simulator/serve-tcp.ts'
import { holdsAPair } from '../bench/support/simulated-bench.ts'
import { type StoryCloud, securityTag } from './local-cloud.ts'
import type { MortalAgent } from './mortal-agent.ts'
import { imeiOf } from './unit.ts'

/** Where an agent dies: with so many journal lines on the disk, or at the n-th AT command, done by the modem or never seen by it. */
export type KillPoint = { at: 'line' | 'command-done' | 'command-lost'; n: number }

export const keySourceWays: [KeySource, string][] = [
  ['modem', 'mfw_nrf91x1_2.0.4'],
  ['station', 'mfw_nrf9160_1.2.3'],
  ['cloud', 'mfw_nrf9160_1.2.0'],
]

let units = 0
const nextImei = () => imeiOf(500_000 + units++)

const journalOf = (story: StoryCloud, orderId: string) => join(story.folder, `${orderId}.jsonl`)

/** Every point at which an agent that flashes such a unit can die, counted on one that lives. */
export const killPoints = async (story: StoryCloud, source: KeySource, firmware: string): Promise<KillPoint[]> => {
  const { orderId } = await story.openOrder(1, { keySources: [source] })
  const modem = createModem({ firmware, imei: nextImei() })
  const result = await story.flash(modem, orderId)
  if (result.outcome !== 'confirmed') throw new Error(JSON.stringify(result))
  const lines = (await readFile(journalOf(story, orderId), 'utf8')).trimEnd().split('\n').length
  const each = (at: KillPoint['at'], first: number, last: number): KillPoint[] =>
    Array.from({ length: last - first + 1 }, (_, i) => ({ at, n: first + i }))
  const commands = modem.received().length
  return [...each('line', 0, lines), ...each('command-done', 1, commands), ...each('command-lost', 1, commands)]
}

const keyBody = (pem: string | undefined): string | undefined => pem?.split('\n')[1]

/** Kills an agent there, starts another, and answers what is wrong afterwards; nothing, if all is well. */
export const killAndRestart = async (
  story: StoryCloud,
  source: KeySource,
  firmware: string,
  point: KillPoint,
): Promise<string[]> => {
  const { orderId } = await story.openOrder(1, { keySources: [source] })
  const imei = nextImei()
  let commands = 0
  let die = (): void => {}
  const options: ModemOptions = {
    firmware,
    imei,
    behaviour: {
      latencyMs: () => {
        commands++
        if (point.at !== 'line' && commands === point.n) die()
        return 0
      },
    },
    ...(point.at === 'command-lost' ? { faults: [{ name: 'silent', command: /./, after: point.n - 1 }] } : {}),
  }
  const modem = createModem(options)
  const tcp = await serveTcp(modem, 0)
  const { accessKeyId, secretAccessKey } = story.station
  const { apiUrl, region } = story.cloud.ready
  const task: MortalAgent = {
    apiUrl,
    region,
    accessKeyId,
    secretAccessKey,
    port: `tcp://127.0.0.1:${tcp.port}`,
    orderId,
    journal: journalOf(story, orderId),
    ...(point.at === 'line' ? { diesAtLine: point.n } : {}),
  }
  const agent = spawn(process.execPath, [join(import.meta.dirname, 'mortal-agent.ts'), JSON.stringify(task)], {
    stdio: 'ignore',
  })
  die = () => void agent.kill('SIGKILL')
  const [, signal] = await once(agent, 'close')
  await tcp.close()
  const complaints: string[] = []
  const complain = (says: string) => complaints.push(`${source}, ${point.at} ${point.n}: ${says}`)
  if (signal !== 'SIGKILL') complain(`the agent was not killed (${signal})`)
  const keys = [keyBody(modem.credential(securityTag, 2)?.content)]

  // Another slot: another port, the same journal.
  const result = await story.flash(modem, orderId)
  if (result.outcome !== 'confirmed') complain(JSON.stringify(result))
  keys.push(keyBody(modem.credential(securityTag, 2)?.content))
  const certificates = await story.certificatesOf(imei)
  if (certificates.length !== 1 || certificates[0]?.status !== 'ACTIVE')
    complain(`certificates ${JSON.stringify(certificates)}`)
  if ((await story.spentOf(orderId)) !== 1) complain(`${await story.spentOf(orderId)} units are spent`)
  if (!holdsAPair(modem, securityTag)) complain('the modem holds no pair')
  for (const file of await readdir(story.folder)) {
    if (!file.endsWith('.jsonl')) continue
    const text = await readFile(join(story.folder, file), 'utf8')
    if (/PRIVATE KEY/.test(text) || keys.some((key) => key !== undefined && text.includes(key)))
      complain(`a private key is in ${file}`)
  }
  return complaints
}
