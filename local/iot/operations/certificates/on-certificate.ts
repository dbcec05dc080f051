import type { IotContext } from '../../context.ts'

/** The IAM check of an operation on one certificate (reference 2.10). */
export const onCertificate =
  (action: string) =>
  ({ certificateId }: { certificateId: string }, { arn }: IotContext) => [
    { action, resource: arn.certificate(certificateId) },
  ]
