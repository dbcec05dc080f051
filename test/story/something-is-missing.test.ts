import { rmSync } from 'node:fs'
import { functions } from '../../infra/functions.ts'
import { startLocalCloud } from '../../local/start.ts'
import { createModem } from '../../simulator/modem.ts'
import { changedAssembly, type Resources } from '../support/changed-assembly.ts'
import { startStoryCloud } from '../support/local-cloud.ts'
import { pausesTo } from '../support/pauses-to.ts'
import { imeiOf } from '../support/unit.ts'

// The stacks as they are synthesized, less one thing: AWS would fail when the first unit comes, and so does the local cloud.

const assemblies: string[] = []
afterAll(() => {
  for (const directory of assemblies) rmSync(directory, { recursive: true })
})
const changed = async (change: (resources: Resources, stack: string) => void) => {
  const directory = await changedAssembly(change)
  assemblies.push(directory)
  return directory
}

/** Flashes a unit on stacks without that thing; says how it ended and what was said meanwhile. */
const flashWithout = async (change: (resources: Resources, stack: string) => void) => {
  const story = await startStoryCloud({ assemblyDirectory: await changed(change), maxWorkers: 2 })
  try {
    const { orderId } = await story.openOrder(1)
    const modem = createModem({ firmware: 'mfw_nrf9160_1.3.7', imei: imeiOf(1) })
    const { outcome } = await story.flash(modem, orderId, { timers: pausesTo(() => {}) })
    return { outcome, said: story.said.join('\n') }
  } finally {
    await story.stop()
  }
}

const functionOf = (resources: Resources, folder: string) => {
  const found = Object.values(resources).find(
    ({ Type, Properties }) => Type === 'AWS::Lambda::Function' && Properties.FunctionName === `mintmark-dev-${folder}`,
  )
  if (found === undefined) throw new Error(`no function ${folder}`)
  return found
}

interface Statement {
  Action: string | string[]
}

test('without one statement of one role, the run fails and names function, action, resource and reason', async () => {
  const { outcome, said } = await flashWithout((resources, stack) => {
    if (stack !== 'factory-api') return
    const { 'Fn::GetAtt': [role = ''] = [] } = functionOf(resources, 'mint-credential').Properties.Role as {
      'Fn::GetAtt'?: string[]
    }
    const [policy] = (resources[role]?.Properties.Policies ?? []) as { PolicyDocument: { Statement: Statement[] } }[]
    const { Statement: statements = [] } = policy?.PolicyDocument ?? {}
    const index = statements.findIndex(({ Action }) => Action === 'iot:CreateThing')
    expect(index).toBeGreaterThanOrEqual(0)
    statements.splice(index, 1)
  })
  expect(outcome).toBe('failed')
  expect(said).toMatch(
    /iot:CreateThing of mintmark-dev-mint-credential refused: User: arn:aws:sts::123456789012:assumed-role\/.*\/mintmark-dev-mint-credential is not authorized to perform: iot:CreateThing on resource: arn:aws:iot:eu-west-1:123456789012:thing\/mintmark-\d{15} because no identity-based policy allows the iot:CreateThing action/,
  )
}, 180_000)

test('without one environment variable of one function, the run fails and names it', async () => {
  const { outcome, said } = await flashWithout((resources, stack) => {
    if (stack !== 'factory-api') return
    const { Variables } = functionOf(resources, 'mint-credential').Properties.Environment as {
      Variables: Record<string, unknown>
    }
    expect(Variables.MINTMARK_THING_TYPE).toBeDefined()
    delete Variables.MINTMARK_THING_TYPE
  })
  expect(outcome).toBe('failed')
  expect(said).toContain(
    'function mintmark-dev-mint-credential failed: Error: Environment variable MINTMARK_THING_TYPE is not set; the stack of this function must set it.',
  )
}, 180_000)

/** Schedules and queues have permissions of their own. */
const letsInTheApi = (resource: Resources[string] | undefined) =>
  resource?.Type === 'AWS::Lambda::Permission' && resource.Properties.Principal === 'apigateway.amazonaws.com'

test('without its permissions no route starts, and each is named with its function', async () => {
  const assemblyDirectory = await changed((resources) => {
    for (const id of Object.keys(resources)) if (letsInTheApi(resources[id])) delete resources[id]
  })
  const error = await startLocalCloud({ assemblyDirectory, log: () => {} }).then(
    () => new Error('it started'),
    (thrown: Error) => thrown,
  )
  const routes = functions.flatMap(({ folder, route }) => (route === undefined ? [] : [{ folder, ...route }]))
  expect(error.message.split('\n')).toHaveLength(routes.length)
  for (const { folder, method, path } of routes)
    expect(error.message).toContain(
      `route ${method} ${path}: apigateway.amazonaws.com may not invoke function mintmark-dev-${folder} for `,
    )
}, 180_000)

test('without one of them it does not start, and the other routes are not blamed', async () => {
  let taken = 0
  const assemblyDirectory = await changed((resources) => {
    const first = Object.keys(resources).find((id) => letsInTheApi(resources[id]))
    if (first === undefined || taken > 0) return
    delete resources[first]
    taken += 1
  })
  expect(taken).toBe(1)
  await expect(startLocalCloud({ assemblyDirectory, log: () => {} })).rejects.toThrow(
    /^route \w+ \/v1\/\S+: apigateway\.amazonaws\.com may not invoke function mintmark-dev-[\w-]+ for arn:aws:execute-api:eu-west-1:123456789012:\S+: no AWS::Lambda::Permission[^\n]*$/,
  )
}, 180_000)
