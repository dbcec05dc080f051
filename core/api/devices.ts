import * as z from 'zod'
import { deviceStates } from '../device/life-cycle.ts'
import { keySources } from './profile.ts'

export const proofs = ['digest', 'presence'] as const
/** `digest`: the modem printed the SHA-256 of what we sent. `presence`: it printed a placeholder, so only "something is there". */
export type Proof = (typeof proofs)[number]

/** `GET /v1/devices/{imei}` */
export const deviceAnswer = z.object({
  imei: z.string(),
  thingName: z.string(),
  serial: z.string().optional(),
  orderId: z.string(),
  state: z.enum(deviceStates),
  generation: z.int(),
  keySource: z.enum(keySources),
  firmware: z.string().optional(),
  deviceUuid: z.string().optional(),
  certificateId: z.string().optional(),
  certificateMode: z.string().optional(),
  proof: z.enum(proofs).optional(),
  reservedAt: z.string(),
  mintedAt: z.string().optional(),
  confirmedAt: z.string().optional(),
  registeredAt: z.string().optional(),
})
export type DeviceAnswer = z.output<typeof deviceAnswer>

/** Query of `GET /v1/devices`: one of the first nine names what to look by; `state` also narrows an order. */
export const listDevicesQuery = z
  .strictObject({
    serial: z.string().max(64).optional(),
    thing: z.string().max(128).optional(),
    certificate: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'a certificate ID has 64 lower-case hex digits')
      .optional(),
    uuid: z.uuid().optional(),
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
})
export type DeviceHistory = z.output<typeof deviceHistory>

/** `POST /v1/devices/{imei}/suspension|resumption|revocation|scrapping` */
export const takeAwayRequest = z.strictObject({ reason: z.string().max(200).optional() })
export type TakeAwayRequest = z.output<typeof takeAwayRequest>
