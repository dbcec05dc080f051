import type { RegisterCommand } from '../../command.ts'
import { addDeviceHistory } from './history.ts'
import { addDeviceList } from './list.ts'
import { addDeviceRecheck } from './recheck.ts'
import { addDeviceReplayEvents } from './replay-events.ts'
import { addDeviceShow } from './show.ts'
import { addDeviceTakeAway } from './take-away.ts'

/** `mintmark device …` */
export const registerDevice: RegisterCommand = (program, run) => {
  const device = program.command('device').description('devices in the registry')
  addDeviceList(device, run)
  addDeviceShow(device, run)
  addDeviceHistory(device, run)
  addDeviceTakeAway(device, run)
  addDeviceRecheck(device, run)
  addDeviceReplayEvents(device, run)
}
