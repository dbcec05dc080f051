import type { RegisterCommand } from '../../command.ts'
import { addDeviceRecheck } from './recheck.ts'
import { addDeviceShow } from './show.ts'
import { addDeviceTakeAway } from './take-away.ts'

/** `mintmark device …` */
export const registerDevice: RegisterCommand = (program, run) => {
  const device = program.command('device').description('devices in the registry')
  addDeviceShow(device, run)
  addDeviceTakeAway(device, run)
  addDeviceRecheck(device, run)
}
