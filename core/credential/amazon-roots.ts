import { X509Certificate } from 'node:crypto'
import type { amazonRootNames } from '../api/profile.ts'
import { rewrapPem } from './canonical-pem.ts'

export type AmazonRootName = (typeof amazonRootNames)[number]

/**
 * Amazon's roots in canonical PEM, out of the trust store that Node carries (`tls.rootCertificates`), so that no certificate
 * file has to be kept. Throws when the store lacks one: that is a damaged or very old Node.
 */
export function amazonRoots(rootCertificates: readonly string[]): Record<AmazonRootName, string> {
  const bySubject = new Map(rootCertificates.map((pem) => [new X509Certificate(pem).subject, pem]))
  const find = (number: number): string => {
    const pem = bySubject.get(`C=US\nO=Amazon\nCN=Amazon Root CA ${number}`)
    const canonical = pem === undefined ? undefined : rewrapPem(pem)
    if (canonical === undefined) throw new Error(`Node's trust store has no "Amazon Root CA ${number}": update Node`)
    return canonical
  }
  return { AmazonRootCA1: find(1), AmazonRootCA2: find(2), AmazonRootCA3: find(3), AmazonRootCA4: find(4) }
}
