import { AwsError } from '../aws-service.ts'
import type { IotContext } from './context.ts'

/** Requests per second, account and Region at AWS's defaults (reference 3.1). */
export const defaultRates: Readonly<Record<string, number>> = {
  CreateKeysAndCertificate: 10,
  CreateCertificateFromCsr: 15,
  RegisterCertificate: 10,
  RegisterCertificateWithoutCA: 10,
  DescribeCertificate: 10,
  UpdateCertificate: 10,
  DeleteCertificate: 10,
  ListCertificates: 10,
  AttachPolicy: 15,
  DetachPolicy: 15,
  ListAttachedPolicies: 15,
  CreatePolicy: 10,
  GetPolicy: 10,
  CreatePolicyVersion: 10,
  DeletePolicy: 10,
  CreateThing: 100,
  UpdateThing: 100,
  DeleteThing: 100,
  AttachThingPrincipal: 100,
  DetachThingPrincipal: 100,
  DescribeThing: 350,
  ListThingPrincipals: 20,
  ListThingPrincipalsV2: 20,
  ListPrincipalThings: 10,
  ListPrincipalThingsV2: 10,
  ListThings: 10,
  DescribeEndpoint: 10,
  DescribeDomainConfiguration: 10,
  ListDomainConfigurations: 10,
  UpdateDomainConfiguration: 10,
  CreateDomainConfiguration: 1,
  GetV2LoggingOptions: 2,
  SetV2LoggingOptions: 2,
  TestAuthorization: 10,
  GetEffectivePolicies: 5,
  CreateTopicRule: 5,
  GetConnection: 100,
  DeleteConnection: 100,
  ListSubscriptions: 100,
}

/**
 * One bucket of a second's worth of requests per operation, refilled by the given clock.
 * The control plane throttles with HTTP 400, the data plane with 429 (AWS's models).
 */
export const createQuotas = ({ switches, clock }: Pick<IotContext, 'switches' | 'clock'>) => {
  const buckets = new Map<string, { tokens: number; at: number }>()
  return (name: string, status: number): void => {
    const rate = switches.quotaRates[name] ?? defaultRates[name]
    if (switches.quotas === 'off' || rate === undefined) return
    const now = clock()
    const before = buckets.get(name) ?? { tokens: rate, at: now }
    const tokens = Math.min(rate, before.tokens + ((now - before.at) / 1000) * rate)
    buckets.set(name, { tokens: tokens < 1 ? tokens : tokens - 1, at: now })
    if (tokens < 1) throw new AwsError('ThrottlingException', status, 'Rate exceeded')
  }
}
