import { existsSync } from 'node:fs'
import { isBuiltin, registerHooks } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

// The Node.js runtimes of Lambda carry the AWS SDK and nothing else (Lambda Developer Guide, "Building with Node.js").
const inRuntime = /^(@aws-sdk|@smithy)\//

const isBare = (specifier: string) => !/^(\.{0,2}\/|\.{1,2}$|file:|data:|#)/.test(specifier)

type Resolve = NonNullable<Parameters<typeof registerHooks>[0]['resolve']>

// The bundle's own copy comes first, then the one of this program stands in for the runtime's.
const fromRuntime: Resolve = (specifier, context, nextResolve) => {
  try {
    return nextResolve(specifier, context)
  } catch {
    return nextResolve(specifier, { ...context, parentURL: import.meta.url })
  }
}

/**
 * Makes module resolution of a function's code what it is on Lambda: packages that lie around on this machine but not in
 * the bundle are not found, and `.js` files are CommonJS unless the bundle has a package.json that says otherwise.
 */
export const limitToBundle = (directory: string): void => {
  const root = `${pathToFileURL(directory).href}/`
  const hasPackageJson = existsSync(join(directory, 'package.json'))
  registerHooks({
    resolve: (specifier, context, nextResolve) => {
      const isOurs = context.parentURL?.startsWith(root) ?? false
      const isPackage = isOurs && isBare(specifier) && !isBuiltin(specifier)
      if (isPackage && inRuntime.test(specifier)) return fromRuntime(specifier, context, nextResolve)
      const resolved = nextResolve(specifier, context)
      if (isPackage && !resolved.url.startsWith(root))
        throw Object.assign(
          new Error(`Cannot find package '${specifier}': it is on this machine but not in the function's bundle`),
          { code: 'ERR_MODULE_NOT_FOUND' },
        )
      const isPlainJs = resolved.url.startsWith(root) && resolved.url.endsWith('.js') && !hasPackageJson
      return isPlainJs ? { ...resolved, format: 'commonjs' } : resolved
    },
  })
}
