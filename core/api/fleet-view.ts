import * as z from 'zod'
import { linkNames } from '../diagnosis/diagnosis.ts'
import { diagnosisAnswer } from './diagnosis.ts'

/** Devices that were confirmed and have not been seen for longer than they should: how many, on which orders, and why. */
export const fleetView = z.object({
  takenAt: z.iso.datetime(),
  takenBy: z.enum(['schedule', 'ops']),
  /** A device is late when it was confirmed more days ago than this and never connected. */
  days: z.int(),
  late: z.int(),
  /** Against the last view that the schedule took, if there is one. */
  growth: z.object({ since: z.iso.datetime(), devices: z.int() }).optional(),
  /** Of how many late devices, the newest, the orders were counted. */
  counted: z.int(),
  /** Those with the most late devices first. */
  orders: z.array(z.object({ orderId: z.string(), late: z.int(), registered: z.int(), percent: z.int() })),
  /** How many of those counted were diagnosed. */
  sampled: z.int(),
  healthy: z.int(),
  undecided: z.int(),
  /** First broken links of the sample, the most frequent first; sentence and repair are those of the first example. */
  causes: z.array(
    z.object({
      link: z.enum(linkNames),
      cause: z.string(),
      devices: z.int(),
      examples: z.array(z.string()),
      says: z.string(),
      repair: diagnosisAnswer.shape.repair,
    }),
  ),
  /** Links that could not be looked at, and why. */
  blindSpots: z.array(z.object({ link: z.enum(linkNames), why: z.string(), devices: z.int() })),
  /** The time was up before the whole sample was diagnosed. */
  unfinished: z.boolean(),
})
export type FleetView = z.output<typeof fleetView>

/** `GET` and `POST /v1/fleet-view`; without `view`, none was taken yet. */
export const fleetViewAnswer = z.object({ view: fleetView.optional() })
export type FleetViewAnswer = z.output<typeof fleetViewAnswer>
