import { generateKeyPairSync } from 'node:crypto'
import { createSecureContext, type SecureContext } from 'node:tls'
import type { IotContext } from '../context.ts'
import { buildCertificate } from '../x509/build-certificate.ts'
import { distinguishedName } from '../x509/distinguished-name.ts'
import { toPem } from '../x509/pem.ts'
import { publicKeyDer } from '../x509/public-key-der.ts'

const dayMs = 86_400_000

/** Key and certificate of the broker for these host names, signed by the local root; made anew at each start. */
export const serverCertificate = async (iot: IotContext, hosts: readonly string[], validDays = 365) => {
  const authority = await iot.authority()
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const notAfter = iot.clock() + validDays * dayMs
  const certificate = buildCertificate(
    {
      serial: iot.random(20),
      issuer: authority.name,
      subject: distinguishedName({ CN: hosts[0] ?? '' }),
      publicKey: publicKeyDer(privateKey),
      notBefore: new Date(Math.min(iot.clock(), notAfter) - dayMs),
      notAfter: new Date(notAfter),
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

/** A certificate for a customer's own domain, made when it is first asked for; one that AWS calls INVALID has expired. */
export const createDomainContexts = (iot: IotContext) => {
  const contexts = new Map<string, Promise<SecureContext>>()
  return (domainName: string, isValid: boolean): Promise<SecureContext> => {
    const name = `${domainName} ${isValid}`
    const made =
      contexts.get(name) ?? serverCertificate(iot, [domainName], isValid ? 365 : -1).then(createSecureContext)
    contexts.set(name, made)
    return made
  }
}
