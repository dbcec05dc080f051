import type { Failure } from '../failures/failure.ts'
import type { Refused } from '../refused.ts'

export const flashSteps = [
  'probe',
  'admission',
  'look',
  'prepare',
  'key',
  'mint',
  'write',
  'read-back',
  'confirm',
] as const
export type FlashStep = (typeof flashSteps)[number]

/** A step begins. Names and values only, so that a terminal, a page and a log each say it in their own words. */
export interface FlashEvent {
  step: FlashStep
  port: string
  imei?: string
  params: Readonly<Record<string, string | number | boolean>>
}

/** What is known of the unit when the run ends, however it ends. */
export interface UnitFacts {
  port: string
  orderId: string
  imei?: string
  /** Text of AT+CGMR. */
  firmware?: string
}

export type FlashResult = UnitFacts &
  (
    | {
        /** Only from the cloud's comparison of what the modem listed. */
        outcome: 'confirmed'
        thingName: string
        certificateId: string
        state: string
        proof: 'digest' | 'presence'
        confirmedAt: string
        /** The unit held its credential already: nothing on it was changed this time. */
        repeated: boolean
        keySource?: 'modem' | 'station' | 'cloud'
        /** Why this key source, in one line. */
        keySourceWhy?: string
        securityTag?: number
        generation?: number
        endpoint?: string
        endpointPort?: number
        deviceUuid?: string
      }
    | { outcome: 'refused'; step: FlashStep; refusal: Refused; modemChanged: boolean }
    | {
        outcome: 'failed'
        step: FlashStep
        failure: Failure
        modemChanged: boolean
        /**
         * The cloud was away, and nothing else is wrong: `confirmation` follows without the unit, which may leave;
         * for its `certificate` the unit must come back.
         */
        waitsFor?: 'confirmation' | 'certificate'
      }
  )
