import type { FirmwareFamily } from './firmware.ts'

/**
 * From which version on a firmware can do something, by family. `always` and `never` are for a whole family.
 * `documented` lists the versions for which the answer itself was read in a source; all others follow from the rule only.
 */
export interface CapabilityRule {
  since: Readonly<Record<FirmwareFamily, Since>>
  /** Ranges like `nrf9160 1.2.0-1.2.8`, both ends included. */
  documented: readonly string[]
  source: string
}
export type Since = 'always' | 'never' | readonly string[]

/** 1.3.0 is where Nordic put keys into the chip; families numbered later have it. Sources are the keys of nrf91-modem.md. */
const since130 = {
  nrf9160: ['1.3.0'],
  nrf91x1: 'always',
  'nrf9151-ntn': 'always',
  pti: 'always',
  other: 'always',
} as const

export const capabilityTable = {
  /** Sends the TLS server name (SNI) when the socket has a host name. */
  sendsSni: {
    since: { ...since130, nrf9160: ['1.2.1'] },
    documented: ['nrf9160 1.0.0-1.1.0', 'nrf9160 1.2.0-1.3.7'],
    source: 'DevZone 85312 (Nordic: SNI arrived in 1.2.1)',
  },
  /** `%KEYGEN`: the key is made in the modem and never leaves it. */
  keygen: {
    since: since130,
    documented: ['nrf9160 1.0.0-1.3.7', 'nrf91x1 2.0.0-2.0.4'],
    source: 'nRF9160 AT Commands, %KEYGEN',
  },
  attestToken: {
    since: { ...since130, pti: ['2.3.4'] },
    documented: ['nrf9160 1.3.0-1.3.7', 'nrf91x1 2.0.0-2.0.4'],
    source: 'nRF91x1 AT Commands, %ATTESTTOKEN',
  },
  /** `%DEVICEUUID`; older modems tell it in `%ATTESTTOKEN` and `%KEYGEN` only. */
  deviceUuidCommand: {
    since: { nrf9160: 'never', nrf91x1: 'always', 'nrf9151-ntn': 'always', pti: 'never', other: 'always' },
    documented: ['nrf9160 1.0.0-1.3.7', 'nrf91x1 2.0.0-2.0.4'],
    source: 'nRF91x1 AT Commands, %DEVICEUUID',
  },
  /** Reads private keys in PKCS#8; where not, EC keys are written as SEC1 and RSA keys as PKCS#1. */
  pkcs8: {
    since: since130,
    documented: ['nrf9160 1.2.0-1.2.0'],
    source: 'modem firmware 1.2.0 release notes, limitations; nRFCloud utils from 1.3.0',
  },
  /** Error 527: certificates (types 0 and 1) must parse. Private keys are never checked. */
  validatesCertificates: {
    since: { nrf9160: 'never', nrf91x1: ['2.0.2'], 'nrf9151-ntn': 'always', pti: 'always', other: 'always' },
    documented: ['nrf91x1 2.0.0-2.0.0', 'nrf91x1 2.0.2-2.0.2', 'nrf91x1 2.0.4-2.0.4', 'nrf9151-ntn 1.0.0-1.0.0'],
    source: 'sdk-nrf c43a9ee4b4; DevZone 127428',
  },
  /** Error 528: nothing is stored while the supply voltage is low (`%XPOFWARN`). */
  powerOffWarning: {
    since: { ...since130, nrf9160: ['1.3.2'] },
    documented: ['nrf9160 1.0.0-1.3.7', 'nrf91x1 2.0.0-2.0.4'],
    source: 'nRF9160 AT Commands, %CMNG',
  },
  gcmSuites: {
    since: { ...since130, nrf9160: ['1.1.5', '1.2.7', '1.3.1'] },
    documented: ['nrf9160 1.0.0-1.3.7'],
    source: 'nrf_socket.h, NRF_SO_SEC_CIPHERSUITE_LIST',
  },
  /** The CSR of `%KEYGEN` has an explicit NULL in its signature algorithm, which strict parsers refuse. */
  csrNullParameter: {
    since: since130,
    documented: ['nrf9160 1.3.5-1.3.5', 'nrf9160 1.3.7-1.3.7', 'nrf91x1 2.0.2-2.0.2'],
    source: 'samples of nRFCloud utils (040fdaa)',
  },
  /** Lists items of its own under tags above 2147483647. */
  listsModemOwnedItems: {
    since: since130,
    documented: ['nrf9160 1.3.0-1.3.7'],
    source: 'sdk-nrf tests/lib/modem_key_mgmt',
  },
  receiveOnlyMode: {
    since: since130,
    documented: ['nrf9160 1.0.0-1.3.7'],
    source: 'nRF9160 AT Commands, +CFUN',
  },
  verifiesServerExpiry: {
    since: { ...since130, nrf9160: ['1.2.1'] },
    documented: ['nrf9160 1.2.0-1.2.0'],
    source: 'modem firmware 1.2.0 release notes, limitations',
  },
} as const satisfies Record<string, CapabilityRule>

export type Capability = keyof typeof capabilityTable
