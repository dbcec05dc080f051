import type { Finding, Severity } from '../endpoint/endpoint-check.ts'
import { highestUserTag } from '../modem/security-tag.ts'
import type { KconfigBuild } from './kconfig-build.ts'
import type { KconfigValue } from './parse-kconfig.ts'

/** A finding with the line of the `.config` it is about. */
export interface CitedFinding extends Finding {
  at?: { line: number; symbol: string; value: string }
}

interface KconfigRule {
  id: string
  severity: Severity
  evidence: Finding['evidence']
  source: string
  /** The line that the rule objects to; undefined if the rule does not hold. */
  objectsTo(build: KconfigBuild): KconfigValue | undefined
  says(build: KconfigBuild, at: KconfigValue): string
  fix(build: KconfigBuild): string
}

const rules: readonly KconfigRule[] = [
  {
    id: 'kconfig-security-tag-unset',
    severity: 'error',
    evidence: 'documented',
    source: 'sdk-nrf mqtt_helper.c (the tag must be set)',
    objectsTo: ({ securityTag, cites }) =>
      securityTag !== undefined && securityTag < 0 ? cites.securityTag : undefined,
    says: (_, at) => `${at.symbol} is ${at.value}: no security tag is chosen, so TLS has no credentials.`,
    fix: ({ cites }) => `Set ${cites.securityTag?.symbol} to the tag that the credentials are written to.`,
  },
  {
    id: 'kconfig-security-tag-reserved',
    severity: 'error',
    evidence: 'documented',
    source: 'nRF9160 AT Commands, %CMNG; nrf_socket.h, NRF_SEC_TAG_TLS_DECRYPT_0 to 19',
    objectsTo: ({ securityTag, cites }) =>
      securityTag !== undefined && securityTag > highestUserTag ? cites.securityTag : undefined,
    says: ({ securityTag = 0 }) =>
      securityTag <= 2147483667
        ? `Security tag ${securityTag} lets Nordic's tools decrypt the device's TLS traffic: for the lab only.`
        : `Security tag ${securityTag} is the modem's own.`,
    fix: ({ cites }) => `Set ${cites.securityTag?.symbol} to a tag from 0 to ${highestUserTag}.`,
  },
  {
    id: 'kconfig-keys-in-image',
    severity: 'warning',
    evidence: 'documented',
    source: 'sdk-nrf Kconfig of aws_iot, mqtt_helper and nrf_cloud (for tests only)',
    objectsTo: ({ config, library }) =>
      library.provisioning.map((symbol) => config.get(symbol)).find((value) => value?.value === 'y'),
    says: (_, at) =>
      `${at.symbol} compiles certificate and private key into the image: every device carries the same key.`,
    fix: () => 'Switch it off and write each device its own credentials (mintmark flash).',
  },
  {
    id: 'kconfig-client-id-shared',
    severity: 'warning',
    evidence: 'documented',
    source: 'AWS developer guide, life-cycle-events (DUPLICATE_CLIENT_ID: the newcomer wins)',
    objectsTo: ({ cites }) => cites.clientId,
    says: (_, at) =>
      `Every device built from this folder uses client ID "${at.value}": a second one disconnects the first, for ever.`,
    fix: ({ library }) =>
      library.clientIdAtRunTime
        ? `Set ${library.clientIdAtRunTime}=y and pass the thing name at run time.`
        : 'Leave it empty, or pass the thing name at run time.',
  },
  {
    id: 'kconfig-keep-alive',
    severity: 'warning',
    evidence: 'documented',
    source: 'AWS General Reference, iot-core (keep-alive of at most 1200 s); sdk-nrf aws_iot.rst',
    objectsTo: ({ config }) => {
      const value = config.get('CONFIG_MQTT_KEEPALIVE')
      return value && Number(value.value) > 1200 ? value : undefined
    },
    says: (_, at) => `Keep-alive is ${at.value} s; AWS drops the connection after 1.5 times 1200 s at the latest.`,
    fix: () => 'Set CONFIG_MQTT_KEEPALIVE to 1200 or less.',
  },
  {
    id: 'kconfig-native-tls',
    severity: 'warning',
    evidence: 'documented',
    source: 'sdk-nrf mqtt_helper Kconfig, MQTT_HELPER_NATIVE_TLS',
    objectsTo: ({ config }) => {
      const value = config.get('CONFIG_MQTT_HELPER_NATIVE_TLS')
      return value?.value === 'y' ? value : undefined
    },
    says: () =>
      'TLS runs in the application (Mbed TLS), not in the modem: SNI is sent on every modem firmware, and the credentials of the modem are not used.',
    fix: () => 'Switch it off to use the modem, or read this answer as one for firmware that sends SNI.',
  },
  {
    id: 'kconfig-libc',
    severity: 'info',
    evidence: 'documented',
    source: 'Zephyr lib/libc (newlib and picolibc share numbers, the minimal libc has its own)',
    objectsTo: ({ cites }) => cites.libc,
    says: ({ libc }) =>
      libc === 'minimal'
        ? 'Minimal libc: errors print as -45 (EOPNOTSUPP), -61 (ECONNREFUSED), -60 (ETIMEDOUT), -57 (ENOTCONN).'
        : 'newlib or picolibc: errors print as -95 (EOPNOTSUPP), -111 (ECONNREFUSED), -116 (ETIMEDOUT), -128 (ENOTCONN).',
    fix: () => 'mintmark explain TEXT tells what a number means.',
  },
]

export const kconfigRuleIds: readonly string[] = rules.map((rule) => rule.id)

/** What the build folder itself gives away, beside the connection. */
export function kconfigFindings(build: KconfigBuild): CitedFinding[] {
  const findings: CitedFinding[] = []
  for (const { id, severity, evidence, source, objectsTo, says, fix } of rules) {
    const at = objectsTo(build)
    if (!at) continue
    const { line, symbol, value } = at
    findings.push({
      rule: id,
      severity,
      says: says(build, at),
      fix: fix(build),
      evidence,
      source,
      at: { line, symbol, value },
    })
  }
  return findings
}
