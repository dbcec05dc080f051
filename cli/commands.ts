import type { RegisterCommand } from './command.ts'
import { registerCheck } from './commands/check.ts'
import { registerDevice } from './commands/device/device.ts'
import { registerDoctor } from './commands/doctor.ts'
import { registerExplain } from './commands/explain.ts'
import { registerFlash } from './commands/flash.ts'
import { registerFleet } from './commands/fleet.ts'
import { registerImpact } from './commands/impact.ts'
import { registerInspect } from './commands/inspect.ts'
import { registerLocal } from './commands/local.ts'
import { registerOrder } from './commands/order/order.ts'
import { registerPreflight } from './commands/preflight.ts'
import { registerProbe } from './commands/probe.ts'
import { registerSimulate } from './commands/simulate.ts'
import { registerStation } from './commands/station/station.ts'
import { registerSweep } from './commands/sweep.ts'
import { registerTrace } from './commands/trace.ts'

/** Every command of `mintmark`, in the order of its help. Who adds a command adds a line. */
export const commands: RegisterCommand[] = [
  registerLocal,
  registerPreflight,
  registerStation,
  registerOrder,
  registerFlash,
  registerDevice,
  registerSweep,
  registerDoctor,
  registerFleet,
  registerCheck,
  registerExplain,
  registerInspect,
  registerImpact,
  registerProbe,
  registerTrace,
  registerSimulate,
]
