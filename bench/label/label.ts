/** What a label says of a unit. */
export interface Label {
  serial?: string | undefined
  thingName: string
  imei: string
  orderId: string
}

/** What people read on it, line by line. */
export const labelLines = ({ serial, thingName, imei, orderId }: Label): string[] =>
  [serial, thingName, `IMEI ${imei}`, `Order ${orderId}`].filter((line) => line !== undefined)

/** What the QR code holds: one line of JSON that any scanner reads. */
export const labelCode = ({ serial, thingName, imei, orderId }: Label): string =>
  JSON.stringify({ ...(serial === undefined ? {} : { serial }), thing: thingName, imei, order: orderId })
