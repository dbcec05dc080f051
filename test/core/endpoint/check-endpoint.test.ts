import { checkEndpoint, findingIds } from '../../../core/endpoint/check-endpoint.ts'
import type { AccountEndpoints, DeviceConnection } from '../../../core/endpoint/endpoint-check.ts'

const right = 'a1b2c3d4e5-ats.iot.eu-west-1.amazonaws.com'
const stranger = 'zzzzzzzzzz-ats.iot.eu-west-1.amazonaws.com'
const account: AccountEndpoints = {
  dataAts: right,
  domainConfigurations: [
    {
      name: 'fleet',
      domainName: 'mqtt.example.com',
      status: 'ENABLED',
      serverCertificateStatus: 'VALID',
      serviceType: 'DATA',
    },
    {
      name: 'off',
      domainName: 'off.example.com',
      status: 'DISABLED',
      serverCertificateStatus: 'VALID',
      serviceType: 'DATA',
    },
    {
      name: 'bad',
      domainName: 'bad.example.com',
      status: 'ENABLED',
      serverCertificateStatus: 'INVALID',
      serviceType: 'DATA',
    },
    {
      name: 'managed',
      domainName: 'd012345678901234567890-ats.iot.eu-west-1.amazonaws.com',
      status: 'ENABLED',
      serviceType: 'DATA',
    },
    {
      name: 'modern',
      domainName: 'modern.example.com',
      status: 'ENABLED',
      serverCertificateStatus: 'VALID',
      serviceType: 'DATA',
      securityPolicy: 'IoTSecurityPolicy_TLS13_1_3_2022_10',
    },
    {
      name: 'plain443',
      domainName: 'plain443.example.com',
      status: 'ENABLED',
      serverCertificateStatus: 'VALID',
      serviceType: 'DATA',
      applicationProtocol: 'SECURE_MQTT',
    },
  ],
}

function check(device: Partial<DeviceConnection>, at: AccountEndpoints = account) {
  const result = checkEndpoint({
    account: at,
    firmware: 'mfw_nrf9160_1.2.3',
    hostname: right,
    certificateMode: 'DEFAULT',
    ...device,
  })
  return { ...result, ids: result.findings.map((finding) => finding.rule) }
}
const old = { firmware: 'mfw_nrf9160_1.2.0' }

describe('the story', () => {
  test("another account's host connects on 1.2.0, by accident", () => {
    const { outcome, findings } = check({ ...old, hostname: stranger })
    expect(outcome).toBe('connects-by-accident')
    expect(findings[0]).toMatchObject({ rule: 'connects-by-accident', severity: 'error', evidence: 'inferred' })
    expect(findings[0]?.fix).toContain(right)
  })

  test('and is closed after CONNECT on 1.2.3', () => {
    const { outcome, ids, findings } = check({ hostname: stranger })
    expect(outcome).toBe('closed-after-connect')
    expect(ids).toEqual(['host-other-account'])
    expect(findings[0]?.fix).toContain(right)
    expect(findings[0]?.fix).not.toMatch(/null/i)
  })

  test('NULL connects, with a warning that is inferred and a fix that names the right host', () => {
    const { outcome, findings } = check({ hostname: null })
    expect(outcome).toBe('connects')
    expect(findings).toEqual([
      expect.objectContaining({ rule: 'host-null', severity: 'warning', evidence: 'inferred' }),
    ])
    expect(findings[0]?.fix).toContain(right)
  })

  test('the right host connects on both', () => {
    expect(check({})).toMatchObject({ outcome: 'connects', findings: [] })
    expect(check(old)).toMatchObject({ outcome: 'connects', ids: ['firmware-no-sni'] })
  })

  test('1.2.0 with an SNI_ONLY certificate does not connect', () => {
    expect(check({ ...old, certificateMode: 'SNI_ONLY' })).toMatchObject({
      outcome: 'closed-after-connect',
      ids: ['certificate-sni-only'],
    })
  })
})

