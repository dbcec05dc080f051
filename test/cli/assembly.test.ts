import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { synthesize } from '../../cli/assembly.ts'

test('the stacks are made once for the same sources', async () => {
  const [one, two] = [await synthesize(), await synthesize()]
  expect(two).toBe(one)
  expect(existsSync(join(one, 'manifest.json'))).toBe(true)
}, 180_000)
