import { z } from 'zod'
import { profileSchema } from './profile.ts'

const principal = z.string().regex(/^arn:aws[a-z-]*:(iam|sts)::\d{12}:/, 'not the ARN of an IAM principal')

/** `POST /v1/orders` */
export const openOrderRequest = z.strictObject({
  profile: profileSchema,
  quantity: z.int().min(1).max(10_000_000),
  /** IAM principals that may mint; without one, the caller is the order's only station. */
  stations: z.array(principal).max(64).optional(),
  /** Stations that may also key a device again that was confirmed before. */
  reworkStations: z.array(principal).max(64).optional(),
  validUntil: z.iso.datetime().optional(),
  /** Only these devices may be keyed on this order. */
  imeis: z.array(z.string()).min(1).max(1000).optional(),
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
  openedAt: z.string(),
  openedBy: z.string(),
  validUntil: z.string().optional(),
  listedDevices: z.int().optional(),
  /** Sentences about the profile that did not close the door. */
  warnings: z.array(z.string()),
})
export type OrderAnswer = z.output<typeof orderAnswer>
