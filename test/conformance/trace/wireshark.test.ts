import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onLink } from '../../support/capture/links.ts'
import { pcapFile } from '../../support/capture/pcap-file.ts'
import { readFacts, readReport } from '../../support/capture/read-facts.ts'
import { sessionPackets } from '../../support/capture/session-packets.ts'
import { modemCapture } from '../../support/capture/story-capture.ts'
import { createPki, otherHost, ownHost, recordDevice, type TestPki } from '../../support/tls/sessions.ts'
import { describePeer, missingProgram } from '../support/peer.ts'

describePeer('trace × wireshark', missingProgram('tshark', ['--version'], 'apt-get install -y tshark'), () => {
  let pki: TestPki
  let folder: string
  let original: string
  const at = (name: string) => join(folder, name)
  const run = (program: string, ...args: string[]) =>
    execFileSync(program, args, { stdio: ['ignore', 'pipe', 'ignore'], encoding: 'utf8' })
  const fields = (file: string, ...names: string[]) =>
    run(
      'tshark',
      '-r',
      file,
      '-d',
      'tcp.port==8883,tls',
      '-T',
      'fields',
      ...names.flatMap((name) => ['-e', name]),
      '-E',
      'separator=|',
    )
  const given = { account: { dataAts: ownHost } }

  beforeAll(async () => {
    pki = await createPki()
    folder = mkdtempSync(join(tmpdir(), 'mintmark-wireshark-'))
    const passed = await recordDevice(pki, {
      after: 'close',
      servername: otherHost,
      client: { ALPNProtocols: ['x-amzn-mqtt-ca'] },
    })
    const packets = sessionPackets(passed).map((packet) => ({ ...packet, bytes: onLink(1, packet.bytes) }))
    original = at('original.pcap')
    writeFileSync(original, pcapFile(1, packets))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  const conversions: [string, (out: string) => unknown][] = [
    ['pcapng', (out) => run('editcap', '-F', 'pcapng', original, out)],
    ['pcap with nanoseconds', (out) => run('editcap', '-F', 'nsecpcap', original, out)],
    ['raw IP', (out) => run('editcap', '-F', 'pcap', '-T', 'rawip', '-C', '14', '-L', original, out)],
    ['exported PDUs', (out) => run('tshark', '-r', original, '-U', 'IP', '-w', out)],
    [
      'packets in disorder',
      (out) => {
        const parts = [1, 2, 3, 4].map((n) => at(`part-${n}.pcap`))
        for (const [n, part] of parts.entries())
          run('editcap', '-r', '-F', 'pcap', original, part, `${3 * n + 1}-${n === 3 ? 99 : 3 * n + 3}`)
        // Concatenated, not sorted: the second part comes last.
        run(
          'mergecap',
          '-a',
          '-F',
          'pcap',
          '-w',
          out,
          ...[parts[0], parts[2], parts[1], parts[3]].filter((part) => part !== undefined),
        )
      },
    ],
    [
      'several interfaces of several link types',
      (out) => {
        const raw = at('raw.pcap')
        run('editcap', '-r', '-F', 'pcap', '-T', 'rawip', '-C', '14', '-L', original, raw, '1-6')
        const rest = at('rest.pcap')
        run('editcap', '-r', '-F', 'pcap', original, rest, '7-99')
        run('mergecap', '-F', 'pcapng', '-w', out, raw, rest)
      },
    ],
  ]

  test.each(conversions)('%s, made by its tools, give the same verdict', (name, convert) => {
    const out = at(name.replace(/\W/g, '-'))
    convert(out)
    const report = readReport(readFileSync(out), given)
    expect(report).toMatchObject({ outcome: 'closed-after-connect', cause: 'wrong-host' })
    expect(report.connections[0]?.tls).toMatchObject({ sni: otherHost, clientCertificate: { id: pki.device.id } })
    expect(report.capture.notes).toEqual([])
  })

  test('a snap length of 96 bytes cuts certificates away, and the report says so', () => {
    const out = at('short')
    run('editcap', '-s', '96', '-F', 'pcap', original, out)
    const report = readReport(readFileSync(out), given)
    expect(report.capture.notes.join()).toContain('snap length')
    expect(report.connections[0]?.tls).toMatchObject({ captureIncomplete: true })
  })

  test('tshark and we read the same from the same handshake', () => {
    const [connection] = readFacts(readFileSync(original)).connections
    const tls = connection?.carried?.tls
    const one = (field: string) =>
      fields(original, field)
        .split('\n')
        .find((line) => line.trim() !== '')
        ?.trim()
    expect(one('tls.handshake.extensions_server_name')).toBe(tls?.hello?.sni)
    expect(one('tls.handshake.extensions_alpn_str')).toBe(tls?.hello?.alpn.join())
    const certificates = fields(original, 'tls.handshake.certificate')
      .split('\n')
      .filter((line) => line.trim() !== '')
    expect(certificates).toHaveLength(2)
    const messages = fields(original, 'tls.handshake.type')
      .split('\n')
      .flatMap((line) => line.split(','))
      .filter((type) => type.trim() !== '')
    const clear = tls?.messages.filter(({ message }) => message !== 'Finished') ?? []
    expect(messages.map((type) => Number(type)).filter((type) => type !== 20)).toHaveLength(clear.length)
    const bytes = fields(original, 'tls.record.content_type', 'tls.record.length')
      .split('\n')
      .flatMap((line) => {
        const [types = '', lengths = ''] = line.split('|')
        return types.split(',').map((type, n) => (type === '23' ? Number(lengths.split(',')[n]) : 0))
      })
    expect(bytes.reduce((sum, n) => sum + n, 0)).toBe((tls?.data.client.bytes ?? 0) + (tls?.data.server.bytes ?? 0))
  })

  test('our captures of a modem are what its dissectors take for AT and IP', () => {
    const file = at('modem.pcapng')
    const [, packets] = [pki, sessionPackets([{ from: 'client', bytes: Buffer.from('hello') }])]
    writeFileSync(file, modemCapture('mfw_nrf9160_1.2.3', packets))
    const protocols = fields(file, '_ws.col.Protocol', '_ws.col.Info')
    expect(protocols).toContain('AT|Sent AT Command: AT+CGMR')
    expect(protocols).toContain('Rcvd AT Command: mfw_nrf9160_1.2.3')
    expect(protocols).toMatch(/TCP\|49152 .* 8883/)
  })
})
