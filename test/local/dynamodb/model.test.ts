import fc from 'fast-check'
import { operation } from './model/arbitrary.ts'
import { createModel } from './model/model.ts'
import { comparable, run } from './model/run.ts'
import { call, openRegistry } from './registry.ts'

const count = Number(process.env.DYNAMODB_OPERATIONS ?? 400)
const seed = Number(process.env.DYNAMODB_SEED ?? 20260801)
const average = 40

test(`about ${count} random operations answer as a plain model does`, async () => {
  const operations = fc.array(operation, { minLength: 1, maxLength: 2 * average, size: 'max' })
  await fc.assert(
    fc.asyncProperty(operations, async (sequence) => {
      let now = 1_700_000_000_000
      const db = await openRegistry({ clock: () => now })
      const model = createModel()
      for (const one of sequence) {
        if (one.does === 'wait') now += one.minutes * 60_000
        const outcome = await run((name, input) => call(db, name, input), one)
        expect(comparable(outcome, one)).toEqual(comparable(model(one), one))
      }
      await db.close()
    }),
    { numRuns: Math.ceil(count / average), seed },
  )
}, 600_000)
