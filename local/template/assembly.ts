import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkSections } from './sections.ts'
import type { StackTemplate, Template } from './template.ts'
import { TemplateError } from './template-error.ts'

interface Artifact {
  type: string
  environment?: string
  dependencies?: string[]
  properties?: { templateFile?: string; file?: string; stackName?: string; parameters?: Record<string, string> }
}

interface AssetManifest {
  files?: Record<
    string,
    { source: { path: string; packaging: string }; destinations: Record<string, { objectKey: string }> }
  >
}

const withoutEffect = new Set(['cdk:tree', 'cdk:feature-flag-report', 'cdk:asset-manifest'])

const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T

const assetsOf = (directory: string, file: string): [string, string][] =>
  Object.values(readJson<AssetManifest>(join(directory, file)).files ?? {}).flatMap((asset) =>
    Object.values(asset.destinations).map((destination): [string, string] => [
      destination.objectKey,
      join(directory, asset.source.path),
    ]),
  )

const checkEnvironment = (stack: string, environment: string | undefined, accountId: string, region: string) => {
  const [account, place] = (environment ?? 'aws://unknown-account/unknown-region').replace('aws://', '').split('/')
  const isHere =
    (account === accountId || account === 'unknown-account') && (place === region || place === 'unknown-region')
  if (!isHere)
    throw new TemplateError(
      `stack ${stack} is made for ${environment}, this local cloud is aws://${accountId}/${region}: synthesize it for that account and Region or without one`,
    )
}

/**
 * Reads a directory that `cdk synth` wrote and returns its stacks, each after the stacks it depends on.
 * Throws `TemplateError` for what it does not know (artifact types, template sections, environments).
 */
export const readAssembly = (directory: string, accountId: string, region: string): StackTemplate[] => {
  const manifestFile = join(directory, 'manifest.json')
  if (!existsSync(manifestFile))
    throw new TemplateError(`${directory} has no manifest.json: it is not a directory that cdk synth wrote`)
  const artifacts = readJson<{ artifacts?: Record<string, Artifact> }>(manifestFile).artifacts ?? {}
  const ordered: StackTemplate[] = []
  const visited = new Set<string>()
  const visit = (id: string) => {
    const artifact = artifacts[id]
    if (artifact === undefined) throw new TemplateError(`manifest.json of ${directory} names no artifact ${id}`)
    if (visited.has(id) || withoutEffect.has(artifact.type)) return
    visited.add(id)
    if (artifact.type !== 'aws:cloudformation:stack')
      throw new TemplateError(`artifact ${id} of ${directory} has the type ${artifact.type}, which is not supported`)
    for (const dependency of artifact.dependencies ?? []) visit(dependency)
    const { templateFile, stackName = id, parameters = {} } = artifact.properties ?? {}
    if (templateFile === undefined) throw new TemplateError(`stack ${id} of ${directory} names no template file`)
    if (Object.keys(parameters).length > 0)
      throw new TemplateError(`stack ${id} sets the parameters ${Object.keys(parameters)}, which is not supported`)
    checkEnvironment(stackName, artifact.environment, accountId, region)
    const template = readJson<Template>(join(directory, templateFile))
    checkSections(stackName, template)
    const assets = (artifact.dependencies ?? []).flatMap((dependency) => {
      const { type, properties } = artifacts[dependency] ?? {}
      return type === 'cdk:asset-manifest' && properties?.file !== undefined ? assetsOf(directory, properties.file) : []
    })
    ordered.push({ name: stackName, template, assets: new Map(assets) })
  }
  for (const id of Object.keys(artifacts)) visit(id)
  return ordered
}
