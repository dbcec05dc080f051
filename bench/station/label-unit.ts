import { printLabel } from '../label/print-label.ts'
import { sentence } from './sentences.ts'
import type { StationDependencies } from './station-dependencies.ts'
import type { UnitRecord } from './unit-record.ts'

/** Prints the label of a confirmed unit, if the station has a printer, and says so in its record. */
export const labelUnit =
  ({ journal, printer }: Pick<StationDependencies, 'journal' | 'printer'>) =>
  async (record: UnitRecord, reprint = false): Promise<UnitRecord> => {
    const { imei, serial, thingName, certificateId, orderId } = record
    if (!printer || imei === undefined || thingName === undefined || certificateId === undefined) return record
    const answer = await printLabel({ journal, printer })({ imei, serial, thingName, certificateId, orderId, reprint })
    if (answer.label === 'printed') return { ...record, label: 'printed' }
    return {
      ...record,
      label: answer.label,
      colour: 'amber',
      sentence:
        answer.label === 'failed'
          ? sentence('label-failed', { imei, why: answer.why })
          : sentence('label-unknown', { imei }),
    }
  }
