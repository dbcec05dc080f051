type Peer = 'dynamodb' | 'iot' | 'events'

/**
 * Whom a function waits for, one call after the other (docs/speed.md; a test counts them). Local milliseconds say nothing
 * of this: on loopback a call takes one or two.
 */
export const waits: Readonly<Record<string, readonly Peer[]>> = {
  admission: ['dynamodb'],
  'mint-credential': ['dynamodb', 'dynamodb', 'iot', 'iot'],
  'confirm-credential': ['dynamodb', 'iot', 'iot', 'dynamodb'],
  'first-connect': ['dynamodb', 'dynamodb'],
  'announce-changes': ['events'],
  'scheduled-sweep': ['dynamodb', 'iot', 'dynamodb', 'dynamodb', 'dynamodb'],
  'check-profiles': ['dynamodb', 'iot', 'iot', 'dynamodb'],
  'survey-fleet': ['dynamodb', 'dynamodb', 'dynamodb', 'dynamodb'],
}

/** Assumed milliseconds for one answer within a Region: AWS documents none but DynamoDB's "single-digit". */
export const answerMilliseconds: Readonly<Record<Peer, number>> = { dynamodb: 10, iot: 200, events: 20 }

/** Own processor time of one invocation on a whole core: what `npm run bench -- cloud-side` allows a mint at the most. */
export const ownMilliseconds = 3

/** So much memory comes with one core; less memory, less of a core (Lambda Developer Guide, "Configure memory"). */
const memoryOfOneCore = 1769

/** What Lambda would bill for one invocation: waiting, and computing on the share of a core that the memory buys. */
export const billedMilliseconds = (name: string, memory: number): number => {
  const path = waits[name]
  if (path === undefined) throw new Error(`lambda-time.ts does not say whom ${name} waits for; add it.`)
  const waiting = path.reduce((sum, peer) => sum + answerMilliseconds[peer], 0)
  return Math.ceil(waiting + (ownMilliseconds * memoryOfOneCore) / Math.min(memory, memoryOfOneCore))
}
