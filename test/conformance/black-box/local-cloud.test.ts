import { createFactory, type Factory } from './factory.ts'
import { judgeWithout } from './judge.ts'
import { localCloudTarget } from './local-cloud.ts'
import { blackBoxSuite } from './suite.ts'

describe('local cloud × black-box suite', () => {
  const stack = new AsyncDisposableStack()
  let factory: Factory
  beforeAll(async () => {
    factory = await createFactory(stack.use(await localCloudTarget()))
  })
  afterAll(() => stack.disposeAsync())
  blackBoxSuite(() => factory, judgeWithout('the local cloud', []))
})
