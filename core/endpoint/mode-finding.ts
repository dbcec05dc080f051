import type { CertificateMode, Finding, Outcome } from './endpoint-check.ts'
import type { Facts } from './facts.ts'
import { finding } from './to-finding.ts'

/** The finding for a certificate mode that was not given and that decides the answer. */
export function modeFinding(facts: Facts, answers: Record<CertificateMode, Outcome>): Finding {
  return finding(facts, {
    rule: 'certificate-mode-unknown',
    severity: 'error',
    says: `The answer hangs on the certificate's mode, which was not given: DEFAULT ${answers.DEFAULT}, SNI_ONLY ${answers.SNI_ONLY}.`,
    fix: 'aws iot describe-certificate --certificate-id ID --query certificateDescription.certificateMode, then check again with --certificate-mode.',
    evidence: 'documented',
    source: 'AWS API reference, DescribeCertificate (sources conflict on the mode of certificates that AWS issues)',
  })
}
