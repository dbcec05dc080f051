import { Agent } from 'node:https'
import {
  DescribeCertificateCommand,
  IoTClient,
  ListAttachedPoliciesCommand,
  ListThingPrincipalsCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-iot'
import type { Target } from './target.ts'

/** What AWS's own clients need to be an operator of the account. */
export const clientSettings = ({ awsEndpointUrl, region, operator, ca }: Target) => ({
  endpoint: awsEndpointUrl,
  region,
  credentials: operator,
  ...(ca === undefined ? {} : { requestHandler: { httpsAgent: new Agent({ ca, servername: 'localhost' }) } }),
})

export const iotClientOf = (target: Target): IoTClient => new IoTClient(clientSettings(target))

/** Status of a certificate, `GONE` when there is none. */
export const certificateStatus = async (iot: IoTClient, certificateId: string): Promise<string> => {
  try {
    const { certificateDescription } = await iot.send(new DescribeCertificateCommand({ certificateId }))
    return certificateDescription?.status ?? 'none'
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return 'GONE'
    throw error
  }
}

/** ARNs of the certificates of a thing. */
export const principalsOf = async (iot: IoTClient, thingName: string): Promise<string[]> =>
  (await iot.send(new ListThingPrincipalsCommand({ thingName }))).principals ?? []

/** Names of the policies of a certificate. */
export const policiesOf = async (iot: IoTClient, target: string): Promise<string[]> =>
  ((await iot.send(new ListAttachedPoliciesCommand({ target }))).policies ?? []).map(
    ({ policyName }) => policyName ?? '',
  )
