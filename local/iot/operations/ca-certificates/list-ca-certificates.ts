import { operation } from '../../operation.ts'
import { pageOf } from '../page.ts'

interface Input {
  pageSize?: number
  marker?: string
  ascendingOrder?: boolean
}

export const listCACertificates = operation({
  unsupported: ['templateName'],
  act: ({ pageSize = 250, marker, ascendingOrder = false }: Input, iot) => {
    const rows = iot.tables.caCertificates.entries().map(([, row]) => row)
    rows.sort((a, b) => (ascendingOrder ? a.createdAt - b.createdAt : b.createdAt - a.createdAt))
    const { items, next } = pageOf(rows, pageSize, marker)
    return {
      certificates: items.map((row) => ({
        certificateArn: iot.arn.caCertificate(row.certificateId),
        certificateId: row.certificateId,
        status: row.status,
        creationDate: new Date(row.createdAt),
      })),
      nextMarker: next,
    }
  },
})
