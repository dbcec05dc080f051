import * as z from 'zod'
import { deviceStates } from '../device/life-cycle.ts'

const device = {
  /** The same whenever the same change is told again. */
  id: z.string(),
  imei: z.string(),
  thingName: z.string(),
  orderId: z.string(),
  serial: z.string().optional(),
  certificateId: z.string().optional(),
  /** Raised with every key. */
  generation: z.int(),
  /** ISO 8601, from the registry. Events may come in another order. */
  at: z.string(),
}

/** `Device State Changed`: readers ignore fields they do not know. */
export const deviceStateChanged = z.object({
  ...device,
  /** Missing for a device that nobody knew before. */
  from: z.enum(deviceStates).optional(),
  to: z.enum(deviceStates),
  /** The change that the life cycle names. */
  change: z.string(),
  /** ARN of the principal, `device`, or `sweep`. */
  by: z.string(),
  firmware: z.string().optional(),
})

/** `Device Alert Raised`: a connect that should not have been, or two clients with one identity. */
export const deviceAlertRaised = z.object({
  ...device,
  alert: z.enum(['clone-suspected', 'foreign-certificate', 'replaced-certificate', 'connected-while-out']),
})

/** `Order State Changed` */
export const orderStateChanged = z.object({
  id: z.string(),
  orderId: z.string(),
  profile: z.string(),
  ordered: z.int(),
  /** Missing for a new order. */
  from: z.enum(['open', 'closed']).optional(),
  to: z.enum(['open', 'closed']),
})

/** What is announced to others, by the detail type of the event. */
export const announcements = {
  'Device State Changed': deviceStateChanged,
  'Device Alert Raised': deviceAlertRaised,
  'Order State Changed': orderStateChanged,
} as const

export type Announcement = {
  [Type in keyof typeof announcements]: { type: Type; detail: z.output<(typeof announcements)[Type]> }
}[keyof typeof announcements]