describe('whom the host name names', () => {
  test.each([
    [`${right} `, 'dns-fails', 'host-white-space'],
    [`https://${right}`, 'dns-fails', 'host-scheme'],
    [`${right}/mqtt`, 'dns-fails', 'host-path'],
    [`${right}:8883`, 'dns-fails', 'host-port'],
    ['', 'dns-fails', 'host-empty'],
    ['my_host.example.com', 'dns-fails', 'host-not-a-name'],
    ['54.72.1.2', 'tls-refused-by-device', 'host-ip-literal'],
    [`${right}.`, 'closed-after-connect', 'host-trailing-dot'],
    ['a1b2c3d4e5.iot.eu-west-1.amazonaws.com', 'tls-refused-by-device', 'host-missing-ats'],
    ['a1b2c3d4e5.ats.iot.eu-west-1.amazonaws.com', 'tls-refused-by-device', 'host-ats-form'],
    ['a1b2c3d4e5.ats.iot.cn-north-1.amazonaws.com.cn', 'closed-after-connect', 'host-other-partition'],
    ['a1b2c3d4e5-ats.iot.us-gov-west-1.amazonaws.com', 'closed-after-connect', 'host-other-partition'],
    ['a1b2c3d4e5-ats.iot.us-east-1.amazonaws.com', 'closed-after-connect', 'host-other-region'],
    [stranger, 'closed-after-connect', 'host-other-account'],
    ['a1b2c3d4e5.credentials.iot.eu-west-1.amazonaws.com', 'tcp-fails', 'host-credentials'],
    ['a1b2c3d4e5.jobs.iot.eu-west-1.amazonaws.com', 'tcp-fails', 'host-jobs'],
    ['iot.eu-west-1.amazonaws.com', 'tcp-fails', 'host-control-plane'],
    ['off.example.com', 'closed-after-connect', 'host-domain-disabled'],
    ['bad.example.com', 'tls-refused-by-device', 'host-domain-certificate'],
    ['iot.example.org', 'tls-refused-by-device', 'host-unknown-name'],
    ['xxx.amazonaws.com', 'tls-refused-by-device', 'host-unknown-name'],
  ])('%j: %s', (hostname, outcome, rule) => {
    const result = check({ hostname })
    expect(result.outcome).toBe(outcome)
    expect(result.ids).toContain(rule)
    expect(result.findings.find((finding) => finding.rule === rule)?.fix).toContain(right)
  })

  test("a wrong host is wrong on 1.2.0 too, unless the Region's certificate covers it", () => {
    expect(check({ ...old, hostname: 'iot.example.org' }).outcome).toBe('tls-refused-by-device')
    expect(check({ ...old, hostname: 'a1b2c3d4e5-ats.iot.us-east-1.amazonaws.com' }).outcome).toBe(
      'closed-after-connect',
    )
    expect(check({ ...old, hostname: `${right}.` }).outcome).toBe('connects-by-accident')
  })

  test('upper case is a warning', () => {
    expect(check({ hostname: right.toUpperCase() })).toMatchObject({ outcome: 'connects', ids: ['host-upper-case'] })
  })

  test('the FIPS endpoint knows the device by its certificate alone', () => {
    const hostname = 'data.iot-fips.eu-west-1.amazonaws.com'
    expect(check({ hostname })).toMatchObject({ outcome: 'connects', ids: ['host-fips'] })
    expect(check({ hostname, certificateMode: 'SNI_ONLY' })).toMatchObject({
      outcome: 'closed-after-connect',
      ids: ['certificate-sni-only', 'host-fips'],
    })
    expect(check({ hostname, connectHost: right })).toMatchObject({
      outcome: 'tls-refused-by-device',
      ids: ['host-fips-refused'],
    })
  })

  test('in China and in GovCloud the right host is right', () => {
    for (const dataAts of [
      'a1b2c3.ats.iot.cn-north-1.amazonaws.com.cn',
      'a1b2c3-ats.iot.us-gov-west-1.amazonaws.com',
    ]) {
      expect(check({ hostname: dataAts }, { dataAts })).toMatchObject({ outcome: 'connects', findings: [] })
    }
  })

  test('where the socket goes and what TLS names are two things', () => {
    const elsewhere = 'a1b2c3d4e5-ats.iot.us-east-1.amazonaws.com'
    expect(check({ hostname: elsewhere, connectHost: right }).outcome).toBe('tls-refused-by-device')
    expect(check({ hostname: right, connectHost: elsewhere })).toMatchObject({ outcome: 'tls-refused-by-device' })
    expect(check({ hostname: null, connectHost: `${right} ` }).outcome).toBe('dns-fails')
    expect(check({ hostname: '', connectHost: right })).toMatchObject({ outcome: 'connects', ids: ['host-null'] })
  })

  test('an expected endpoint that is the legacy one is pointed out', () => {
    const legacy = 'a1b2c3d4e5.iot.eu-west-1.amazonaws.com'
    const result = check({ hostname: legacy }, { dataAts: legacy })
    expect(result.ids).toEqual(['expected-endpoint-legacy', 'host-missing-ats'])
  })
})

