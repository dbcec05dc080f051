import { createPrivateKey, webcrypto } from 'node:crypto'

/** The private key is for the modem only: write it, then let it go. */
export interface StationKey {
  /** PEM, LF line ends, final LF. */
  privateKeyPem: string
  csrPem: string
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const

/**
 * Makes a P-256 key and the request for its certificate. `sec1` is for firmware that cannot read PKCS#8
 * (nrf91-modem.md 4.1). The name in the request is for people: the cloud takes identity from the order and the IMEI.
 */
export const makeStationKey = async (form: 'sec1' | 'pkcs8', commonName: string): Promise<StationKey> => {
  await import('reflect-metadata')
  const { Pkcs10CertificateRequestGenerator } = await import('@peculiar/x509')
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const csr = await Pkcs10CertificateRequestGenerator.create({
    name: [{ CN: [commonName] }],
    keys,
    signingAlgorithm: algorithm,
  })
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey))
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  const privateKeyPem = key.export({ format: 'pem', type: form })
  der.fill(0)
  return { privateKeyPem: privateKeyPem.toString(), csrPem: `${csr.toString('pem').trim()}\n` }
}
