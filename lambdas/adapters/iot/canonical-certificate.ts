import { rewrapPem } from '../../../core/credential/canonical-pem.ts'

/** The PEM as the modem must hold it: 64 columns, LF, final LF, whatever AWS's answer looked like. */
export const canonicalCertificate = (pem: string | undefined): string => {
  const canonical = pem === undefined ? undefined : rewrapPem(pem)
  if (canonical === undefined) throw new Error('AWS IoT answered without a certificate in PEM.')
  return canonical
}
