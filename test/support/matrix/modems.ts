import { createPrivateKey } from 'node:crypto'
import { AttachPolicyCommand, CreatePolicyCommand, RegisterCertificateWithoutCACommand } from '@aws-sdk/client-iot'
import type { CertificateMode } from '../../../core/endpoint/endpoint-check.ts'
import type { ModemBehaviour } from '../../../simulator/behaviour.ts'
import { createModem, type Modem } from '../../../simulator/modem.ts'
import { seededRandom } from '../../../simulator/random.ts'
import type { TestBroker } from '../../local/iot/support/broker.ts'
import { terminal } from '../../simulator/terminal.ts'
import { createAuthority } from '../tls/authority.ts'
import { imeiOf } from '../unit.ts'

export const securityTag = 16842753

interface Credential {
  cert: string
  key: string
}

const policy = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'iot:Connect', Resource: 'arn:aws:iot:eu-west-1:123456789012:client/cell-*' }],
}

/** One ACTIVE credential in each certificate mode: from a CSR, and registered without its CA. */
export const makeCredentials = async (broker: TestBroker): Promise<Record<CertificateMode, Credential>> => {
  const issued = await broker.device('matrix', { policy })
  const own = await (await createAuthority()).issue('matrix')
  await broker.client.send(new CreatePolicyCommand({ policyName: 'matrix', policyDocument: JSON.stringify(policy) }))
  const { certificateArn: target = '' } = await broker.client.send(
    new RegisterCertificateWithoutCACommand({ certificatePem: own.certificate, status: 'ACTIVE' }),
  )
  await broker.client.send(new AttachPolicyCommand({ policyName: 'matrix', target }))
  // The form that every firmware reads.
  const key = createPrivateKey(own.key).export({ type: 'sec1', format: 'pem' }).toString()
  return { DEFAULT: { cert: issued.cert, key: issued.key }, SNI_ONLY: { cert: own.certificate, key } }
}

/** A modem that holds root, certificate and key as the story's did. */
export const provision = async (
  firmware: string,
  { cert, key }: Credential,
  rootCaPem: string,
  behaviour: Partial<ModemBehaviour>,
): Promise<Modem> => {
  const modem = createModem({ firmware, imei: imeiOf(1), behaviour, random: seededRandom(5) })
  const { ask } = terminal(modem)
  await ask('AT+CFUN=4')
  for (const [type, content] of [rootCaPem, cert, key].entries()) {
    const answer = await ask(`AT%CMNG=0,${securityTag},${type},"${content}"`)
    if (answer.at(-1) !== 'OK') throw new Error(`${firmware} does not take type ${type}: ${answer.join(' ')}`)
  }
  return modem
}
