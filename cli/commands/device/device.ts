import type { RegisterCommand } from '../../command.ts'
import { addDeviceShow } from './show.ts'

/** `mintmark device …` */
export const registerDevice: RegisterCommand = (program, run) => {
  const device = program.command('device').description('devices in the registry')
  addDeviceShow(device, run)
}
