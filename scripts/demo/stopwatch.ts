export interface Stopwatch {
  /** Runs a stage and notes how long it took, also when it fails. */
  stage<Answer>(name: string, work: () => Promise<Answer>): Promise<Answer>
  /** Whole milliseconds of each stage, in the order they began. */
  stages(): [name: string, ms: number][]
}

export const startStopwatch = (now: () => number, onStage: (name: string) => void): Stopwatch => {
  const stages: [string, number][] = []
  return {
    async stage(name, work) {
      onStage(name)
      const began = now()
      try {
        return await work()
      } finally {
        stages.push([name, Math.round(now() - began)])
      }
    },
    stages: () => stages,
  }
}
