import { generateKeyPairSync } from 'node:crypto'
import { createSecureContext, type SecureContext } from 'node:tls'
import type { IotContext } from '../context.ts'
import { buildCertificate } from '../x509/build-certificate.ts'
import { distinguishedName } from '../x509/distinguished-name.ts'
import { toPem } from '../x509/pem.ts'
import { publicKeyDer } from '../x509/public-key-der.ts'

const dayMs = 86_400_000

/** Key and certificate of the broker for these host names, signed by the local root; made anew at each start. */
export const serverCertificate = async (iot: IotContext, hosts: readonly string[]) => {
  const authority = await iot.authority()
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const certificate = buildCertificate(
    {
      serial: iot.random(20),
      issuer: authority.name,
      subject: distinguishedName({ CN: hosts[0] ?? '' }),
      publicKey: publicKeyDer(privateKey),
      notBefore: new Date(iot.clock() - dayMs),
      notAfter: new Date(iot.clock() + 365 * dayMs),
      usage: 'server',
      hosts,
    },
    authority.key,
  )
  return {
    cert: toPem('CERTIFICATE', certificate),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

/** The hosts AWS's own certificate covers: the Region's name and every account's name below it (reference 4.2). */
export const regionHosts = ({ region }: IotContext): string[] => [
  `iot.${region}.amazonaws.com`,
  `*.iot.${region}.amazonaws.com`,
]

/** A certificate for a customer's own domain, made when it is first asked for. */
export const createDomainContexts = (iot: IotContext) => {
  const contexts = new Map<string, Promise<SecureContext>>()
  return (domainName: string): Promise<SecureContext> => {
    const context = contexts.get(domainName) ?? serverCertificate(iot, [domainName]).then(createSecureContext)
    contexts.set(domainName, context)
    return context
  }
}
