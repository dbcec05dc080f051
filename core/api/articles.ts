import * as z from 'zod'
import { admissionAnswer } from './admission.ts'
import { mintRequest } from './credentials.ts'

/** Query of `GET /v1/orders/{orderId}/articles`: without a unit, only which ones may be first articles. */
export const articleQuery = z.strictObject({
  imei: z.string().max(40).optional(),
  firmware: z.string().min(1).max(80).optional(),
})

/** What a line must know before its first unit. An order without golden units asks for no first article. */
export const articleAnswer = z.object({
  orderId: z.string(),
  goldenUnits: z.array(z.string()),
  /** For the unit that was asked about: how it is keyed. */
  unit: admissionAnswer.optional(),
})
export type ArticleAnswer = z.output<typeof articleAnswer>

const [modem, station, cloud] = mintRequest.options
/** No unit stands in the fixture: software plays the modem, which proves the cloud and not the fixture. */
const simulated = { simulated: z.boolean().default(false) }

/** `POST /v1/orders/{orderId}/articles/{imei}/credentials`; a serial number is not looked at. */
export const mintArticleRequest = z.discriminatedUnion('keySource', [
  modem.extend(simulated),
  station.extend(simulated),
  cloud.extend(simulated),
])
export type MintArticleRequest = z.output<typeof mintArticleRequest>
