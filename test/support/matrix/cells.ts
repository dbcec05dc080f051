import type { CertificateMode } from '../../../core/endpoint/endpoint-check.ts'
import type { Name, Open } from './names.ts'

/** One cell: a device, and everything of it that decides whether it connects. */
export interface Cell {
  firmware: string
  name: Name
  mode: CertificateMode
  port: number
  alpn: string | null
  open: readonly Open[]
}

/** With and without SNI, the border between them, both chips, and a build with a numbering of its own. */
export const firmwares = [
  'mfw_nrf9160_1.1.2',
  'mfw_nrf9160_1.2.0',
  'mfw_nrf9160_1.2.1',
  'mfw_nrf9160_1.2.3',
  'mfw_nrf9160_1.3.1',
  'mfw_nrf9160_1.3.7',
  'mfw_nrf91x1_2.0.4',
  'mfw_nrf9151-ntn_1.0.0-1.alpha',
] as const
export const withoutSni: readonly string[] = ['mfw_nrf9160_1.1.2', 'mfw_nrf9160_1.2.0']

const mqtt = 'x-amzn-mqtt-ca'
const ports = [
  { port: 8883, alpn: null },
  { port: 443, alpn: mqtt },
  { port: 443, alpn: null },
]
/** Asked for the right host only: other protocols of port 443, one that it does not have, and a port that is closed. */
const oddPorts = [
  { port: 443, alpn: 'x-amzn-http-ca' },
  { port: 443, alpn: 'http/1.1' },
  { port: 8883, alpn: mqtt },
  { port: 1883, alpn: null },
]

/** Without SNI the routing by certificate is what nobody has confirmed. */
const openOf = (name: Name, firmware: string): readonly Open[] =>
  withoutSni.includes(firmware) || !name.hostname ? [...name.open, 'absentSniWithDefaultCertificate'] : name.open

/** Every firmware with every name, certificate mode and port. */
export const cellsOf = (names: readonly Name[]): Cell[] =>
  firmwares.flatMap((firmware) =>
    names.flatMap((name, index) =>
      (['DEFAULT', 'SNI_ONLY'] as const).flatMap((mode) =>
        [...ports, ...(index === 0 ? oddPorts : [])].map((at) => ({
          firmware,
          name,
          mode,
          ...at,
          open: openOf(name, firmware),
        })),
      ),
    ),
  )

/** The cell as a sentence, for the list of disagreements. */
export const describeCell = ({ firmware, name, mode, port, alpn }: Cell): string =>
  `${firmware}, ${name.is}, ${mode}, port ${port}${alpn === null ? '' : ` with ALPN ${alpn}`}`
