import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

export type Handler = (event: unknown, context: object) => unknown

/** An error under the name that Lambda's runtime gives it. */
export const runtimeError = (name: string, message: string): Error => Object.assign(new Error(message), { name })

/** Loads `index.handler` from a bundle: ES module or CommonJS. Errors carry the names of Lambda's own runtime. */
export const loadHandler = async (directory: string, handler: string): Promise<Handler> => {
  const [, moduleName = '', exported = ''] = /^([^.]*)\.(.+)$/.exec(basename(handler)) ?? []
  const stem = join(directory, dirname(handler), moduleName)
  const file = ['.js', '.mjs', '.cjs'].map((extension) => stem + extension).find((path) => existsSync(path))
  if (moduleName === '' || file === undefined)
    throw runtimeError(
      'Runtime.ImportModuleError',
      `Error: Cannot find module '${moduleName || handler}' in the bundle`,
    )
  const namespace: Record<string, unknown> = await import(pathToFileURL(file).href)
  const container = namespace[exported] === undefined ? namespace.default : namespace
  const found = (container as Record<string, unknown> | undefined)?.[exported]
  if (typeof found !== 'function')
    throw runtimeError('Runtime.HandlerNotFound', `${handler} is undefined or not exported`)
  // nodejs24.x no longer takes callbacks (Lambda Developer Guide, "Callback-based function handlers").
  if (found.length > 2)
    throw runtimeError(
      'Runtime.CallbackHandlerDeprecated',
      `${handler} takes a callback; nodejs24.x wants an async handler`,
    )
  return found as Handler
}
