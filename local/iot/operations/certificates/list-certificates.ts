import { operation } from '../../operation.ts'
import { findCertificate } from '../../registry/certificates.ts'

interface Input {
  pageSize?: number
  marker?: string
  ascendingOrder?: boolean
}

/** Newest first. The marker is a certificate's place by age, so certificates made or deleted between pages shift nothing. */
export const listCertificates = operation({
  act: ({ pageSize = 250, marker, ascendingOrder = false }: Input, iot) => {
    const places = iot.tables.certificatesByAge.entries()
    if (!ascendingOrder) places.reverse()
    const rest = places.filter(([place]) => marker === undefined || (ascendingOrder ? place > marker : place < marker))
    const page = rest.slice(0, pageSize)
    return {
      certificates: page.map(([, certificateId]) => {
        const row = findCertificate(iot, certificateId)
        return {
          certificateArn: iot.arn.certificate(certificateId),
          certificateId,
          status: row.status,
          certificateMode: row.certificateMode,
          creationDate: new Date(row.createdAt),
        }
      }),
      nextMarker: rest.length > pageSize ? page.at(-1)?.[0] : undefined,
    }
  },
})
