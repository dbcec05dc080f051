import * as z from 'zod'
import { deviceStates } from '../device/life-cycle.ts'
import { proofs } from '../device/proof.ts'
import type { SecurityEvent } from '../presence/security-event.ts'
import { keySources } from './profile.ts'

const securityEvents = [
  'foreign-certificate',
  'replaced-certificate',
  'connected-while-out',
] as const satisfies SecurityEvent[]

/** A device as lists and changes answer it. */
export const deviceAnswer = z.object({
  imei: z.string(),
  thingName: z.string(),
  serial: z.string().optional(),
  orderId: z.string(),
  state: z.enum(deviceStates),
  /** ARN of the principal that spent the unit. */
  station: z.string(),
  generation: z.int(),
  keySource: z.enum(keySources),
  firmware: z.string().optional(),
  deviceUuid: z.string().optional(),
  certificateId: z.string().optional(),
  certificateMode: z.string().optional(),
  proof: z.enum(proofs).optional(),
  /** How long the unit took to register on the network at the bench; `attachMs` is null when it did not. */
  attach: z.object({ firmware: z.string(), attachMs: z.int().nullable(), at: z.string() }).optional(),
  reservedAt: z.string(),
  mintedAt: z.string().optional(),
  confirmedAt: z.string().optional(),
  registeredAt: z.string().optional(),
  /** The last connect that was written down: at most one a day. */
  lastSeenAt: z.string().optional(),
  /** When the state last changed. */
  changedAt: z.string(),
  /** When two clients last seemed to share the certificate (inferred from sessions that threw each other out). */
  cloneSuspectedAt: z.string().optional(),
  /** The newest connect that should not have been possible. */
  securityEvent: z.object({ event: z.enum(securityEvents), certificateId: z.string(), at: z.string() }).optional(),
})
export type DeviceAnswer = z.output<typeof deviceAnswer>

/** Connects of one hour that AWS IoT refused; kept for less than 30 days. */
export const failedConnects = z.object({
  firstAt: z.string(),
  lastAt: z.string(),
  attempts: z.int(),
  /** AWS's own word. */
  reason: z.string(),
  /** The certificate that was shown. */
  certificateId: z.string(),
  /** The device of ours that the certificate belongs to; missing if it is none. */
  certificateOf: z.string().optional(),
  ipAddress: z.string().optional(),
})
export type FailedConnectsAnswer = z.output<typeof failedConnects>

/** `GET /v1/devices/{imei}` */
export const deviceDetail = deviceAnswer.extend({
  /** The newest, if there is one. */
  failedConnects: failedConnects.optional(),
})
export type DeviceDetail = z.output<typeof deviceDetail>

/** Query of `GET /v1/devices`: one of the first nine names what to look by; `state` also narrows an order. */
export const listDevicesQuery = z
  .strictObject({
    serial: z.string().max(64).optional(),
    thing: z.string().max(128).optional(),
    certificate: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'a certificate ID has 64 lower-case hex digits')
      .optional(),
    uuid: z.guid().optional(),
    order: z.string().max(64).optional(),
    station: z.string().max(256).optional(),
    firmware: z.string().max(80).optional(),
    state: z.enum(deviceStates).optional(),
    /** Begun on this day, UTC. */
    day: z.iso.date().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
    after: z.string().max(1024).optional(),
  })
  .refine(
    ({ serial, thing, certificate, uuid, order, station, firmware, state, day }) => {
      const named = [serial, thing, certificate, uuid, order, station, firmware, state, day].filter(
        (value) => value !== undefined,
      )
      return named.length === 1 || (named.length === 2 && order !== undefined && state !== undefined)
    },
    {
      error:
        'name exactly one of serial, thing, certificate, uuid, order, station, firmware, state, day (or order and state)',
    },
  )
export type ListDevicesQuery = z.output<typeof listDevicesQuery>

/** Answer of `GET /v1/devices`; `next` is the `after` of the next page. */
export const deviceList = z.object({ devices: z.array(deviceAnswer), next: z.string().optional() })
export type DeviceList = z.output<typeof deviceList>

/** Answer of `GET /v1/devices/{imei}/history` */
export const deviceHistory = z.object({
  imei: z.string(),
  events: z.array(
    z.object({
      at: z.string(),
      change: z.string(),
      by: z.string(),
      certificateId: z.string().optional(),
      note: z.string().optional(),
    }),
  ),
  /** Newest first; they expire. */
  failedConnects: z.array(failedConnects),
})
export type DeviceHistory = z.output<typeof deviceHistory>

/** `POST /v1/devices/{imei}/suspension|resumption|revocation|scrapping` */
export const takeAwayRequest = z.strictObject({ reason: z.string().max(200).optional() })
export type TakeAwayRequest = z.output<typeof takeAwayRequest>

/** `POST /v1/devices/{imei}/recheck` */
export const recheckRequest = z.strictObject({
  /** Forget what was held against the device, after somebody looked into it. */
  clearAlerts: z.boolean().default(false),
})
export type RecheckRequest = z.input<typeof recheckRequest>

/** What AWS IoT says of a device right now, against its row. */
export const recheckAnswer = z.object({
  device: deviceAnswer,
  /** Whether this look registered it. */
  registered: z.boolean(),
  /** Undefined when AWS IoT remembers no connection, which it does for half an hour after the last one. */
  connection: z
    .object({
      connected: z.boolean(),
      since: z.string().optional(),
      /** AWS's own word for why the last session ended. */
      disconnectReason: z.string().optional(),
    })
    .optional(),
  certificate: z.object({ certificateId: z.string(), status: z.string() }).optional(),
  /** What does not agree, or could not be decided, in sentences. */
  says: z.array(z.string()),
})
export type RecheckAnswer = z.output<typeof recheckAnswer>
