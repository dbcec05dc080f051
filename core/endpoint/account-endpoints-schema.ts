import * as z from 'zod'

const hostname = z.string().min(1).max(1000)

export const domainConfigurationSchema = z.strictObject({
  name: z.string().min(1),
  domainName: hostname,
  status: z.enum(['ENABLED', 'DISABLED']),
  serverCertificateStatus: z.enum(['VALID', 'INVALID']).optional(),
  serviceType: z.enum(['DATA', 'CREDENTIAL_PROVIDER', 'JOBS']),
  securityPolicy: z.string().optional(),
  applicationProtocol: z.string().optional(),
  authenticationType: z.string().optional(),
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
