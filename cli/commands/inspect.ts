import { basename } from 'node:path'
import { rootCertificates } from 'node:tls'
import { openAtSession } from '../../bench/at/at-session.ts'
import { type InspectedModem, inspectModem } from '../../bench/inspect/inspect-modem.ts'
import { openPort } from '../../bench/serial/open-port.ts'
import { systemTimers } from '../../bench/timers.ts'
import { amazonRoots } from '../../core/credential/amazon-roots.ts'
import { readPem } from '../../core/credential/read-pem.ts'
import { checkEndpoint } from '../../core/endpoint/check-endpoint.ts'
import type { EndpointCheckResult } from '../../core/endpoint/endpoint-check.ts'
import {
  type InspectedItem,
  identifyItems,
  type KnownCertificate,
  trustAnchorsOf,
} from '../../core/inspect/identify-items.ts'
import { inspectFindings } from '../../core/inspect/inspect-findings.ts'
import { type FirmwareFacts, factsOf } from '../../core/modem/firmware-facts.ts'
import { parseFirmware } from '../../core/modem/parse-firmware.ts'
import { isUserTag } from '../../core/modem/security-tag.ts'
import { exit, type RegisterCommand, UsageError } from '../command.ts'
import {
  accountFrom,
  addAccountOptions,
  addDeviceOptions,
  deviceFrom,
  type EndpointOptions,
} from '../input/endpoint-options.ts'
import { readTextFile } from '../input/read-text-file.ts'
import { renderFindings } from '../render/findings.ts'

interface InspectOptions extends Omit<EndpointOptions, 'port'> {
  port: string
  mqttPort?: string
  tag?: string
  cert?: string[]
  baud: string
  rtscts?: boolean
}

const examples = `
Examples:
  mintmark inspect --port /dev/ttyACM0
  mintmark inspect --port COM12 --tag 16842753 --cert AmazonRootCA1.pem --cert device.pem
  mintmark inspect --port /dev/ttyACM0 --tag 16842753 --hostname HOST --expected-endpoint ENDPOINT
Changes nothing on the modem.`

/** `mintmark inspect`: what a modem is, what it holds, and whether it would connect. */
export const registerInspect: RegisterCommand = (program, run) => {
  const command = program
    .command('inspect')
    .description('read firmware, IMEI and credentials of a modem; change nothing')
  command
    .requiredOption('--port <name>', 'serial port of the modem, or tcp://host:port')
    .option('--tag <number>', 'security tag that the application uses')
    .option('--cert <file...>', 'PEM certificates to compare with what the modem holds')
    .option('--baud <rate>', 'speed of the port', '115200')
    .option('--rtscts', 'hardware flow control, for boards that drive RTS and CTS')
  addDeviceOptions(command, '--mqtt-port')
  addAccountOptions(command).addHelpText('after', examples)
  command.action((options: InspectOptions) =>
    run(async () => {
      const tag = tagFrom(options.tag)
      const files = await Promise.all((options.cert ?? []).map(certificateFrom))
      const checkOf = await prepareCheck(options)
      const modem = await readModem(options, tag)
      const facts = firmwareOf(modem.firmware)
      const roots = Object.entries(amazonRoots(rootCertificates)).map(([name, pem]) => ({ name, pem }))
      const items = identifyItems(modem.entries, [...files, ...roots])
      const findings = facts
        ? inspectFindings({
            firmware: facts,
            ...(modem.hardware !== undefined && { hardware: modem.hardware }),
            items,
            expected: files.map(({ name }) => name),
            ...(tag !== undefined && { tag }),
          })
        : []
      const anchors = tag === undefined ? undefined : trustAnchorsOf(items.filter((item) => item.tag === tag))
      const check = checkOf?.(modem.firmware, anchors)
      const all = [...findings, ...(check?.findings ?? [])]
      return {
        exit: all.some(({ severity }) => severity === 'error') ? exit.no : exit.done,
        json: {
          port: options.port,
          imei: modem.imei,
          firmware: modem.firmware,
          hardware: modem.hardware,
          digests: facts?.digests.value,
          items,
          findings,
          check,
        },
        text: render(modem, facts, items, check, renderFindings(all)),
      }
    }),
  )
}

async function readModem(
  { port: name, baud, rtscts: flowControl = false }: InspectOptions,
  tag: number | undefined,
): Promise<InspectedModem> {
  const baudRate = Number(baud)
  if (!Number.isInteger(baudRate) || baudRate <= 0) throw new UsageError(`--baud "${baud}" is no speed`)
  const session = openAtSession({ timers: systemTimers })(await openPort(name, { baudRate, flowControl }))
  try {
    return await inspectModem(session, tag)
  } finally {
    await session.close()
  }
}

type Check = (firmware: string, trustAnchors: string[] | undefined) => EndpointCheckResult

/** The endpoint rules, if there is something to ask them; read before the port is opened, so that a slip costs no time. */
async function prepareCheck(options: InspectOptions): Promise<Check | undefined> {
  const device = deviceFrom({ ...options, port: options.mqttPort })
  if (device.hostname === undefined) return undefined
  const hostname = device.hostname
  const account = await accountFrom(options)
  return (firmware, anchors) =>
    checkEndpoint({ ...(anchors && { trustAnchors: anchors }), ...device, firmware, hostname, account })
}

function tagFrom(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (/^\d{1,10}$/.test(text) && isUserTag(Number(text))) return Number(text)
  throw new UsageError(`--tag "${text}" is no security tag: give a number from 0 to 2147483647`)
}

async function certificateFrom(path: string): Promise<KnownCertificate> {
  const pem = await readTextFile(path, 'a certificate in PEM')
  const read = readPem(pem)
  if (!read.ok) throw new UsageError(`${path} is no PEM: ${read.why}`)
  const other = read.blocks.find(({ label }) => label !== 'CERTIFICATE')
  if (other) throw new UsageError(`${path} holds a ${other.label}: give certificates only, keys stay where they are`)
  return { name: basename(path), pem }
}

function firmwareOf(text: string): FirmwareFacts | undefined {
  const parsed = parseFirmware(text)
  return parsed.ok ? factsOf(parsed.firmware) : undefined
}

function render(
  modem: InspectedModem,
  facts: FirmwareFacts | undefined,
  items: readonly InspectedItem[],
  check: EndpointCheckResult | undefined,
  findings: string,
): string {
  const listed = items.map(({ tag, type, kind, sha256, placeholder, is, was }) => {
    const what = is
      ? `${is.certificate} (${is.lineEnds})`
      : was
        ? `${was.certificate}, but ${was.how}`
        : placeholder
          ? 'placeholder, no digest'
          : (sha256 ?? 'no digest')
    return `  tag ${tag}, type ${type} ${kind}: ${what}`
  })
  return [
    `${modem.firmware}${facts?.known ? '' : ' (not in the table of firmware)'}, IMEI ${modem.imei}${modem.hardware ? `, ${modem.hardware}` : ''}`,
    ...(listed.length > 0 ? listed : ['  no credentials']),
    ...(check ? [`would it connect: ${check.outcome}`] : []),
    ...(findings === '' ? [] : [findings]),
  ].join('\n')
}
