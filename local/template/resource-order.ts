import { referencesOf } from './references.ts'
import type { Template } from './template.ts'
import { TemplateError } from './template-error.ts'

/** Logical IDs so that each comes after everything it refers to or names in `DependsOn`. Throws on a circle or an unknown name. */
export const resourceOrder = (stack: string, template: Template): string[] => {
  const { Resources: resources } = template
  const ordered: string[] = []
  const done = new Set<string>()
  const visit = (logicalId: string, path: string[]) => {
    if (done.has(logicalId)) return
    if (path.includes(logicalId))
      throw new TemplateError(
        `stack ${stack}: resources refer to each other in a circle: ${[...path, logicalId].join(' → ')}`,
      )
    const resource = resources[logicalId]
    if (resource === undefined)
      throw new TemplateError(
        `stack ${stack}, resource ${path.at(-1)}: DependsOn names ${logicalId}, which does not exist`,
      )
    const named = [resource.DependsOn ?? []].flat()
    const referred = referencesOf(resource.Properties).filter((name) => Object.hasOwn(resources, name))
    for (const next of new Set([...named, ...referred])) visit(next, [...path, logicalId])
    done.add(logicalId)
    ordered.push(logicalId)
  }
  for (const logicalId of Object.keys(resources)) visit(logicalId, [])
  return ordered
}
