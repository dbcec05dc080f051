import type { ExecutionEnvironment, InvocationResult } from './execution-environment.ts'
import type { FunctionConfig } from './function-config.ts'

export interface WorkerPool {
  /** Runs an event on a warm worker of the function, a new one, or as soon as one is free. */
  run(config: FunctionConfig, requestId: string, event: string): Promise<InvocationResult>
  /** Ends the warm workers of a function that are not at work. */
  retire(config: FunctionConfig): Promise<void>
  close(): Promise<void>
}

export interface PoolOptions {
  maxWorkers: number
  start(config: FunctionConfig): ExecutionEnvironment
}

interface Waiting {
  config: FunctionConfig
  begin(worker: ExecutionEnvironment): void
  cancel(reason: Error): void
  passedOver: number
}

// A worker goes on with its own function's events so often while others wait, since a cold start costs more than a turn.
const maxPassedOver = 8

/**
 * A pool of worker threads shared by all functions: one invocation at a time in each, warm ones are used again, and the
 * one that was idle longest gives way to another function when the pool is full.
 */
export const createWorkerPool = ({ maxWorkers, start }: PoolOptions): WorkerPool => {
  const idle: ExecutionEnvironment[] = []
  const busy = new Set<ExecutionEnvironment>()
  const waiting: Waiting[] = []

  const takeIdle = (config: FunctionConfig): ExecutionEnvironment | undefined => {
    const index = idle.findIndex((worker) => worker.config === config && worker.isAlive())
    return index < 0 ? undefined : idle.splice(index, 1)[0]
  }
  const acquire = (config: FunctionConfig): ExecutionEnvironment | undefined => {
    const warm = takeIdle(config)
    if (warm !== undefined) return warm
    if (idle.length + busy.size < maxWorkers) return start(config)
    const oldest = idle.shift()
    if (oldest === undefined) return undefined
    void oldest.terminate()
    return start(config)
  }
  const nextFor = (config: FunctionConfig): Waiting | undefined => {
    const [first] = waiting
    if (first === undefined) return undefined
    const own = waiting.findIndex((entry) => entry.config === config)
    if (own <= 0 || first.passedOver >= maxPassedOver) return waiting.shift()
    first.passedOver += 1
    return waiting.splice(own, 1)[0]
  }
  const release = (worker: ExecutionEnvironment) => {
    busy.delete(worker)
    if (worker.isAlive()) idle.push(worker)
    const next = nextFor(worker.config)
    const taken = next === undefined ? undefined : acquire(next.config)
    if (next !== undefined && taken !== undefined) {
      busy.add(taken)
      next.begin(taken)
    }
  }
  const enter = (config: FunctionConfig): Promise<ExecutionEnvironment> => {
    const free = acquire(config)
    if (free === undefined)
      return new Promise((begin, cancel) => waiting.push({ config, begin, cancel, passedOver: 0 }))
    busy.add(free)
    return Promise.resolve(free)
  }

  return {
    run: async (config, requestId, event) => {
      const worker = await enter(config)
      try {
        return await worker.invoke(requestId, event)
      } finally {
        release(worker)
      }
    },
    retire: async (config) => {
      const retired = idle.filter((worker) => worker.config === config)
      for (const worker of retired) idle.splice(idle.indexOf(worker), 1)
      await Promise.all(retired.map((worker) => worker.terminate()))
    },
    close: async () => {
      for (const { cancel } of waiting.splice(0)) cancel(new Error('the local cloud stops'))
      await Promise.all([...idle, ...busy].map((worker) => worker.terminate()))
      idle.length = 0
    },
  }
}
