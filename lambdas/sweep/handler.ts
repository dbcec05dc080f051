import { sweep as route } from '../../core/api/routes/sweep.ts'
import { sweepDependencies } from '../adapters/sweep-dependencies.ts'
import { apiDoor } from '../doors/api-door.ts'
import { sweep } from './sweep.ts'

const deps = sweepDependencies()

/** Of the 29 s that the API waits. */
const workMs = 20_000

export const handler = apiDoor(route, ({ body }) => {
  const until = Date.now() + workMs
  return sweep({ ...deps, hasTime: () => Date.now() < until })(body)
})
