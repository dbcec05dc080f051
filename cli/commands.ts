import type { RegisterCommand } from './command.ts'
import { registerCheck } from './commands/check.ts'
import { registerDevice } from './commands/device/device.ts'
import { registerExplain } from './commands/explain.ts'
import { registerFlash } from './commands/flash.ts'
import { registerOrder } from './commands/order/order.ts'

/** Every command of `mintmark`, in the order of its help. Who adds a command adds a line. */
export const commands: RegisterCommand[] = [
  registerOrder,
  registerFlash,
  registerDevice,
  registerCheck,
  registerExplain,
]
