import type { Command as Program } from 'commander'
import { accountEndpointsSchema } from '../../core/endpoint/account-endpoints-schema.ts'
import type { AccountEndpoints, CertificateMode, DeviceConnection } from '../../core/endpoint/endpoint-check.ts'
import { cleanHost } from '../../core/endpoint/host-dirt.ts'
import { UsageError } from '../command.ts'
import { readTextFile } from './read-text-file.ts'

export interface EndpointOptions {
  expectedEndpoint?: string
  account?: string
  hostname?: string
  port?: string
  alpn?: string
  certificateMode?: string
  certificateStatus?: string
  securityPolicy?: string
  trustAnchor?: string[]
  peerVerify?: string
  clientId?: string
  thingName?: string
  fallbackBroker?: string
}

/** The options that say what is right: the account's side. */
export function addAccountOptions(command: Program): Program {
  return command
    .option('--expected-endpoint <host>', 'endpointAddress of aws iot describe-endpoint --endpoint-type iot:Data-ATS')
    .option('--account <file>', 'all endpoints and domain configurations of the account, as JSON, instead')
    .option('--security-policy <name>', 'security policy of the default endpoint, IoTSecurityPolicy_…')
}

/** The options that say what a device does. */
export function addDeviceOptions(command: Program, portFlag = '--port'): Program {
  return command
    .option('--hostname <host>', 'TLS host name in the application, or null')
    .option(`${portFlag} <number>`, 'MQTT port, 8883 unless given')
    .option('--alpn <protocol>', 'ALPN protocol the application offers')
    .option('--certificate-mode <mode>', 'DEFAULT or SNI_ONLY; left out, both are answered')
    .option('--certificate-status <status>', 'ACTIVE, INACTIVE, REVOKED, …')
    .option('--trust-anchor <name...>', 'root certificates in the security tag, for example AmazonRootCA1')
    .option('--peer-verify <level>', '0 none, 1 optional, 2 required')
    .option('--client-id <id>', 'MQTT client ID')
    .option('--thing-name <name>', 'thing that the certificate belongs to')
    .option('--fallback-broker <host>', 'where the application goes when AWS refuses it')
}

export async function accountFrom(options: EndpointOptions): Promise<AccountEndpoints> {
  const account = options.account === undefined ? expectedOnly(options) : await accountFile(options.account)
  return options.securityPolicy === undefined ? account : { ...account, securityPolicy: options.securityPolicy }
}

/** The device as far as options say it; what is not said is left out. */
export function deviceFrom(options: EndpointOptions): Partial<DeviceConnection> {
  const { hostname, port, peerVerify, certificateMode } = options
  return {
    ...(hostname !== undefined && { hostname: /^null$/i.test(hostname) ? null : hostname }),
    ...(port !== undefined && { port: portFrom(port) }),
    ...(options.alpn !== undefined && { alpn: options.alpn }),
    ...(certificateMode !== undefined && { certificateMode: modeFrom(certificateMode) }),
    ...(options.certificateStatus !== undefined && { certificateStatus: options.certificateStatus.toUpperCase() }),
    ...(options.trustAnchor !== undefined && { trustAnchors: options.trustAnchor }),
    ...(peerVerify !== undefined && { peerVerify: levelFrom(peerVerify) }),
    ...(options.clientId !== undefined && { clientId: options.clientId }),
    ...(options.thingName !== undefined && { thingName: options.thingName }),
    ...(options.fallbackBroker !== undefined && { fallbackBroker: options.fallbackBroker }),
  }
}

export function modeFrom(text: string): CertificateMode {
  if (text === 'DEFAULT' || text === 'SNI_ONLY') return text
  throw new UsageError(`--certificate-mode "${text}" is neither DEFAULT nor SNI_ONLY`)
}

function expectedOnly({ expectedEndpoint }: EndpointOptions): AccountEndpoints {
  if (expectedEndpoint === undefined) {
    throw new UsageError(
      'missing --expected-endpoint: give the answer of aws iot describe-endpoint --endpoint-type iot:Data-ATS',
    )
  }
  const dataAts = expectedEndpoint.trim()
  if (cleanHost(dataAts).dirt !== undefined) {
    throw new UsageError(
      `--expected-endpoint "${expectedEndpoint}" is no host name: give the endpointAddress alone, without scheme, port or path`,
    )
  }
  return { dataAts }
}

async function accountFile(path: string): Promise<AccountEndpoints> {
  const text = await readTextFile(path, 'JSON with the endpoints of the account')
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw new UsageError(`${path} is no JSON: ${(error as Error).message}`)
  }
  const parsed = accountEndpointsSchema.safeParse(json)
  if (parsed.success) return parsed.data as AccountEndpoints
  const [issue] = parsed.error.issues
  throw new UsageError(
    `${path} does not describe an account: ${issue?.path.join('.') || 'the file'}: ${issue?.message}`,
  )
}

function portFrom(text: string): number {
  const port = Number(text)
  if (/^\d+$/.test(text) && port >= 1 && port <= 65535) return port
  throw new UsageError(`--port "${text}" is no port: give a number from 1 to 65535`)
}

function levelFrom(text: string): 0 | 1 | 2 {
  if (text === '0') return 0
  if (text === '1') return 1
  if (text === '2') return 2
  throw new UsageError(`--peer-verify "${text}" is neither 0 (none), 1 (optional) nor 2 (required)`)
}
