import { type Granted, tailOf } from './granted.ts'
import type { ProofWorld } from './proof-world.ts'
import type { Story } from './story.ts'

/** What an answer says without what differs from run to run. */
const normal = (value: unknown): string =>
  (JSON.stringify(value) ?? 'nothing')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replace(/\b[0-9a-f]{64}\b/g, 'ID')
    .replace(/\b\d{15}\b/g, 'IMEI')
    .replace(/\bo-[0-9a-z]+\b/g, 'ORDER')

/** Runs a story; what it throws is an outcome like any other. */
const outcomeOf = async (act: () => Promise<unknown>): Promise<string> => {
  try {
    return normal(await act())
  } catch (error) {
    return `failed: ${normal((error as Error).message)}`
  }
}

const isAbout = (need: string, { action, resource }: Granted): boolean => {
  const [wanted, end] = need.split(' ')
  return wanted === action && (end === undefined || tailOf(resource).endsWith(end))
}

/** The story that is told for a grant, if any is. */
export const storyFor = (grant: Granted, stories: readonly Story[]): Story | undefined =>
  stories.find(({ needs }) => needs.some((need) => isAbout(need, grant)))

/** How a story ends with all rights. Throws when it fails: a proof by a story that fails anyway would be none. */
export const controlOf = async (world: ProofWorld, story: Story): Promise<string> => {
  const outcome = await outcomeOf(await story.prepare(world))
  if (outcome.startsWith('failed: ')) throw new Error(`"${story.name}" fails with all rights: ${outcome}`)
  return outcome
}

/** Why the grant is not shown to be needed by the story, or undefined when it is. */
export const whyNotNeeded = async (
  world: ProofWorld,
  grant: Granted,
  story: Story,
  control: string,
): Promise<string | undefined> => {
  const act = await story.prepare(world)
  const allowAgain = world.cloud.roles.deny(grant.roleName, grant.action, grant.resource)
  const before = world.said.length
  const outcome = await outcomeOf(act)
  allowAgain()
  const wasRefused = world.said
    .slice(before)
    .some((line) => line.includes(`not authorized to perform: ${grant.action} on resource`))
  if (!wasRefused) return `"${story.name}" never asks for it`
  return outcome === control ? `"${story.name}" comes to the same without it` : undefined
}
