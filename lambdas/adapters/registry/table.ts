import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

/** The registry: one table, reached by primary key; `byOrder` lists the devices of an order. */
export interface Table {
  client: DynamoDBDocumentClient
  name: string
}

/** Version of the rows written by this code; a reader refuses newer ones and ignores attributes it does not know. */
export const schemaVersion = 1

export const orderKey = (orderId: string) => ({ pk: `ORDER#${orderId}`, sk: 'ORDER' })
/** One row for each IMEI that an order names. */
export const listedKey = (orderId: string, imei: string) => ({ pk: `ORDER#${orderId}`, sk: `IMEI#${imei}` })
export const deviceKey = (imei: string) => ({ pk: `DEVICE#${imei}`, sk: 'DEVICE' })
/** One row for each public key that a reservation ever named: how the sweep knows a certificate of ours from anybody else's. */
export const publicKeyKey = (sha256: string) => ({ pk: `KEY#${sha256}`, sk: 'KEY' })
/** Every station stands in one partition, by name: there are dozens, and they are listed. */
export const stationKey = (name: string) => ({ pk: 'STATIONS', sk: `STATION#${name}` })
/** One row for each certificate of a station, so that a call is judged by one read. */
export const stationCertificateKey = (serial: string) => ({
  pk: `STATION-CERTIFICATE#${serial}`,
  sk: 'STATION-CERTIFICATE',
})
/** One row for each modem that ever told its UUID: it belongs to one IMEI for life. */
export const modemKey = (deviceUuid: string) => ({ pk: `MODEM#${deviceUuid}`, sk: 'MODEM' })
/** The golden units stand in one partition, with the newest first article of each: there are dozens, and the sweep looks at all. */
export const articleKey = (imei: string) => ({ pk: 'ARTICLES', sk: `ARTICLE#${imei}` })
/** What opened a line of the order, by time. */
export const lineEventKey = (orderId: string, id: string) => ({ pk: `ORDER#${orderId}`, sk: `LINE#${id}` })
/** Attach times of an order's units with one firmware, added up. */
export const attachTimesKey = (orderId: string, firmware: string) => ({
  pk: `ORDER#${orderId}`,
  sk: `ATTACH#${firmware}`,
})
export const serialKey = (serial: string) => ({ pk: `SERIAL#${serial}`, sk: 'SERIAL' })

/** Takes a record out of its row; a row of a newer schema is refused rather than misread. */
export const fromRow = <T>(row: Record<string, unknown> | undefined): T | undefined => {
  if (row === undefined) return undefined
  if (typeof row.schema !== 'number' || row.schema > schemaVersion)
    throw new Error(
      `Row ${String(row.pk)} has schema ${String(row.schema)}; this code reads up to ${schemaVersion}. Deploy the newer code.`,
    )
  return row as T
}
