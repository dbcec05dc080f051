import type { RegisterCommand } from './command.ts'
import { registerCheck } from './commands/check.ts'

/** Every command of `mintmark`, in the order of its help. Who adds a command adds a line. */
export const commands: RegisterCommand[] = [registerCheck]
