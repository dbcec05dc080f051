import * as z from 'zod'
import { accountEndpointsSchema, domainConfigurationSchema } from '../endpoint/account-endpoints-schema.ts'

/** `POST /v1/endpoint-checks`: what one device, or a build for many, brings to the connection. The account is the API's own. */
export const endpointCheckRequest = z.strictObject({
  /** Text of AT+CGMR. */
  firmware: z.string().min(1).max(80),
  hostname: z.string().max(512).nullable(),
  connectHost: z.string().max(512).optional(),
  port: z.int().min(1).max(65535).optional(),
  alpn: z.string().max(64).optional(),
  tls: z.boolean().optional(),
  certificateMode: z.enum(['DEFAULT', 'SNI_ONLY']).optional(),
  certificateStatus: z.string().max(32).optional(),
  trustAnchors: z.array(z.string().max(64)).max(8).optional(),
  peerVerify: z.union([z.literal(0), z.literal(1), z.literal(2)]).optional(),
  clientId: z.string().max(256).optional(),
  thingName: z.string().max(128).optional(),
  staticIp: z.strictObject({ address: z.string().max(64), replacesHostname: z.boolean() }).optional(),
  fallbackBroker: z.string().max(256).optional(),
})
export type EndpointCheckRequest = z.output<typeof endpointCheckRequest>

export const finding = z.object({
  rule: z.string(),
  severity: z.enum(['error', 'warning', 'info']),
  says: z.string(),
  fix: z.string(),
  evidence: z.enum(['documented', 'measured', 'inferred']),
  source: z.string(),
})

export const endpointCheckAnswer = z.object({
  outcome: z.string(),
  findings: z.array(finding),
  byCertificateMode: z.record(z.string(), z.string()).optional(),
  /** The host name that devices of this account should use. */
  expectedEndpoint: z.string(),
  /** All host names of the account, for those who check many devices by themselves. */
  account: accountEndpointsSchema
    .extend({ domainConfigurations: z.array(domainConfigurationSchema.strip()).readonly().optional() })
    .strip(),
})
export type EndpointCheckAnswer = z.output<typeof endpointCheckAnswer>
