import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { synthesize } from '../../cli/assembly.ts'

/**
 * Keeps today's templates of the default stage as those of the version in package.json, so that later versions are
 * deployed over them in tests. Run it once for each release: node scripts/release/keep-templates.ts
 */
const root = join(import.meta.dirname, '..', '..')
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const folder = join(root, 'test', 'fixtures', 'releases', version)

interface Resource {
  Type: string
  Properties?: { Code?: { S3Key?: string } }
}

/** Bundles are not kept, so their keys would say nothing. */
const withoutBundle = (resource: Resource): Resource => {
  const { Properties } = resource
  if (Properties?.Code?.S3Key === undefined) return resource
  return { ...resource, Properties: { ...Properties, Code: { ...Properties.Code, S3Key: 'not-kept' } } }
}

/** One resource a line: small, and still readable as a difference. */
const render = ({ Resources, ...rest }: { Resources: Record<string, Resource> }): string => {
  const lines = Object.entries(Resources).map(
    ([id, it]) => `${JSON.stringify(id)}:${JSON.stringify(withoutBundle(it))}`,
  )
  const others = Object.entries(rest).map(([section, it]) => `,\n${JSON.stringify(section)}:${JSON.stringify(it)}`)
  return `{"Resources":{\n${lines.join(',\n')}\n}${others.join('')}}\n`
}

const assembly = await synthesize()
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
const files = readdirSync(assembly).filter((file) => file.endsWith('.template.json'))
for (const file of files)
  writeFileSync(join(folder, file), render(JSON.parse(readFileSync(join(assembly, file), 'utf8'))))
process.stderr.write(`kept ${files.length} templates of ${version} in ${folder}\n`)
