import * as z from 'zod'
import { deviceStates } from '../device/life-cycle.ts'
import { profileSchema } from './profile.ts'

/** Query of `GET /v1/orders/{orderId}/devices/{imei}/admission` */
export const admissionQuery = z.strictObject({
  firmware: z.string().min(1).max(80).optional(),
  /** Of the modem that answers now: one that is pinned to another IMEI, or another one under this IMEI, is refused. */
  deviceUuid: z.guid().optional(),
})

/** The unit may be keyed; what the bench must know to do it. Nothing is reserved by asking. */
export const admissionAnswer = z.object({
  imei: z.string(),
  thingName: z.string(),
  profile: profileSchema.loose(),
  /** What the registry holds of this device in this order, when it was begun before. */
  device: z
    .object({ state: z.enum(deviceStates), generation: z.int(), certificateId: z.string().optional() })
    .optional(),
  /** How far the order is, for who watches it; older clouds do not tell. */
  order: z.object({ quantity: z.int(), spent: z.int() }).optional(),
})
export type AdmissionAnswer = z.output<typeof admissionAnswer>
