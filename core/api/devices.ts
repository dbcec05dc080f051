import { z } from 'zod'
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
