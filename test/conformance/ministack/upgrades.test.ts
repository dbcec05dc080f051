import { rmSync } from 'node:fs'
import { synthesize } from '../../../cli/assembly.ts'
import { assemblyOf, type Template, templatesIn } from '../../support/release/assembly-of.ts'
import { earlierTemplates } from '../../support/release/changed-templates.ts'
import { createFactory, type Factory } from '../black-box/factory.ts'
import { describePeer } from '../support/peer.ts'
import { allActions, deviceActions, expectKept, type KeyedDevice, keyDevice } from '../upgrades/keyed-device.ts'
import { releases } from '../upgrades/releases.ts'
import { stacksIn } from './deployment.ts'
import { type DeployedMiniStack, startDeployed } from './start-deployed.ts'
import { missingMiniStack } from './start-ministack.ts'

interface Before {
  templates(today: string): Record<string, Template>
  actions: string[]
}

const befores: [name: string, before: Before][] = [
  ...releases.map(([version, directory]): [string, Before] => [
    version,
    { templates: () => templatesIn(directory), actions: allActions },
  ]),
  [
    'an earlier version',
    { templates: (today) => earlierTemplates(templatesIn(today)), actions: allActions.slice(0, 2) },
  ],
]

describePeer('MiniStack × upgrades', missingMiniStack(), () => {
  describe.each(befores)('over the stacks of %s', (_name, { templates, actions }) => {
    const stack = new AsyncDisposableStack()
    let before: string
    let deployed: DeployedMiniStack
    let factory: Factory
    let device: KeyedDevice

    beforeAll(async () => {
      const today = await synthesize()
      before = stack.adopt(assemblyOf(templates(today), today), (folder) => rmSync(folder, { recursive: true }))
      deployed = stack.use(await startDeployed(before))
      factory = await createFactory(deployed.target)
      device = await keyDevice(factory, 80)
    }, 300_000)
    afterAll(() => stack.disposeAsync())

    test('a deployment without a change says so of every stack', async () => {
      const { said } = await deployed.deploy(before)
      expect(said.match(/\(no changes\)/g)).toHaveLength(stacksIn(before).supported.length)
      expect(await deviceActions(factory)).toEqual(actions)
    })

    test('today’s stacks are deployed, and keep table, policy and devices', async () => {
      await deployed.deploy(await synthesize())
      await expectKept(factory, device)
      expect(await deviceActions(factory)).toEqual(allActions)
      await keyDevice(factory, 81)
    })
  })
})
