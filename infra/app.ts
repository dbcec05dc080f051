import { join } from 'node:path'
import { stages } from './stages.ts'
import { synthesize } from './synthesize.ts'

const pickStage = (wanted: unknown = 'dev') => {
  const stage = typeof wanted === 'string' ? stages.get(wanted) : undefined
  if (stage === undefined)
    throw new Error(`There is no stage '${wanted}'; infra/stages.ts has ${[...stages.keys()].join(', ')}`)
  return stage
}

await synthesize({
  pickStage,
  outdir: process.env.CDK_OUTDIR ?? 'cdk.out',
  lambdas: join(import.meta.dirname, '..', 'lambdas'),
  fast: process.env.MINTMARK_SYNTH_FAST === '1',
})
