import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

interface Resource {
  Type: string
  Properties: Record<string, unknown> & { Code?: { S3Key?: string } }
}

export interface Template {
  Resources: Record<string, Resource>
}

interface AssetManifest {
  files: Record<string, { source: { path: string }; destinations: Record<string, { objectKey: string }> }>
}

interface Manifest {
  artifacts: Record<string, { dependencies?: string[]; properties?: { stackTemplateAssetObjectUrl?: string } }>
}

const suffix = '.template.json'

const readJson = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8'))

/** The templates in a directory, by stack. */
export const templatesIn = (directory: string): Record<string, Template> =>
  Object.fromEntries(
    readdirSync(directory)
      .filter((file) => file.endsWith(suffix))
      .map((file) => [file.slice(0, -suffix.length), readJson<Template>(join(directory, file))]),
  )

/** Functions that are still there run today's bundle; one that is gone runs any, since its code was not kept. */
const withBundles = (template: Template, today: Template): Template => {
  const keyOf = (it: Resource | undefined) => it?.Properties.Code?.S3Key
  const someKey = Object.values(today.Resources)
    .map(keyOf)
    .find((key) => key !== undefined)
  const Resources = Object.fromEntries(
    Object.entries(template.Resources).map(([id, resource]) => {
      if (keyOf(resource) === undefined) return [id, resource]
      const Code = { ...resource.Properties.Code, S3Key: keyOf(today.Resources[id]) ?? someKey }
      return [id, { ...resource, Properties: { ...resource.Properties, Code } }]
    }),
  )
  return { ...template, Resources }
}

/** CDK uploads a template under the hash of its content, so another template needs another name. */
const renameTemplate = (directory: string, stack: string, text: string): void => {
  const file = join(directory, `${stack}.assets.json`)
  const assets = readJson<AssetManifest>(file)
  const entry = Object.entries(assets.files).find(([, { source }]) => source.path === stack + suffix)
  if (entry === undefined) throw new Error(`${file} does not name the template of ${stack}`)
  const [before, { source, destinations }] = entry
  const after = createHash('sha256').update(text).digest('hex')
  delete assets.files[before]
  const moved = JSON.parse(JSON.stringify(destinations).replaceAll(before, after))
  writeFileSync(
    file,
    JSON.stringify({ ...assets, files: { ...assets.files, [after]: { source, destinations: moved } } }),
  )
  const manifestFile = join(directory, 'manifest.json')
  writeFileSync(manifestFile, readFileSync(manifestFile, 'utf8').replaceAll(before, after))
}

/** Takes a stack out of the assembly. */
const dropStack = (directory: string, stack: string): void => {
  const file = join(directory, 'manifest.json')
  const manifest = readJson<Manifest>(file)
  const isGone = (id: string) => id === stack || id === `${stack}.assets`
  const artifacts = Object.fromEntries(
    Object.entries(manifest.artifacts)
      .filter(([id]) => !isGone(id))
      .map(([id, artifact]) => {
        const { dependencies } = artifact
        return [
          id,
          dependencies === undefined
            ? artifact
            : { ...artifact, dependencies: dependencies.filter((it) => !isGone(it)) },
        ]
      }),
  )
  writeFileSync(file, JSON.stringify({ ...manifest, artifacts }))
  for (const ending of [suffix, '.assets.json']) rmSync(join(directory, stack + ending))
}

/**
 * An assembly with other templates than today's, in a new directory: `cdk deploy` and the local cloud take it like any
 * other. Stacks without a template are left out of it.
 */
export const assemblyOf = (templates: Record<string, Template>, todaysAssembly: string): string => {
  const directory = mkdtempSync(join(tmpdir(), 'mintmark-assembly-'))
  cpSync(todaysAssembly, directory, { recursive: true })
  for (const [stack, today] of Object.entries(templatesIn(todaysAssembly))) {
    const template = templates[stack]
    if (template === undefined) dropStack(directory, stack)
    else {
      const text = JSON.stringify(withBundles(template, today))
      renameTemplate(directory, stack, text)
      writeFileSync(join(directory, stack + suffix), text)
    }
  }
  return directory
}
