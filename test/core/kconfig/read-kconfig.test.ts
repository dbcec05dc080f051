import { checkEndpoint } from '../../../core/endpoint/check-endpoint.ts'
import { citeFindings } from '../../../core/kconfig/cite-findings.ts'
import type { KconfigBuild } from '../../../core/kconfig/kconfig-build.ts'
import { kconfigFindings, kconfigRuleIds } from '../../../core/kconfig/kconfig-findings.ts'
import { parseKconfig } from '../../../core/kconfig/parse-kconfig.ts'
import { readKconfig } from '../../../core/kconfig/read-kconfig.ts'

const host = 'a1b2c3d4e5-ats.iot.eu-west-1.amazonaws.com'
const header = ['#', '# Automatically generated file; DO NOT EDIT.', '#', 'CONFIG_BOARD="nrf9160dk_nrf9160"']

function build(...lines: string[]): KconfigBuild {
  const result = readKconfig([...header, ...lines].join('\n'))
  if (!result.ok) throw new Error(result.says)
  return result.build
}

const awsIot = [
  'CONFIG_AWS_IOT=y',
  '# CONFIG_AWS_IOT_BROKER_HOST_NAME_APP is not set',
  `CONFIG_AWS_IOT_BROKER_HOST_NAME="${host}"`,
  'CONFIG_AWS_IOT_PORT=8883',
  'CONFIG_AWS_IOT_SEC_TAG=16842753',
  'CONFIG_AWS_IOT_CLIENT_ID_STATIC="my-thing"',
  'CONFIG_MQTT_LIB_TLS=y',
  'CONFIG_NEWLIB_LIBC=y',
]

describe('parseKconfig', () => {
  test('reads texts, numbers, switches and their lines', () => {
    const config = parseKconfig(
      '# CONFIG_A is not set\r\nCONFIG_B=y\r\nCONFIG_C="x \\"y\\" \\\\"\nCONFIG_D=0x1F\nnonsense\nCONFIG_B=n\n',
    )
    expect([...config.values()]).toEqual([
      { symbol: 'CONFIG_A', value: 'n', line: 1 },
      { symbol: 'CONFIG_B', value: 'n', line: 6 },
      { symbol: 'CONFIG_C', value: 'x "y" \\', line: 3 },
      { symbol: 'CONFIG_D', value: '0x1F', line: 4 },
    ])
  })
})

