import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import type { TraceFacts } from '../../../core/trace/trace-facts.ts'
import { readFacts } from '../../support/capture/read-facts.ts'
import { missingProgram } from '../support/peer.ts'

/** Why nothing can be captured here, or undefined. */
export const missingTcpdump = (): string | undefined => {
  const missing = missingProgram('tcpdump', ['--version'], 'apt-get install -y tcpdump')
  if (missing !== undefined) return missing
  const { stderr } = spawnSync('tcpdump', ['-i', 'lo', '-w', '/dev/null'], { timeout: 1000, encoding: 'utf8' })
  return stderr.includes('listening on')
    ? undefined
    : 'tcpdump may not capture on lo; run the tests as root or with CAP_NET_RAW'
}

/** How tcpdump is told to capture; `any` with a link type gives Linux's cooked forms. */
export const forms = {
  Ethernet: ['-i', 'lo'],
  'Linux cooked': ['-i', 'any', '-y', 'LINUX_SLL'],
  'Linux cooked v2': ['-i', 'any', '-y', 'LINUX_SLL2'],
} as const

const patience = 10_000

/** Runs tcpdump while `act` runs, until what it captured satisfies `complete`; returns the capture file. */
export const captured = async (
  form: keyof typeof forms,
  port: number,
  act: () => Promise<unknown>,
  complete: (facts: TraceFacts) => boolean,
): Promise<Buffer> => {
  // In immediate mode each slot of the ring is as large as the snap length: the usual 256 KiB leave room for eight packets.
  const args = [...forms[form], '-s', '8192', '-U', '--immediate-mode', '-w', '-', 'tcp', 'port', String(port)]
  const tcpdump: ChildProcessByStdio<null, Readable, Readable> = spawn('tcpdump', args, {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const chunks: Buffer[] = []
  tcpdump.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  let said = ''
  while (!said.includes('listening on')) said += String((await once(tcpdump.stderr, 'data'))[0])
  try {
    await act()
    const until = Date.now() + patience
    while (!complete(readFacts(Buffer.concat(chunks)))) {
      if (Date.now() > until) throw new Error(`tcpdump did not capture what happened; it said: ${said}`)
      await wait(20)
    }
  } finally {
    const gone = once(tcpdump, 'close')
    tcpdump.kill('SIGINT')
    await gone
  }
  return Buffer.concat(chunks)
}
