import type { ProofWorld } from './proof-world.ts'

/**
 * The shortest way to work of one function. `prepare` brings about what it needs, with all rights, and answers the act;
 * the act answers what it came to, which is compared between a run with all rights and one with a right denied.
 */
export interface Story {
  name: string
  /** What it needs: `iot:AttachPolicy`, or with the end of the resource's ARN, `dynamodb:Query index/byOrder`. */
  needs: readonly string[]
  prepare(world: ProofWorld): Promise<() => Promise<unknown>>
}

/** Stories by the folder of the function that they reach, or by `rule <name>`. */
export type Stories = Readonly<Record<string, readonly Story[]>>
