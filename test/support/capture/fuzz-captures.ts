import { renderTrace } from '../../../cli/render/trace.ts'
import { compareTraces } from '../../../core/trace/compare/compare-traces.ts'
import { createPki, otherHost, ownHost, recordDevice } from '../tls/sessions.ts'
import { onLink } from './links.ts'
import { mutate } from './mutate.ts'
import { pcapFile, type WrittenPacket } from './pcap-file.ts'
import { pcapngWriter } from './pcapng-file.ts'
import { readReport } from './read-facts.ts'
import { sessionPackets } from './session-packets.ts'
import { modemCapture } from './story-capture.ts'

/** Whole captures of every kind to mutate: both formats, every link type, both IP versions, TLS 1.2 and 1.3, AT packets. */
export const captureCorpus = async (): Promise<Buffer[]> => {
  const pki = await createPki()
  const closed = await recordDevice(pki, { after: 'close', servername: otherHost })
  const modern = await recordDevice(pki, { after: 'answer', servername: ownHost, client: { maxVersion: 'TLSv1.3' } })
  const six = { client: '2001:db8::2', server: '2001:db8::9' }
  const on = (link: number, packets: WrittenPacket[], variant = '') =>
    packets.map((packet) => ({ ...packet, bytes: onLink(link, packet.bytes, variant) }))
  const ng = pcapngWriter(false)
  const links = [1, 101, 113, 276, 0, 108, 252]
  const mixed = Buffer.concat([
    ng.section(),
    ...links.map((link) => ng.interface(link)),
    ...sessionPackets(closed, six).map((packet, n) => {
      const link = n % links.length
      return ng.packet({ ...packet, bytes: onLink(links[link] ?? 1, packet.bytes, 'big'), interface: link })
    }),
  ])
  const first = closed[0]
  const trace = Buffer.concat([Buffer.alloc(600, 0x81), first && 'bytes' in first ? first.bytes : Buffer.alloc(0)])
  return [
    pcapFile(1, on(1, sessionPackets(closed), 'vlan')),
    pcapFile(1, on(1, sessionPackets(modern, six)), { little: false, nanoseconds: true }),
    pcapFile(113, on(113, sessionPackets(closed, { segment: 40 }))),
    pcapFile(101, sessionPackets(modern, { segment: 3 }).slice(0, 600)),
    modemCapture('mfw_nrf9160_1.2.3', sessionPackets(closed), ['AT%CMNG=0,7,2,"key"', 'ERROR\r\n']),
    mixed,
    trace,
  ]
}

const slow = 5000
const account = { dataAts: ownHost }

/** Judges `count` mutated captures; returns what went wrong, by seed, so that each can be run again alone. */
export const fuzzCaptures = (corpus: readonly Buffer[], count: number, firstSeed: number): string[] => {
  const wrong: string[] = []
  const whole = readReport(corpus[4] ?? Buffer.alloc(0), { account })
  for (let seed = firstSeed; seed < firstSeed + count; seed += 1) {
    const start = performance.now()
    try {
      const report = readReport(mutate(corpus, seed), { account })
      const text = `${renderTrace(report)}${compareTraces(whole, report).says}`
      // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not reach a terminal.
      const control = /[\x00-\x09\x0b-\x1f\x7f-\x9f]/.exec(text + JSON.stringify(report))
      if (control) wrong.push(`seed ${seed}: control code ${control[0].charCodeAt(0)} in the report`)
    } catch (error) {
      wrong.push(`seed ${seed}: ${(error as Error).stack}`)
    }
    const elapsed = performance.now() - start
    if (elapsed > slow) wrong.push(`seed ${seed}: took ${Math.round(elapsed)} ms`)
  }
  return wrong
}
