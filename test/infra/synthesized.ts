import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { functions } from '../../infra/functions.ts'
import { defineStage, type StageProps } from '../../infra/stage.ts'
import { synthesize } from '../../infra/synthesize.ts'
import { rendered } from './rendered.ts'

export interface Resource<Properties = Record<string, unknown>> {
  /** Name of the stack without `mintmark-<stage>-`. */
  stack: string
  id: string
  Type: string
  Properties: Properties
  DeletionPolicy?: string
  UpdateReplacePolicy?: string
}

export interface Synthesized {
  /** The templates as CloudFormation gets them, by stack. */
  templates: Record<string, Record<string, unknown>>
  /** Every resource of one type, or of all, with its intrinsics rendered for eu-west-1 and account 123456789012. */
  resources<Properties = Record<string, unknown>>(type?: string): Resource<Properties>[]
}

const writeHandlers = (lambdas: string) => {
  for (const { folder } of functions) {
    mkdirSync(join(lambdas, folder), { recursive: true })
    writeFileSync(join(lambdas, folder, 'handler.ts'), 'export const handler = async () => ({ statusCode: 200 })\n')
  }
}

/** Synthesizes one stage with functions that do nothing, on the fast path unless told otherwise. */
export const synthesized = async (props: Partial<StageProps> = {}, { fast = true } = {}): Promise<Synthesized> => {
  const scratch = mkdtempSync(join(tmpdir(), 'mintmark-infra-test-'))
  try {
    const lambdas = join(scratch, 'lambdas')
    writeHandlers(lambdas)
    const stage = defineStage({ name: 'dev', logRetentionDays: 14, ...props })
    const outdir = await synthesize({ pickStage: () => stage, lambdas, outdir: join(scratch, 'out'), fast })
    const suffix = '.template.json'
    const files = readdirSync(outdir).filter((file) => file.endsWith(suffix))
    const templates = Object.fromEntries(
      files.map((file) => [
        file.slice(`mintmark-${stage.name}-`.length, -suffix.length),
        JSON.parse(readFileSync(join(outdir, file), 'utf8')),
      ]),
    )
    const all = Object.entries(templates).flatMap(([stack, template]) =>
      Object.entries<Record<string, unknown>>(template.Resources).map(([id, resource]) => ({
        stack,
        id,
        ...(rendered(resource) as object),
      })),
    ) as Resource[]
    return {
      templates,
      resources: <Properties>(type?: string) =>
        all.filter((resource) => type === undefined || resource.Type === type) as Resource<Properties>[],
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}
