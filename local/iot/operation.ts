import type { Authorization, Principal } from '../aws-service.ts'
import type { IotContext } from './context.ts'

/** One operation of the control or the data plane: what the caller must be allowed, and what it does. */
export interface IotOperation<Input, Output extends object> {
  /** Defaults to the operation's own action on `*`, for actions that have no resource level (reference 2.10). */
  authorizations?: (input: Input, iot: IotContext) => Authorization[]
  /** Members of AWS's shape that the local IoT Core cannot honour; giving one is refused, never ignored. */
  unsupported?: readonly string[]
  act: (input: Input, iot: IotContext, caller: Principal) => Output | Promise<Output>
}

/** Fixes the types of an operation in its file. */
export const operation = <Input, Output extends object>(definition: IotOperation<Input, Output>) => definition
