import { synthesize } from '../../../cli/assembly.ts'
import { createFactory, type Factory } from '../black-box/factory.ts'
import { judgeWithout } from '../black-box/judge.ts'
import { blackBoxSuite } from '../black-box/suite.ts'
import { describePeer } from '../support/peer.ts'
import { stacksIn } from './deployment.ts'
import { lacks } from './gaps.ts'
import { watchGaps } from './gaps-watched.ts'
import { listening } from './listening.ts'
import { type DeployedMiniStack, startDeployed } from './start-deployed.ts'
import { missingMiniStack } from './start-ministack.ts'

describePeer('MiniStack × black-box suite', missingMiniStack(), () => {
  const stack = new AsyncDisposableStack()
  let deployed: DeployedMiniStack
  let factory: Factory

  beforeAll(async () => {
    deployed = stack.use(await startDeployed(await synthesize()))
    factory = await createFactory(deployed.target)
  }, 300_000)
  afterAll(() => stack.disposeAsync())

  test('every stack is deployed but the ones that MiniStack has no types for', async () => {
    const { all, supported } = stacksIn(await synthesize())
    expect(all.filter((name) => !supported.includes(name))).toEqual(['mintmark-dev-baseline'])
  })

  test('it listens on loopback only', () => {
    const { pid, mqttPort } = deployed.ministack
    const addresses = listening(pid)
    expect(addresses).toContain(`127.0.0.1:${mqttPort}`)
    expect(addresses.filter((address) => !address.startsWith('127.0.0.1:'))).toEqual([])
  })

  blackBoxSuite(() => factory, judgeWithout('MiniStack', lacks))

  watchGaps(
    () => deployed,
    () => factory,
  )
})