describe('readKconfig', () => {
  test('aws_iot with a transport of its own', () => {
    const { library, device, securityTag, libc, cites, hostAtRunTime } = build(...awsIot)
    expect(library.name).toBe('aws_iot')
    expect(device).toEqual({ hostname: host, port: 8883, clientId: 'my-thing' })
    expect({ securityTag, libc, hostAtRunTime }).toEqual({
      securityTag: 16842753,
      libc: 'newlib',
      hostAtRunTime: false,
    })
    expect(cites.hostname).toMatchObject({ symbol: 'CONFIG_AWS_IOT_BROKER_HOST_NAME', line: 7 })
  })

  test('aws_iot, host and client ID given at run time, fixed address', () => {
    const { device, hostAtRunTime } = build(
      'CONFIG_AWS_IOT=y',
      'CONFIG_AWS_IOT_BROKER_HOST_NAME_APP=y',
      'CONFIG_AWS_IOT_CLIENT_ID_APP=y',
      'CONFIG_AWS_IOT_CLIENT_ID_STATIC="my-thing"',
      'CONFIG_AWS_IOT_STATIC_IPV4=y',
      'CONFIG_AWS_IOT_STATIC_IPV4_ADDR="54.1.2.3"',
    )
    expect(hostAtRunTime).toBe(true)
    expect(device).toEqual({ staticIp: { address: '54.1.2.3', replacesHostname: false } })
  })

  test('aws_iot over mqtt_helper, which takes a fixed address for the host name', () => {
    const { library, device, securityTag, others } = build(
      'CONFIG_AWS_IOT=y',
      'CONFIG_MQTT_HELPER=y',
      `CONFIG_AWS_IOT_BROKER_HOST_NAME="${host}"`,
      'CONFIG_MQTT_HELPER_PORT=443',
      'CONFIG_MQTT_HELPER_SEC_TAG=201',
      'CONFIG_MQTT_HELPER_STATIC_IP_ADDRESS="54.1.2.3"',
    )
    expect(library.name).toBe('aws_iot over mqtt_helper')
    expect(others).toEqual([])
    expect(securityTag).toBe(201)
    expect(device).toEqual({ hostname: host, port: 443, staticIp: { address: '54.1.2.3', replacesHostname: true } })
  })

  test('mqtt_helper under an application with a host of its own', () => {
    const { library, hostAtRunTime } = build('CONFIG_MQTT_HELPER=y', 'CONFIG_MQTT_HELPER_STATIC_IP_ADDRESS=""')
    expect(library.name).toBe('mqtt_helper')
    expect(hostAtRunTime).toBe(true)
    const sample = build(
      'CONFIG_MQTT_HELPER=y',
      `CONFIG_MQTT_SAMPLE_TRANSPORT_BROKER_HOSTNAME="${host}"`,
      'CONFIG_MQTT_SAMPLE_TRANSPORT_CLIENT_ID=""',
    )
    expect(sample.device).toEqual({ hostname: host })
  })

  test('nrf_cloud beside aws_iot is named, not used', () => {
    const { library, others } = build(...awsIot, 'CONFIG_NRF_CLOUD_HOST_NAME="mqtt.nrfcloud.com"')
    expect(library.name).toBe('aws_iot')
    expect(others).toEqual(['nrf_cloud'])
  })

  test('nrf_cloud alone', () => {
    const { device, securityTag } = build(
      'CONFIG_NRF_CLOUD_MQTT=y',
      `CONFIG_NRF_CLOUD_HOST_NAME="${host}"`,
      'CONFIG_NRF_CLOUD_PORT=8883',
      'CONFIG_NRF_CLOUD_SEC_TAG=16842753',
    )
    expect(device).toEqual({ hostname: host, port: 8883 })
    expect(securityTag).toBe(16842753)
  })

  test('mqtt_simple, in its newer and its older names', () => {
    const newer = build(
      `CONFIG_MQTT_BROKER_HOSTNAME="${host}"`,
      'CONFIG_MQTT_BROKER_PORT=1883',
      'CONFIG_MQTT_TLS_SEC_TAG=24',
      'CONFIG_MQTT_TLS_PEER_VERIFY=1',
      '# CONFIG_MQTT_LIB_TLS is not set',
      'CONFIG_MINIMAL_LIBC=y',
    )
    expect(newer.device).toEqual({ hostname: host, port: 1883, peerVerify: 1, tls: false })
    expect(newer.libc).toBe('minimal')
    const older = build(`CONFIG_MQTT_BROKER_HOSTNAME="${host}"`, 'CONFIG_SEC_TAG=0x10', 'CONFIG_PEER_VERIFY=2')
    expect(older.securityTag).toBe(16)
    expect(older.device.peerVerify).toBe(2)
  })

  test.each([
    ['', 'no CONFIG_ lines'],
    ['{"json": true}', 'no CONFIG_ lines'],
    ['CONFIG_X86=y\nCONFIG_NET=y\n', 'something else than Zephyr (2 settings)'],
    ['CONFIG_BOARD="nrf9160dk"\n', 'a Zephyr build without a known MQTT client (1 settings)'],
  ])('%j says what it is not', (text, says) => {
    const result = readKconfig(text)
    expect(result).toMatchObject({ ok: false })
    expect(result.ok ? '' : result.says).toContain(says)
  })
})

describe('findings', () => {
  test('cite line and symbol', () => {
    const folder = build(...awsIot)
    const { findings } = checkEndpoint({
      account: { dataAts: 'zzzzzzzzzz-ats.iot.eu-west-1.amazonaws.com' },
      firmware: 'mfw_nrf9160_1.2.3',
      hostname: null,
      ...folder.device,
    })
    expect(citeFindings(findings, folder)[0]).toMatchObject({
      rule: 'host-other-account',
      at: { line: 7, symbol: 'CONFIG_AWS_IOT_BROKER_HOST_NAME', value: host },
    })
  })

  test.each([
    ['kconfig-security-tag-unset', ['CONFIG_MQTT_HELPER=y', 'CONFIG_MQTT_HELPER_SEC_TAG=-1']],
    ['kconfig-security-tag-reserved', ['CONFIG_MQTT_HELPER=y', 'CONFIG_MQTT_HELPER_SEC_TAG=2147483648']],
    ['kconfig-security-tag-reserved', ['CONFIG_MQTT_HELPER=y', 'CONFIG_MQTT_HELPER_SEC_TAG=4294967292']],
    ['kconfig-keys-in-image', [...awsIot, 'CONFIG_AWS_IOT_PROVISION_CERTIFICATES=y']],
    ['kconfig-client-id-shared', awsIot],
    ['kconfig-keep-alive', [...awsIot, 'CONFIG_MQTT_KEEPALIVE=1800']],
    ['kconfig-native-tls', ['CONFIG_MQTT_HELPER=y', 'CONFIG_MQTT_HELPER_NATIVE_TLS=y']],
    ['kconfig-libc', awsIot],
  ])('%s', (rule, lines) => {
    const finding = kconfigFindings(build(...lines)).find((one) => one.rule === rule)
    expect(kconfigRuleIds).toContain(rule)
    expect(finding?.at?.line).toBeGreaterThan(header.length)
    expect(`${finding?.says}${finding?.fix}`).not.toContain('undefined')
  })

  test('a quiet build has nothing to say', () => {
    expect(
      kconfigFindings(build('CONFIG_MQTT_HELPER=y', 'CONFIG_MQTT_HELPER_SEC_TAG=42', 'CONFIG_MQTT_KEEPALIVE=600')),
    ).toEqual([])
  })
})
