import type { DeviceHistory } from '../../core/api/devices.ts'
import { failedConnectsSentence } from './failed-connects.ts'
import { renderTable } from './table.ts'

const short = (certificateId: string | undefined) => certificateId?.slice(0, 12) ?? ''

/** A device's history for people, oldest first; refused connects stand below, the newest first. */
export const renderHistory = ({ imei, events, failedConnects }: DeviceHistory): string =>
  [
    events.length === 0
      ? `nothing is written down about ${imei}`
      : renderTable(
          ['time', 'change', 'by', 'certificate', 'note'],
          events.map(({ at, change, by, certificateId, note = '' }) => [at, change, by, short(certificateId), note]),
        ),
    ...failedConnects.map(failedConnectsSentence),
  ].join('\n')
