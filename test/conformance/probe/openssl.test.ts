import { probe } from '../../../cli/probe/probe.ts'
import { factsOf } from '../../../core/modem/firmware-facts.ts'
import { parseFirmware } from '../../../core/modem/parse-firmware.ts'
import { createAuthority } from '../../support/tls/authority.ts'
import { createPki, ownHost, region, type TestPki } from '../../support/tls/sessions.ts'
import { describePeer, missingProgram } from '../support/peer.ts'
import { opensslFiles, opensslServer } from '../trace/openssl-session.ts'

describePeer('openssl s_server', missingProgram('openssl', ['version'], 'apt-get install -y openssl'), () => {
  let pki: TestPki
  beforeAll(async () => {
    pki = await createPki()
  })

  const against = async (args: string[], server: Partial<TestPki['server']> = {}, as = 'mfw_nrf9160_1.3.7') => {
    const files = opensslFiles({ ...pki, server: { ...pki.server, ...server } })
    const { port, stop } = await opensslServer([...files.server, ...args])
    const parsed = parseFirmware(as)
    if (!parsed.ok) throw new Error(parsed.says)
    try {
      return await probe({ madeUpClientId: () => 'probe' })({
        target: { host: ownHost, port: 8883, connectTo: { host: '127.0.0.1', port } },
        firmware: factsOf(parsed.firmware),
        ca: [pki.authority.certificate],
        clientId: 'one-at-a-time',
        timeoutMs: 1500,
      })
    } finally {
      await stop()
    }
  }

  test('TLS 1.3 only', async () => {
    const report = await against(['-tls1_3'])
    expect(report).toMatchObject({
      outcome: 'tls-refused-by-server',
      right: { ended: 'tls', by: 'server' },
      unlimited: { version: 'TLS 1.3' },
    })
    expect(report.says).toContain('alert protocol_version')
    expect(report.says).toContain('no nRF91 firmware speaks TLS 1.3')
  })

  test('an unknown CA', async () => {
    const report = await against(
      ['-tls1_2'],
      await (await createAuthority('Somebody')).issue('server', { names: region }),
    )
    expect(report).toMatchObject({ outcome: 'tls-refused-by-device', right: { ended: 'tls', by: 'device' } })
    expect(report.says).toContain('leads to none of the trust anchors')
  })

  test('an expired certificate', async () => {
    const day = 86_400_000
    const expired = await pki.authority.issue('server', {
      names: region,
      notBefore: new Date(Date.now() - 2 * day),
      notAfter: new Date(Date.now() - day),
    })
    const report = await against(['-tls1_2'], expired)
    expect(report).toMatchObject({ outcome: 'tls-refused-by-device', right: { ended: 'tls', by: 'device' } })
    expect(report.says).toContain("the server's certificate has expired")
  })

  test('a wrong name', async () => {
    const report = await against(['-tls1_2'], await pki.authority.issue('server', { names: ['mqtt.example.com'] }))
    expect(report).toMatchObject({ outcome: 'tls-refused-by-device', right: { ended: 'tls', by: 'device' } })
    expect(report.says).toContain('(mqtt.example.com) covers')
  })

  test('a suite only newer firmware has', async () => {
    const gcm = ['-tls1_2', '-cipher', 'ECDHE-ECDSA-AES128-GCM-SHA256']
    expect((await against(gcm, {}, 'mfw_nrf9160_1.2.3')).right).toMatchObject({
      ended: 'tls',
      outcome: 'tls-refused-by-server',
    })
    expect((await against(gcm, {}, 'mfw_nrf9160_1.2.7')).right).toMatchObject({ ended: 'mqtt' })
  })
})
