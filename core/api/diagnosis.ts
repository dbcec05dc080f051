import * as z from 'zod'
import { linkNames } from '../diagnosis/diagnosis.ts'

/** `POST /v1/devices/{imei}/diagnosis` */
export const diagnosisRequest = z.strictObject({
  /** What the log of another broker says of the device. */
  fallback: z
    .strictObject({
      firstAt: z.iso.datetime(),
      lastAt: z.iso.datetime(),
      /** How many lines of the log name the device. */
      lines: z.int().min(1),
      clientId: z.string().max(256),
    })
    .optional(),
})
export type DiagnosisRequest = z.output<typeof diagnosisRequest>

/** The first broken link of a device, or a clean bill that names what was checked. */
export const diagnosisAnswer = z.object({
  imei: z.string(),
  /** `undecided`: nothing is broken, but not every link could be looked at. */
  verdict: z.enum(['healthy', 'broken', 'undecided']),
  brokenLink: z.enum(linkNames).optional(),
  /** One of docs/doctor.md. */
  cause: z.string().optional(),
  /** One sentence. */
  says: z.string(),
  repair: z
    .object({
      does: z.string(),
      /** To run in this order; what stands in angle brackets only the person at the bench knows. */
      commands: z.array(z.string()),
      where: z.enum(['here', 'bench', 'build']),
    })
    .optional(),
  evidence: z.array(z.object({ what: z.string(), is: z.string() })),
  checked: z.array(z.object({ link: z.enum(linkNames), says: z.string() })),
  notChecked: z.array(z.object({ link: z.enum(linkNames), why: z.string() })),
})
export type DiagnosisAnswer = z.output<typeof diagnosisAnswer>