describe('domain configurations', () => {
  test('an enabled custom domain connects, and reminds of its CA', () => {
    expect(check({ hostname: 'mqtt.example.com' })).toMatchObject({ outcome: 'connects', ids: ['custom-domain-trust'] })
  })

  test('it needs SNI', () => {
    expect(check({ ...old, hostname: 'mqtt.example.com' })).toMatchObject({ outcome: 'tls-refused-by-device' })
    expect(check({ ...old, hostname: 'mqtt.example.com' }).ids).toContain('custom-domain-needs-sni')
  })

  test('an AWS-managed domain is covered by the wildcard', () => {
    const hostname = 'd012345678901234567890-ats.iot.eu-west-1.amazonaws.com'
    expect(check({ hostname }).outcome).toBe('connects')
    expect(check({ ...old, hostname }).outcome).toBe('connects')
  })

  test('a custom domain can be the expected endpoint itself', () => {
    expect(check({ hostname: 'mqtt.acme.example' }, { dataAts: 'mqtt.acme.example' }).outcome).toBe('connects')
  })
})

describe('ports, policies, anchors', () => {
  test.each([
    [{ port: 1883 }, 'tcp-fails', 'port-closed'],
    [{ port: 8443 }, 'closed-after-connect', 'port-https'],
    [{ port: 443 }, 'closed-after-connect', 'alpn-missing'],
    [{ port: 443, alpn: 'x-amzn-http-ca' }, 'closed-after-connect', 'alpn-missing'],
    [{ port: 443, alpn: 'http/1.1' }, 'tls-refused-by-server', 'alpn-missing'],
    [{ port: 443, alpn: 'x-amzn-mqtt-ca' }, 'connects', 'alpn-unconfirmed'],
    [{ trustAnchors: [] }, 'tls-refused-by-device', 'trust-anchors-missing'],
    [{ trustAnchors: ['-----BEGIN CERTIFICATE-----\nx'] }, 'tls-refused-by-device', 'trust-anchors-missing'],
    [{ trustAnchors: ['AmazonRootCA3'] }, 'connects', 'trust-anchor-not-root-1'],
    [{ hostname: 'modern.example.com' }, 'tls-refused-by-server', 'security-policy-tls13'],
    [{ certificateStatus: 'INACTIVE' }, 'closed-after-connect', 'certificate-status'],
    [{ clientId: 'a', thingName: 'b' }, 'closed-after-connect', 'client-id-not-thing'],
    [{ clientId: 'a', policyClientIds: ['b*'] }, 'closed-after-connect', 'client-id-not-in-policy'],
    [{ clientId: 'ä'.repeat(65) }, 'closed-after-connect', 'client-id-length'],
    [{ clientId: 'a+b' }, 'connects', 'client-id-silent'],
    [{ peerVerify: 1 }, 'connects', 'peer-verification-off'],
    [{ staticIp: { address: '54.1.2.3', replacesHostname: false } }, 'connects', 'static-ip'],
    [{ staticIp: { address: '54.1.2.3', replacesHostname: true } }, 'tls-refused-by-device', 'static-ip-replaces-host'],
    [{ fallbackBroker: '10.0.0.1' }, 'connects', 'fallback-broker'],
  ] as const)('%j: %s', (device, outcome, rule) => {
    const result = check(device as Partial<DeviceConnection>)
    expect(result.outcome).toBe(outcome)
    expect(result.ids).toContain(rule)
  })

  test('443 needs no ALPN on a SECURE_MQTT domain', () => {
    expect(check({ port: 443, hostname: 'plain443.example.com' }).outcome).toBe('connects')
  })

  test('a policy on the default endpoint is met only by those who send SNI', () => {
    const modern = { ...account, securityPolicy: 'IoTSecurityPolicy_TLS13_1_3_2022_10' }
    expect(check({}, modern).outcome).toBe('tls-refused-by-server')
    expect(check(old, modern).outcome).toBe('connects-by-accident')
    expect(check({ hostname: null }, modern).outcome).toBe('connects')
    expect(check({}, { ...account, securityPolicy: 'TLS99' }).ids).toEqual(['security-policy-unknown'])
  })

  test('without peer verification a wrong name gets as far as CONNECT', () => {
    expect(check({ hostname: '54.72.1.2', peerVerify: 0 }).outcome).toBe('closed-after-connect')
    expect(check({ ...old, hostname: '54.72.1.2', peerVerify: 0 }).outcome).toBe('connects-by-accident')
  })

  test('the outermost layer decides', () => {
    expect(check({ hostname: `${right} `, port: 1883, certificateStatus: 'INACTIVE' }).outcome).toBe('dns-fails')
    expect(check({ hostname: 'iot.example.org', port: 1883 }).outcome).toBe('tcp-fails')
  })
})

