import { measureCost } from './benchmarks/cost.ts'

/** Prints the tables of docs/cost.md anew, after a change of what a device causes: `node scripts/print-cost.ts`. */
process.stdout.write(`${(await measureCost()).text}\n`)
