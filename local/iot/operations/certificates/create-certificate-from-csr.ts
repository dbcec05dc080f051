import { iotError } from '../../errors.ts'
import { operation } from '../../operation.ts'
import { ownSubject } from '../../x509/issue-device-certificate.ts'
import { type Csr, readCsr } from '../../x509/read-csr.ts'
import { childrenOf, readDer } from '../../x509/read-der.ts'
import { issue } from './issue.ts'

interface Input {
  certificateSigningRequest: string
  setAsActive?: boolean
}

/** The same CSR again gives another certificate: the operation is not idempotent (reference 1.3, 2.9). */
export const createCertificateFromCsr = operation({
  act: ({ certificateSigningRequest, setAsActive }: Input, iot) => {
    const csr = read(certificateSigningRequest)
    if (!csr.signatureFits && iot.switches.csrSignature === 'verified')
      throw invalid('its signature was not made by the key in it')
    const isEmpty = childrenOf(readDer(csr.subject)).length === 0
    const subject = isEmpty || iot.switches.certificateSubject === 'aws' ? ownSubject : csr.subject
    return issue(iot, subject, csr.publicKey, setAsActive)
  },
})

const read = (pem: string): Csr => {
  try {
    return readCsr(pem)
  } catch (error) {
    throw invalid(error instanceof Error ? error.message : String(error))
  }
}

const invalid = (why: string) =>
  iotError('InvalidRequestException', `The certificate signing request is not acceptable: ${why}`)
