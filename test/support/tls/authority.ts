import 'reflect-metadata'
import { createHash, webcrypto, X509Certificate } from 'node:crypto'
import * as x509 from '@peculiar/x509'

const ecdsa = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
const hour = 3_600_000

export interface Issued {
  certificate: string
  key: string
  /** SHA-256 of the DER, as AWS IoT names certificates. */
  id: string
}

export interface Authority {
  certificate: string
  issue(name: string, options?: { names?: string[]; notBefore?: Date; notAfter?: Date }): Promise<Issued>
}

const pemKey = async (keys: webcrypto.CryptoKeyPair): Promise<string> => {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey))
  return `-----BEGIN PRIVATE KEY-----\n${der.toString('base64').replace(/(.{64})/g, '$1\n')}\n-----END PRIVATE KEY-----\n`
}

/** A certificate authority for one test; its keys live and die with it. */
export const createAuthority = async (name = 'Test Root'): Promise<Authority> => {
  const make = () => webcrypto.subtle.generateKey(ecdsa, true, ['sign', 'verify'])
  const root = await make()
  const [notBefore, notAfter] = [new Date(Date.now() - hour), new Date(Date.now() + 24 * hour)]
  const self = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    keys: root,
    signingAlgorithm: ecdsa,
    notBefore,
    notAfter,
    extensions: [new x509.BasicConstraintsExtension(true, undefined, true)],
  })
  return {
    certificate: `${self.toString('pem')}\n`,
    issue: async (subject, options = {}) => {
      const keys = await make()
      const names = (options.names ?? []).map((value) => ({ type: 'dns' as const, value }))
      const issued = await x509.X509CertificateGenerator.create({
        subject: `CN=${subject}`,
        issuer: self.subject,
        publicKey: keys.publicKey,
        signingKey: root.privateKey,
        signingAlgorithm: ecdsa,
        notBefore: options.notBefore ?? notBefore,
        notAfter: options.notAfter ?? notAfter,
        extensions: names.length > 0 ? [new x509.SubjectAlternativeNameExtension(names)] : [],
      })
      const certificate = `${issued.toString('pem')}\n`
      const id = createHash('sha256').update(new X509Certificate(certificate).raw).digest('hex')
      return { certificate, key: await pemKey(keys), id }
    },
  }
}
