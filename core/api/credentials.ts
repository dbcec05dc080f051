import * as z from 'zod'
import { deviceStates } from '../device/life-cycle.ts'
import { proofs } from '../device/proof.ts'

const common = {
  /** Text of AT+CGMR. */
  firmware: z.string().min(1).max(80),
  agentVersion: z.string().min(1).max(32),
  serial: z
    .string()
    .regex(/^[A-Za-z0-9._:/-]{1,64}$/, 'letters, digits and . _ : / - only')
    .optional(),
  /** `%ATTESTTOKEN` under a challenge, from firmware that has it. */
  attestation: z
    .strictObject({
      challenge: z.string().regex(/^[0-9a-fA-F]{32}$/, 'a challenge has 32 hexadecimal digits'),
      token: z.string().min(1).max(4096),
    })
    .optional(),
}

/** `POST /v1/orders/{orderId}/devices/{imei}/credentials`. Lengths are checked by the CSR rules, which say more. */
export const mintRequest = z.discriminatedUnion('keySource', [
  z.strictObject({ keySource: z.literal('modem'), keygen: z.string().min(1).max(16_384), ...common }),
  z.strictObject({ keySource: z.literal('station'), csr: z.string().min(1).max(65_536), ...common }),
  z.strictObject({ keySource: z.literal('cloud'), ...common }),
])
export type MintRequest = z.output<typeof mintRequest>

/** What AT%CMNG must show after the write: SHA-256 (64 upper-case hex digits) of the bytes between the quotes. */
export const expectedItem = z.object({ type: z.int(), sha256: z.string().optional() })

export const mintAnswer = z.object({
  imei: z.string(),
  thingName: z.string(),
  securityTag: z.int(),
  generation: z.int(),
  certificateId: z.string(),
  /** PEM, LF line ends, final LF: write these bytes. */
  certificatePem: z.string(),
  /** All trust anchors, concatenated: one item of type 0. */
  rootCaPem: z.string(),
  endpoint: z.string(),
  port: z.int(),
  /** Only with key source `cloud`, and only in this answer: it cannot be asked for again. */
  privateKeyPem: z.string().optional(),
  expected: z.array(expectedItem),
  attestation: z.object({
    deviceUuid: z.string().optional(),
    /** The COSE signature needs Nordic's identity key, which we do not hold (nrf91-modem.md 3.1). */
    digest: z.enum(['checked', 'none']),
    /** `answered`: the modem repeated the station's challenge. */
    challenge: z.enum(['answered', 'none']).optional(),
    signature: z.literal('not-verified'),
  }),
})
export type MintAnswer = z.output<typeof mintAnswer>

/** `POST /v1/orders/{orderId}/devices/{imei}/credentials/{certificateId}/confirmation` */
export const confirmRequest = z.strictObject({
  /** The `%CMNG:` lines of `AT%CMNG=1,<tag>` exactly as the modem printed them. */
  listing: z.array(z.string().max(256)).max(64),
  firmware: z.string().min(1).max(80),
  agentVersion: z.string().min(1).max(32),
})
export type ConfirmRequest = z.output<typeof confirmRequest>

export const confirmAnswer = z.object({
  imei: z.string(),
  thingName: z.string(),
  certificateId: z.string(),
  state: z.enum(deviceStates),
  proof: z.enum(proofs),
  confirmedAt: z.string(),
})
export type ConfirmAnswer = z.output<typeof confirmAnswer>
