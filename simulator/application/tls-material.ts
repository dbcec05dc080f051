import { createPrivateKey, X509Certificate } from 'node:crypto'
import { createSecureContext, type SecureContext } from 'node:tls'
import { readPem } from '../../core/credential/read-pem.ts'
import { cipherSuitesOf } from '../../core/modem/cipher-suites.ts'
import { credentialType, credentialTypeName } from '../../core/modem/credential-type.ts'
import type { Modem } from '../modem.ts'
import type { StoredCredential } from '../modem-state.ts'
import { credentialErrno, type DeviceErrno, deviceErrno } from './device-errno.ts'

export type TlsMaterial =
  | { ok: true; context: SecureContext; clientCertificate: boolean }
  | { ok: false; refusal: { why: string; errno: DeviceErrno } }

/**
 * What the modem's TLS stack makes of a security tag: exactly the stored bytes, TLS 1.2 only, and the suites of its firmware.
 * A tag that cannot be used fails on the device, before anything is sent.
 */
export function tlsMaterial(modem: Modem, tag: number): TlsMaterial {
  const { rootCa, clientCertificate, privateKey } = credentialType
  const [ca, certificate, key] = [rootCa, clientCertificate, privateKey].map((type) => modem.credential(tag, type))
  const refuse = (why: string, errno = credentialErrno(modem.facts.firmware)): TlsMaterial => ({
    ok: false,
    refusal: { why, errno },
  })
  const lacks = (type: number) => refuse(`security tag ${tag} holds no ${credentialTypeName(type)}`)
  const broken = (type: number) => `the ${credentialTypeName(type)} under security tag ${tag} does not parse`
  if (!ca) return lacks(rootCa)
  // Neither certificate nor key: the handshake goes on and offers no client certificate.
  if (!certificate && key) return lacks(clientCertificate)
  if (certificate && !key) return lacks(privateKey)
  if (!isPem(ca.content, 'CERTIFICATE')) return refuse(broken(rootCa))
  if (certificate && !isPem(certificate.content, 'CERTIFICATE')) return refuse(broken(clientCertificate))
  if (key && !isPem(key.content, 'PRIVATE KEY')) return refuse(broken(privateKey), deviceErrno('EINVAL'))
  if (key && isPkcs8(key.content) && !modem.facts.pkcs8.value) {
    return refuse(`${modem.firmware} does not read private keys in PKCS#8`, deviceErrno('EINVAL'))
  }
  try {
    if (certificate && key && !belongTogether(certificate, key)) {
      return refuse('private key and client certificate do not belong together')
    }
    const context = createSecureContext({
      ca: ca.content,
      ...(certificate && key ? { cert: certificate.content, key: key.content, passphrase: key.password } : {}),
      minVersion: 'TLSv1.2',
      maxVersion: 'TLSv1.2',
      ciphers: cipherSuitesOf(modem.facts)
        .map(({ openssl }) => openssl)
        .join(':'),
    })
    return { ok: true, context, clientCertificate: certificate !== undefined }
  } catch {
    return refuse(`the credentials under security tag ${tag} cannot be used`, deviceErrno('EINVAL'))
  }
}

function belongTogether(certificate: StoredCredential, key: StoredCredential): boolean {
  const privateKey = createPrivateKey({ key: key.content, ...(key.password ? { passphrase: key.password } : {}) })
  return new X509Certificate(certificate.content).checkPrivateKey(privateKey)
}

/** The modem takes PEM on lines of its own; flattened text and literal \n are stored by old firmware and fail here. */
function isPem(content: string, label: string): boolean {
  const read = readPem(content)
  return (
    /-----BEGIN [A-Z ]+-----\r?\n/.test(content) && read.ok && read.blocks.some((block) => block.label.endsWith(label))
  )
}

function isPkcs8(content: string): boolean {
  return /-----BEGIN (ENCRYPTED )?PRIVATE KEY-----/.test(content)
}