describe('firmware', () => {
  test.each(['mfw_nrf9160_1.4.9', 'mfw_nrf91x1_2.0.9', 'mfw-pti_nrf91x1_2.3.4', 'mfw_nrf9151-ntn_1.0.1'])(
    '%s is well-formed, not listed, and unknown',
    (firmware) => {
      expect(check({ firmware })).toMatchObject({ outcome: 'unknown', ids: ['firmware-unlisted'] })
    },
  )

  test('a listed NTN build is not old, and what is said of it is inferred', () => {
    const result = check({ firmware: 'mfw_nrf9151-ntn_1.0.0-1.alpha', hostname: stranger })
    expect(result.outcome).toBe('closed-after-connect')
    expect(result.ids).toContain('firmware-sni-inferred')
  })

  test('text that is no firmware is unknown and says so', () => {
    expect(check({ firmware: '1.2.3' })).toMatchObject({ outcome: 'unknown', ids: ['firmware-malformed'] })
  })
})

describe('without a certificate mode', () => {
  test('one answer where both agree', () => {
    expect(check({ certificateMode: undefined })).toMatchObject({
      outcome: 'connects',
      byCertificateMode: { DEFAULT: 'connects', SNI_ONLY: 'connects' },
    })
  })

  test('both answers where they differ', () => {
    expect(check({ ...old, certificateMode: undefined })).toMatchObject({
      outcome: 'unknown',
      byCertificateMode: { DEFAULT: 'connects', SNI_ONLY: 'closed-after-connect' },
      ids: ['certificate-mode-unknown', 'firmware-no-sni'],
    })
  })
})

test('invisible characters are made visible', () => {
  expect(check({ hostname: `${right}\u200b` }).findings[0]?.says).toContain(`${right}\\u200b`)
})

test('every id has been named once', () => {
  expect(new Set(findingIds).size).toBe(findingIds.length)
})
