import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { startLocalCloud } from '../../local/start.ts'
import { changedAssembly } from '../support/changed-assembly.ts'
import { categoryOf } from '../support/least-privilege/category.ts'
import { type Granted, grantedActions, tailOf } from '../support/least-privilege/granted.ts'
import { type ProofWorld, startProofWorld } from '../support/least-privilege/proof-world.ts'
import { controlOf, storyFor, whyNotNeeded } from '../support/least-privilege/prove.ts'
import { renderPage } from '../support/least-privilege/render-page.ts'
import { stories } from '../support/least-privilege/stories.ts'

let world: ProofWorld
let granted: Granted[]
beforeAll(async () => {
  world = await startProofWorld()
  granted = await grantedActions(world)
}, 120_000)
afterAll(() => world.stop())

const owners = Object.keys(stories)
const working = () => granted.filter((grant) => categoryOf(grant) === 'work')

test('every function and every topic rule that may do something has a story, and no story is of one that is gone', () => {
  expect(owners.toSorted()).toEqual([...new Set(working().map(({ owner }) => owner))].toSorted())
})

test.each(owners)(
  '%s: without any one of its rights, the story that needs it fails',
  async (owner) => {
    const told = stories[owner] ?? []
    const controls = new Map<string, string>()
    const complaints: string[] = []
    for (const grant of working().filter((each) => each.owner === owner)) {
      const what = `${grant.action} on ${tailOf(grant.resource)}`
      const story = storyFor(grant, told)
      if (story === undefined) {
        complaints.push(`${what}: no story needs it`)
        continue
      }
      const control = controls.get(story.name) ?? (await controlOf(world, story))
      controls.set(story.name, control)
      const why = await whyNotNeeded(world, grant, story, control)
      if (why !== undefined) complaints.push(`${what}: ${why}`)
    }
    expect(complaints).toEqual([])
  },
  120_000,
)

test('a right that nobody needs would be told', async () => {
  const [story] = stories['read-order'] ?? []
  if (story === undefined) throw new Error('read-order has no story')
  const { roleName } = granted.find(({ owner }) => owner === 'read-order') ?? { roleName: '' }
  const surplus = { owner: 'read-order', roleName, action: 'dynamodb:DeleteItem', resource: '*' }
  expect(storyFor(surplus, [story])).toBeUndefined()
  const control = await controlOf(world, story)
  expect(await whyNotNeeded(world, surplus, story, control)).toContain('never asks for it')
})

interface Statement {
  Action: string | string[]
}

/** The deployed stacks without one action, which Lambda polls with, in any role of the function's stack. */
const without = ({ action, owner }: Granted) =>
  changedAssembly((resources) => {
    const functions = Object.values(resources).map(({ Properties }) => Properties.FunctionName)
    if (!functions.includes(`mintmark-dev-${owner}`)) return
    for (const { Type, Properties } of Object.values(resources)) {
      if (Type !== 'AWS::IAM::Role') continue
      for (const { PolicyDocument } of Properties.Policies as { PolicyDocument: { Statement: Statement[] } }[])
        PolicyDocument.Statement = PolicyDocument.Statement.flatMap((statement) => {
          const left = [statement.Action].flat().filter((each) => each !== action)
          return left.length === 0 ? [] : [{ ...statement, Action: left }]
        })
    }
  })

test('without any one of the rights in which Lambda reads a queue or a stream, the stack does not deploy', async () => {
  const polling = granted.filter((grant) => categoryOf(grant) === 'event source')
  expect(polling.length).toBeGreaterThanOrEqual(7)
  for (const grant of polling) {
    const assemblyDirectory = await without(grant)
    await expect(startLocalCloud({ assemblyDirectory, log: () => {} })).rejects.toThrow(` ${grant.action} on `)
    rmSync(assemblyDirectory, { recursive: true })
  }
}, 60_000)

test('docs/least-privilege.md says exactly this; `node scripts/write-least-privilege.ts` writes it anew', () => {
  const file = new URL('../../docs/least-privilege.md', import.meta.url)
  const page = renderPage(granted)
  if (process.env.MINTMARK_WRITE_DOCS !== undefined) writeFileSync(file, page)
  expect(readFileSync(file, 'utf8')).toBe(page)
})
