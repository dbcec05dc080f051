import type { IotContext } from '../../context.ts'
import { iotError } from '../../errors.ts'

export const findCaCertificate = ({ tables }: IotContext, certificateId: string) => {
  const row = tables.caCertificates.get(certificateId)
  if (row === undefined)
    throw iotError('ResourceNotFoundException', `The CA certificate ${certificateId} is not registered`)
  return row
}

export const onCaCertificate =
  (action: string) =>
  ({ certificateId }: { certificateId: string }, { arn }: IotContext) => [
    { action, resource: arn.caCertificate(certificateId) },
  ]
