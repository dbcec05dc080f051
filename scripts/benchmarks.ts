import { benchSpeed } from './benchmarks/bench-speed.ts'
import { cloudSide } from './benchmarks/cloud-side.ts'
import { cost } from './benchmarks/cost.ts'
import { endpointRules } from './benchmarks/endpoint-rules.ts'
import type { Benchmark } from './benchmarks/figure.ts'
import { impact } from './benchmarks/impact.ts'
import { localCloud } from './benchmarks/local-cloud.ts'
import { registry } from './benchmarks/registry.ts'
import { trace } from './benchmarks/trace.ts'

/** Every benchmark by the name that `npm run bench -- NAME` takes. */
export const benchmarks: Readonly<Record<string, Benchmark>> = {
  'bench-speed': benchSpeed,
  'cloud-side': cloudSide,
  cost,
  'endpoint-rules': endpointRules,
  impact,
  'local-cloud': localCloud,
  registry,
  trace,
}
