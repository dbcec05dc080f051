import { join } from 'node:path'
import type { TraceFacts } from '../../../core/trace/trace-facts.ts'
import { readFacts, readReport } from '../../support/capture/read-facts.ts'
import { createPki, otherHost, ownHost, type TestPki } from '../../support/tls/sessions.ts'
import { describePeer, missingProgram } from '../support/peer.ts'
import { opensslClient, opensslFiles, opensslServer } from './openssl-session.ts'
import { captured, missingTcpdump } from './tcpdump.ts'

const missing = missingProgram('openssl', ['version'], 'apt-get install -y openssl') ?? missingTcpdump()

describePeer('trace × openssl', missing, () => {
  let pki: TestPki
  let files: ReturnType<typeof opensslFiles>
  beforeAll(async () => {
    pki = await createPki()
    files = opensslFiles(pki)
  })

  /** One or more clients against one server, captured; the handshakes are openssl's on both sides. */
  const session = async (serverArgs: string[], ...clients: string[][]): Promise<Buffer> => {
    const server = await opensslServer([...files.server, ...serverArgs])
    const ended = ({ connections }: TraceFacts) =>
      connections.filter(({ close, carried }) => close !== null && carried?.tls).length >= clients.length
    const act = async () => {
      for (const args of clients) opensslClient(server.port, args)
    }
    try {
      return await captured('Ethernet', server.port, act, ended)
    } finally {
      await server.stop()
    }
  }
  const asked = ['-Verify', '1', '-verify_quiet']
  const tlsOf = (file: Buffer, index = 0) => {
    const tls = readFacts(file).connections[index]?.carried?.tls
    if (!tls) throw new Error('no TLS session was captured')
    return tls
  }

  test('TLS 1.2 with a client certificate, by its ID', async () => {
    const tls = tlsOf(
      await session(
        ['-tls1_2', '-CAfile', files.ca, ...asked],
        ['-servername', otherHost, '-alpn', 'x-amzn-mqtt-ca', '-CAfile', files.ca, ...files.device],
      ),
    )
    expect(tls).toMatchObject({
      version: 'TLS 1.2',
      hello: { sni: otherHost, alpn: ['x-amzn-mqtt-ca'] },
      clientCertificate: { seen: 'sent', certificate: { id: pki.device.id } },
      serverCertificate: { seen: 'sent', certificate: { id: pki.server.id } },
    })
    expect(tls.data.client.bytes).toBeGreaterThan(0)
  })

  test.each([
    ['ECDHE-ECDSA-AES256-SHA384', 'TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384'],
    ['ECDHE-ECDSA-AES256-SHA', 'TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA'],
    ['ECDHE-ECDSA-AES128-SHA256', 'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256'],
    ['ECDHE-ECDSA-AES128-SHA', 'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA'],
    ['ECDHE-ECDSA-AES128-GCM-SHA256', 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256'],
  ])('the suite %s of the modem, encrypt-then-MAC or not', async (openssl, iana) => {
    const tls = tlsOf(await session(['-tls1_2'], ['-servername', ownHost, '-cipher', openssl]))
    expect(tls.cipher).toBe(iana)
    expect(tls.hello?.ciphers).toContain(iana)
    expect(tls.completed).not.toBeNull()
  })

  test('a client that does not know the root sends unknown_ca, and is the one who refused', async () => {
    const report = readReport(await session(['-tls1_2'], ['-servername', ownHost, '-verify_return_error']), {
      account: { dataAts: ownHost },
    })
    expect(report).toMatchObject({
      outcome: 'tls-refused-by-device',
      cause: 'server-not-trusted',
      evidence: 'measured',
    })
    expect(report.says).toContain('alert unknown_ca')
  })

  test('a server that needs a certificate and gets none', async () => {
    const report = readReport(await session(['-tls1_2', '-CAfile', files.ca, ...asked], ['-servername', ownHost]), {
      account: { dataAts: ownHost },
    })
    expect(report).toMatchObject({
      outcome: 'tls-refused-by-server',
      cause: 'no-client-certificate',
      evidence: 'measured',
    })
  })

  test('a server for TLS 1.3 only, and a client for TLS 1.2 only', async () => {
    const report = readReport(await session(['-tls1_3'], ['-servername', ownHost, '-tls1_2']), {
      account: { dataAts: ownHost },
    })
    expect(report).toMatchObject({ outcome: 'tls-refused-by-server', cause: 'no-common-version-or-cipher' })
    expect(report.connections[0]?.tls?.alerts).toContain('server fatal protocol_version')
  })

  test('a session that is resumed by ticket shows no certificates', async () => {
    const saved = join(files.folder, 'session')
    const file = await session(
      ['-tls1_2'],
      ['-servername', ownHost, '-sess_out', saved],
      ['-servername', ownHost, '-sess_in', saved],
    )
    expect(tlsOf(file, 0)).toMatchObject({ resumed: false, ticketIssued: true })
    expect(tlsOf(file, 1)).toMatchObject({
      resumed: true,
      hello: { sessionTicket: 'offered' },
      serverCertificate: { seen: 'resumed' },
    })
  })

  test('TLS 1.3, also after a HelloRetryRequest', async () => {
    const file = await session(['-tls1_3', '-groups', 'P-384'], ['-servername', ownHost, '-groups', 'P-256:P-384'])
    const tls = tlsOf(file)
    expect(tls).toMatchObject({
      version: 'TLS 1.3',
      cipher: 'TLS_AES_256_GCM_SHA384',
      hello: { sni: ownHost },
      inferred: true,
    })
    expect(tls.messages.filter(({ message }) => message === 'ClientHello')).toHaveLength(2)
  })
})
