import { synthesize } from '../../../cli/assembly.ts'
import { createFactory, type Factory } from '../black-box/factory.ts'
import { judgeWithout } from '../black-box/judge.ts'
import { blackBoxSuite } from '../black-box/suite.ts'
import { describePeer } from '../support/peer.ts'
import { miniStackTarget, openQueues, rewriteRules, widenIotGrants } from './adapter.ts'
import { bootstrap, deploy, stacksIn } from './deployment.ts'
import { lacks } from './gaps.ts'
import type { Account } from './iam.ts'
import { listening } from './listening.ts'
import { type MiniStack, missingMiniStack, startMiniStack } from './start-ministack.ts'

const region = 'eu-west-1'
const accountId = '123456789012'

describePeer('MiniStack × black-box suite', missingMiniStack(), () => {
  const stack = new AsyncDisposableStack()
  let ministack: MiniStack
  let account: Account
  let factory: Factory

  beforeAll(async () => {
    const assembly = await synthesize()
    ministack = stack.use(await startMiniStack({ env: { MINISTACK_REGION: region, MINISTACK_ACCOUNT_ID: accountId } }))
    account = { url: ministack.url, ca: ministack.ca, region, accountId }
    await bootstrap(account, assembly)
    const { apiUrl } = await deploy(account, assembly)
    await widenIotGrants(account)
    const target = await miniStackTarget(ministack, account, apiUrl)
    await rewriteRules(target)
    await openQueues(target)
    factory = await createFactory(target)
  }, 180_000)
  afterAll(() => stack.disposeAsync())

  test('every stack is deployed but the ones that MiniStack has no types for', async () => {
    const { all, supported } = stacksIn(await synthesize())
    expect(all.filter((name) => !supported.includes(name))).toEqual(['mintmark-dev-baseline'])
  })

  test('it listens on loopback only', () => {
    const addresses = listening(ministack.pid)
    expect(addresses).toContain(`127.0.0.1:${ministack.mqttPort}`)
    expect(addresses.filter((address) => !address.startsWith('127.0.0.1:'))).toEqual([])
  })

  blackBoxSuite(() => factory, judgeWithout('MiniStack', lacks))
})
