import { checkEndpoint } from '../../core/endpoint/check-endpoint.ts'
import type { CertificateMode, DomainConfiguration, Outcome } from '../../core/endpoint/endpoint-check.ts'
import { otherOutcomes } from '../../core/endpoint/other-outcomes.ts'
import { otherPositions } from '../../core/endpoint/unsettled.ts'
import { firmwareTable } from '../../core/modem/firmware-table.ts'

const right = 'a1b2c3d4e5f6g7-ats.iot.eu-west-1.amazonaws.com'
const domain = (name: string, more: Partial<DomainConfiguration> = {}): DomainConfiguration => ({
  name,
  domainName: `${name}.example.com`,
  status: 'ENABLED',
  serverCertificateStatus: 'VALID',
  serviceType: 'DATA',
  ...more,
})
const account = { dataAts: right, domainConfigurations: [domain('fleet'), domain('off', { status: 'DISABLED' })] }

/** The host names of the page, in the order of the story: what the application has, and what it opens when that is another. */
const names: readonly [is: string, hostname: string | null, connectHost?: string][] = [
  ["the account's endpoint", right],
  ["another account's endpoint, same Region", 'z9y8x7w6v5u4t3-ats.iot.eu-west-1.amazonaws.com'],
  ['`NULL`', null, right],
  ['`-ats` left out', 'a1b2c3d4e5f6g7.iot.eu-west-1.amazonaws.com'],
  ['an endpoint of another Region', 'a1b2c3d4e5f6g7-ats.iot.us-east-1.amazonaws.com'],
  ['an endpoint in China', 'a1b2c3d4e5f6g7.ats.iot.cn-north-1.amazonaws.com.cn'],
  ['the credential provider', 'a1b2c3d4e5f6g7.credentials.iot.eu-west-1.amazonaws.com'],
  ['an address', '198.51.100.7'],
  ['upper case', right.toUpperCase()],
  ['a final dot', `${right}.`],
  ['the port left in', `${right}:8883`],
  ['the scheme left in', `mqtts://${right}`],
  ['a space at the end', `${right} `],
  ['a custom domain', 'fleet.example.com'],
  ['a disabled custom domain', 'off.example.com'],
  ['a name of somebody else', 'mqtt.example.org'],
]

interface Column {
  firmwares: string[]
  mode: CertificateMode
  outcomes: Outcome[]
}

const modes = ['DEFAULT', 'SNI_ONLY'] as const
const device = (firmware: string, [, hostname, connectHost]: (typeof names)[number], mode: CertificateMode) => ({
  account,
  firmware,
  hostname,
  certificateMode: mode,
  ...(connectHost !== undefined && { connectHost }),
})

/** One column for all firmware that goes through the same with every host name. */
const columns = (): Column[] => {
  const groups = new Map<string, Column>()
  for (const { text } of firmwareTable)
    for (const mode of modes) {
      const outcomes = names.map((name) => checkEndpoint(device(text, name, mode)).outcome)
      const key = `${mode} ${outcomes.join()}`
      const group = groups.get(key) ?? { firmwares: [], mode, outcomes }
      group.firmwares.push(text)
      groups.set(key, group)
    }
  return [...groups.values()]
}

/** `mfw_nrf9160_1.0.0` to `mfw_nrf9160_1.2.0`: the first and the last of each family. */
const span = (firmwares: readonly string[]): string => {
  const families = new Map<string, string[]>()
  for (const text of firmwares) {
    const [, family = '', version = ''] = /^mfw_([^_]+)_(.+)$/.exec(text) ?? []
    families.set(family, [...(families.get(family) ?? []), version])
  }
  return [...families]
    .map(([family, [first, ...more]]) => [family, first, ...(more.length > 0 ? [`to ${more.at(-1)}`] : [])].join(' '))
    .join(', ')
}

/** What is supposed where an answer of the row would be another. */
const suppositions = (name: (typeof names)[number], all: readonly Column[]): Set<string> =>
  new Set(
    all.flatMap(({ firmwares, mode }) =>
      otherOutcomes(device(firmwares[0] ?? '', name, mode)).map((other) => other.if),
    ),
  )

/** The table of docs/sni.md, and under it what is supposed: made from the rules, so that the page cannot tell another story. */
export const sniTable = (): string => {
  const all = columns()
  const open = names.map((name) => suppositions(name, all))
  const listed = otherPositions.map(({ supposes }) => supposes).filter((one) => open.some((row) => row.has(one)))
  const header = ['host name', ...all.map(({ firmwares, mode }) => `${span(firmwares)}; ${mode}`), 'hangs on']
  const rows = names.map((name, index) => [
    name[0],
    ...all.map(({ outcomes }) => `\`${outcomes[index]}\``),
    listed.flatMap((one, number) => (open[index]?.has(one) ? [number + 1] : [])).join(', '),
  ])
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [
    line(header),
    line(header.map(() => '---')),
    ...rows.map(line),
    '',
    ...listed.map((one, number) => `${number + 1}. if ${one}`),
  ].join('\n')
}
