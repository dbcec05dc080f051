import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { synthesize } from '../../../cli/assembly.ts'
import { assemblyOf, templatesIn } from '../../support/release/assembly-of.ts'
import { earlierTemplates } from '../../support/release/changed-templates.ts'
import { createFactory } from '../black-box/factory.ts'
import { localCloudTarget } from '../black-box/local-cloud.ts'
import { allActions, deviceActions, expectKept, keyDevice } from './keyed-device.ts'
import { releases } from './releases.ts'

describe('local cloud × upgrades', () => {
  const folders: string[] = []
  const kept = (folder: string): string => {
    folders.push(folder)
    return folder
  }
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  })

  /** Keys a device on yesterday's stacks, starts again with today's over the same state, and looks for all of it. */
  const upgrade = async (yesterday: string, actionsBefore: string[]) => {
    const stateDirectory = kept(mkdtempSync(join(tmpdir(), 'mintmark-upgrade-')))
    const before = await localCloudTarget({ assemblyDirectory: yesterday, stateDirectory })
    const first = await createFactory(before)
    const device = await keyDevice(first, 80)
    expect(await deviceActions(first)).toEqual(actionsBefore)
    await before[Symbol.asyncDispose]()
    await using after = await localCloudTarget({ stateDirectory })
    const factory = await createFactory(after)
    await expectKept(factory, device)
    expect(await deviceActions(factory)).toEqual(allActions)
    await keyDevice(factory, 81)
  }

  test.each(releases)('today’s stacks over those of %s keep table, policy and devices', async (_version, directory) => {
    await upgrade(kept(assemblyOf(templatesIn(directory), await synthesize())), allActions)
  })

  test('so they do over stacks with a narrower policy, a table without an index, and smaller functions', async () => {
    const today = await synthesize()
    await upgrade(kept(assemblyOf(earlierTemplates(templatesIn(today)), today)), allActions.slice(0, 2))
  })
})
