import { AwsError, type Consumed } from '../aws-service.ts'

export type FaultEffect =
  /** `details` are further members of the error as it goes over the wire, such as `CancellationReasons`. */
  | { refuse: { name: string; status: number; message: string; details?: Record<string, unknown> } }
  | { delayMs: number }
  /** The call is done, the caller's connection breaks before the answer. */
  | 'lose-answer'
  /** The calling function's worker dies. */
  | 'kill-caller'

export interface Fault {
  /** `dynamodb:TransactWriteItems`; `*` stands for any run of characters. */
  operation: string
  /** Only calls of this function (or user). */
  caller?: string
  /** Lets so many matching calls pass first; 0 by default. */
  after?: number
  /** Strikes so often, then is spent; 1 by default. */
  times?: number
  /** Before or after the service acted; `lose-answer` always after. Default `before`. */
  when?: 'before' | 'after'
  effect: FaultEffect
}

export interface CallRecord {
  operation: string
  caller: string
  /** Milliseconds since the epoch, by the cloud's clock. */
  at: number
  /** Only of calls that were carried out and that consume anything. */
  consumed?: Consumed
}

/** Thrown into the pipeline when the caller shall get no answer at all. */
export class ConnectionLost extends Error {
  override name = 'ConnectionLost'
}

export interface Faults {
  /** Adds a fault; the answer takes it away again and says how often it struck. */
  inject(fault: Fault): { strikes(): number; remove(): void }
  /** All calls since the start or `clear`, oldest first; the oldest are forgotten beyond 50,000. */
  calls(): readonly CallRecord[]
  clear(): void
  /** Writes a call down; what it consumes is added to the record when it is known. */
  record(operation: string, caller: string): CallRecord
  /** Applies the faults of one moment of a call. */
  strike(when: 'before' | 'after', operation: string, caller: string, kill?: () => void): Promise<void>
}

const keptCalls = 50_000

const matches = (pattern: string, operation: string): boolean =>
  new RegExp(
    `^${pattern
      .split('*')
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
  ).test(operation)

/** Injectable faults and a record of all calls of one local cloud. */
export const createFaults = (clock: () => number): Faults => {
  let active: { fault: Fault; seen: number; struck: number }[] = []
  let calls: CallRecord[] = []

  const apply = async (effect: FaultEffect, kill?: () => void): Promise<void> => {
    if (effect === 'lose-answer') throw new ConnectionLost('the answer was lost by an injected fault')
    if (effect === 'kill-caller') {
      kill?.()
      throw new ConnectionLost('the caller was killed by an injected fault')
    }
    if ('delayMs' in effect) return void (await new Promise((resolve) => setTimeout(resolve, effect.delayMs)))
    const { name, status, message, details } = effect.refuse
    throw new AwsError(name, status, message, details)
  }

  return {
    inject: (fault) => {
      const entry = { fault, seen: 0, struck: 0 }
      active.push(entry)
      return {
        strikes: () => entry.struck,
        remove: () => {
          active = active.filter((other) => other !== entry)
        },
      }
    },
    calls: () => calls,
    clear: () => {
      calls = []
      active = []
    },
    record: (operation, caller) => {
      if (calls.length >= keptCalls) calls = calls.slice(keptCalls / 10)
      const call: CallRecord = { operation, caller, at: clock() }
      calls.push(call)
      return call
    },
    strike: async (when, operation, caller, kill) => {
      for (const entry of active) {
        const { fault } = entry
        const moment = fault.effect === 'lose-answer' ? 'after' : (fault.when ?? 'before')
        const isMeant = fault.caller === undefined || fault.caller === caller
        if (moment !== when || !isMeant || !matches(fault.operation, operation)) continue
        entry.seen += 1
        if (entry.seen <= (fault.after ?? 0) || entry.struck >= (fault.times ?? 1)) continue
        entry.struck += 1
        await apply(fault.effect, kill)
      }
    },
  }
}
