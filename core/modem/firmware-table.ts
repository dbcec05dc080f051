import type { FirmwareFamily, Version } from './firmware.ts'

export interface FirmwareRow {
  text: string
  family: FirmwareFamily
  version: Version
  suffix?: string
  /** nRF Connect SDK releases that name it. */
  ncs: string
  /** What an engineer should know before choosing or updating to it. */
  cautions: readonly string[]
}

const slowAttach = 'an update loses the stored network history: the first attach can take up to 30 minutes'
const ceregBug = 'attach can fail with CEREG 90 after a delta update until the application restarts (NRF91-1702)'
const notSip1 = 'does not start on nRF9160 SiP revision 1; a downgrade to 1.1 or 1.2 can leave file-system problems'
const noCheck = 'accepts certificates that do not parse'

/** Every firmware that Nordic's release notes and compatibility tables name, as far as we could read them. */
export const firmwareTable: readonly FirmwareRow[] = [
  nrf9160(1, 0, 0, '1.0.0'),
  nrf9160(1, 1, 0, '1.1.0', 'TLS session cache is not supported'),
  nrf9160(1, 1, 1, '1.2.0', 'TLS session cache is not supported'),
  nrf9160(1, 1, 2, '1.2.1'),
  nrf9160(1, 1, 4, '1.5.0-1.5.2'),
  nrf9160(1, 2, 0, '1.3.0', 'three TLS connections at most; the expiry of server certificates is not checked'),
  nrf9160(1, 2, 1, '1.3.1, 1.3.2', 'the first firmware that sends SNI: a wrong host name starts to matter'),
  nrf9160(1, 2, 2, '1.4.0, 1.4.1'),
  nrf9160(1, 2, 3, '1.4.2, 1.5.0-1.5.2', slowAttach),
  nrf9160(1, 2, 7, '1.5.1'),
  nrf9160(1, 2, 8, '1.5.2'),
  nrf9160(1, 3, 0, '1.6-1.7', notSip1),
  nrf9160(1, 3, 1, '1.7-2.0'),
  nrf9160(1, 3, 2, '1.8-2.1'),
  nrf9160(1, 3, 3, '2.1-2.2'),
  nrf9160(1, 3, 4, '2.1 and later', ceregBug),
  nrf9160(1, 3, 5, '2.1-2.4', ceregBug),
  nrf9160(1, 3, 6, '2.6, 2.7'),
  nrf9160(1, 3, 7, '2.7-3.x'),
  nrf91x1(0, '2.5.0', noCheck),
  nrf91x1(1, '2.7.0', noCheck),
  nrf91x1(2, '2.8-3.1'),
  nrf91x1(3, 'not known'),
  nrf91x1(4, '3.2.1'),
  {
    text: 'mfw_nrf9151-ntn_1.0.0-1.alpha',
    family: 'nrf9151-ntn',
    version: [1, 0, 0],
    suffix: '1.alpha',
    ncs: '3.2.1',
    cautions: ['an alpha build with a numbering of its own: 1.0.0 is not old'],
  },
]

/** The row of a firmware, if there is one. A `FOTA-TEST` build is the same firmware under another name. */
export function findFirmwareRow(firmware: {
  family: FirmwareFamily
  version: Version
  suffix?: string
}): FirmwareRow | undefined {
  const suffix = firmware.suffix === 'FOTA-TEST' ? undefined : firmware.suffix
  return firmwareTable.find(
    (row) =>
      row.family === firmware.family &&
      row.suffix === suffix &&
      row.version.every((part, index) => part === firmware.version[index]),
  )
}

function nrf9160(a: number, b: number, c: number, ncs: string, ...cautions: string[]): FirmwareRow {
  return { text: `mfw_nrf9160_${a}.${b}.${c}`, family: 'nrf9160', version: [a, b, c], ncs, cautions }
}

function nrf91x1(patch: number, ncs: string, ...cautions: string[]): FirmwareRow {
  return { text: `mfw_nrf91x1_2.0.${patch}`, family: 'nrf91x1', version: [2, 0, patch], ncs, cautions }
}
