import { join } from 'node:path'
import { fail } from '../failures/failure.ts'
import { reasonOf } from '../failures/reason-of.ts'
import { writeAtomically } from '../files/write-atomically.ts'
import type { UnitRecord } from './unit-record.ts'

/** A unit's file is called by its IMEI, so that the last word on it stands alone; one that never gave its IMEI by slot and time. */
const nameOf = ({ imei, slot, at }: UnitRecord): string =>
  imei === undefined ? `slot-${slot}-${at.replace(/[:.]/g, '-')}.json` : `${imei}.json`

/** Keeps each unit's record as one JSON file in a folder. Throws `result-not-written`. */
export const resultFiles =
  (folder: string) =>
  async (record: UnitRecord): Promise<void> => {
    try {
      await writeAtomically(join(folder, nameOf(record)), `${JSON.stringify(record, null, 2)}\n`)
    } catch (cause) {
      throw fail('result-not-written', { folder, reason: reasonOf(cause) }, { cause })
    }
  }
