import { mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { synthesize } from '../../cli/assembly.ts'

export interface TemplateResource {
  Type: string
  // Of whatever type the resource is; a test knows what it changes.
  Properties: Record<string, unknown>
}
export type Resources = Record<string, TemplateResource>

const suffix = '.template.json'

/**
 * The real synthesized stacks with something changed in their resources, in a folder of its own. `change` gets the
 * resources of one stack after the other and its name without `mintmark-dev-`.
 */
export const changedAssembly = async (change: (resources: Resources, stack: string) => void): Promise<string> => {
  const original = await synthesize()
  const directory = mkdtempSync(join(tmpdir(), 'mintmark-changed-'))
  for (const name of readdirSync(original)) {
    if (!name.endsWith(suffix)) {
      symlinkSync(join(original, name), join(directory, name))
      continue
    }
    const template = JSON.parse(readFileSync(join(original, name), 'utf8'))
    change(template.Resources, name.slice('mintmark-dev-'.length, -suffix.length))
    writeFileSync(join(directory, name), JSON.stringify(template))
  }
  return directory
}
