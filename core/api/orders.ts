import * as z from 'zod'
import { attachTimes } from './attach-times.ts'
import { lineEvent } from './line.ts'
import { profileSchema } from './profile.ts'
import { stationName } from './stations.ts'

const principal = z.string().regex(/^arn:aws[a-z-]*:(iam|sts)::\d{12}:/)
/** An enrolled station by its name, any other IAM principal by its ARN. */
const station = z.union([stationName, principal], {
  error: 'neither the name of a station nor the ARN of an IAM principal',
})

/** `POST /v1/orders` */
export const openOrderRequest = z
  .strictObject({
    profile: profileSchema,
    quantity: z.int().min(1).max(10_000_000),
    /** Who may mint; without one, the caller is the order's only station. */
    stations: z.array(station).max(64).optional(),
    /** Stations that may also key a device again that was confirmed before. */
    reworkStations: z.array(station).max(64).optional(),
    /** Most units for one station, by its name or ARN: what a stolen bench can mint at the most. */
    shares: z.record(station, z.int().min(0)).optional(),
    /** Opens the order although the endpoint check says no; written down with the order. */
    overrideEndpointCheck: z
      .strictObject({ reason: z.string().min(10, 'say why, in ten characters or more').max(500) })
      .optional(),
    validUntil: z.iso.datetime().optional(),
    /** Only devices of these models: the first eight digits of the IMEI. */
    tacs: z
      .array(z.string().regex(/^\d{8}$/, 'a type allocation code has eight digits'))
      .min(1)
      .max(100)
      .optional(),
    /** Only these devices may be keyed on this order. */
    imeis: z.array(z.string()).min(1).max(1000).optional(),
    /** Units that prove the line at the start of a shift (docs/stations.md); with them, lines wait for a first article. */
    goldenUnits: z.array(z.string()).min(1).max(32).optional(),
  })
  .refine(({ imeis = [], goldenUnits = [] }) => !goldenUnits.some((imei) => imeis.includes(imei)), {
    path: ['goldenUnits'],
    error: 'a golden unit is never a product: it cannot be among the listed devices, too',
  })
export type OpenOrderRequest = z.output<typeof openOrderRequest>

/** How many of the order's devices stand in each state. */
const counts = z.object({
  reserved: z.int(),
  minted: z.int(),
  confirming: z.int(),
  confirmed: z.int(),
  registered: z.int(),
  suspended: z.int(),
  revoked: z.int(),
  scrapped: z.int(),
  released: z.int(),
})

/** Where the order's units are: `spent` = those with devices + `scrappedAfterShipping` + `remade` + `difference`. */
const reconciliation = z.object({
  ordered: z.int(),
  spent: z.int(),
  reserved: z.int(),
  /** Minted or just being confirmed. */
  minted: z.int(),
  confirmed: z.int(),
  registered: z.int(),
  suspended: z.int(),
  revoked: z.int(),
  scrapped: z.int(),
  scrappedAfterShipping: z.int(),
  released: z.int(),
  remade: z.int(),
  /** 0, or `says` explains it. */
  difference: z.int(),
  says: z.array(z.string()),
})

/** Answer of `POST /v1/orders` and `GET /v1/orders/{orderId}` */
export const orderAnswer = z.object({
  orderId: z.string(),
  status: z.enum(['open', 'closed']),
  profile: profileSchema.loose(),
  ordered: z.int(),
  /** Units spent: one for every device that this order ever began and did not give back. */
  spent: z.int(),
  states: counts,
  stations: z.array(z.string()),
  reworkStations: z.array(z.string()),
  shares: z.record(z.string(), z.int()),
  spentBy: z.record(z.string(), z.int()),
  openedAt: z.string(),
  openedBy: z.string(),
  validUntil: z.string().optional(),
  listedDevices: z.int().optional(),
  tacs: z.array(z.string()).optional(),
  goldenUnits: z.array(z.string()).optional(),
  /** What opened the order's lines, newest first, at most ten; only in `GET /v1/orders/{orderId}`. */
  line: z.array(lineEvent).optional(),
  /** How long units took to register on the network at the bench, by firmware; only in `GET /v1/orders/{orderId}`. */
  attachTimes: z.array(attachTimes).optional(),
  /** Ordered units that no device has registered for yet; what is scrapped or released needs another unit. */
  outstanding: z.int(),
  /** Sentences about the profile that did not close the door. */
  warnings: z.array(z.string()),
  /** Why the order was opened although the endpoint check said no; who did it is `openedBy`. */
  overrideReason: z.string().optional(),
  reconciliation,
})
export type OrderAnswer = z.output<typeof orderAnswer>

/** Query of `GET /v1/orders` */
export const listOrdersQuery = z.strictObject({
  status: z.enum(['open', 'closed']).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  after: z.string().max(512).optional(),
})

export const orderSummary = orderAnswer
  .pick({ orderId: true, status: true, ordered: true, spent: true, openedAt: true, openedBy: true, validUntil: true })
  .extend({
    profile: z.string(),
  })
/** Answer of `GET /v1/orders`, newest first; `next` is the `after` of the next page. */
export const orderList = z.object({ orders: z.array(orderSummary), next: z.string().optional() })
export type OrderList = z.output<typeof orderList>
