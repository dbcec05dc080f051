import { z } from 'zod'

const hostname = z.string().min(1).max(1000)

export const domainConfigurationSchema = z.strictObject({
  name: z.string().min(1),
  domainName: hostname,
  status: z.enum(['ENABLED', 'DISABLED']),
  serverCertificateStatus: z.enum(['VALID', 'INVALID']).optional(),
  serviceType: z.enum(['DATA', 'CREDENTIAL_PROVIDER', 'JOBS']),
  securityPolicy: z.string().optional(),
  applicationProtocol: z.string().optional(),
})

/** `AccountEndpoints` as a file or a request brings it. */
export const accountEndpointsSchema = z.strictObject({
  dataAts: hostname,
  legacy: hostname.optional(),
  credentialProvider: hostname.optional(),
  jobs: hostname.optional(),
  domainConfigurations: z.array(domainConfigurationSchema).optional(),
  securityPolicy: z.string().optional(),
})

/** `DeviceConnection` as a file or a request brings it; whether the firmware is one is for the door to say. */
export const deviceConnectionSchema = z.strictObject({
  firmware: z.string().min(1).max(200),
  hostname: z.string().max(1000).nullable(),
  connectHost: z.string().max(1000).optional(),
  port: z.int().min(1).max(65535).optional(),
  alpn: z.string().max(255).optional(),
  tls: z.boolean().optional(),
  certificateMode: z.enum(['DEFAULT', 'SNI_ONLY']).optional(),
  certificateStatus: z.string().max(40).optional(),
  trustAnchors: z.array(z.string().max(8192)).max(16).optional(),
  peerVerify: z.union([z.literal(0), z.literal(1), z.literal(2)]).optional(),
  clientId: z.string().max(1000).optional(),
  thingName: z.string().max(128).optional(),
  policyClientIds: z.array(z.string().max(1000)).max(100).optional(),
  staticIp: z.strictObject({ address: z.string().max(1000), replacesHostname: z.boolean() }).optional(),
  fallbackBroker: z.string().max(1000).optional(),
})
