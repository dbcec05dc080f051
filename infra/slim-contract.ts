import { readFile } from 'node:fs/promises'
import type { Plugin } from 'esbuild'

/**
 * The beginning of a call that makes a schema: `z.object(…)` or `z.iso.datetime()`, also where `z` ends a line, or `profileSchema.loose()`. Zod's
 * calls change nothing else.
 */
const schemaCall =
  /(?<![\w.'"`])(?:z(?=(?:\s*\.\s*\w+)+\()|[a-z]\w*(?=\s*\.\s*(?:array|extend|loose|nullable|omit|optional|partial|pick)\())/g
/** The schema of the answer in a route: clients and pages read it, a function does not. */
const answerOfRoute = /^ {2}answer: [^\n]+,\n/m

/**
 * Lets a function carry only the schemas that it reads: marks those of the contract as free of side effects, so that unused
 * ones fall away, and takes the answers out of the routes. Schemas are half of what a function does before its first call.
 */
export const slimContract: Plugin = {
  name: 'slim-contract',
  setup: (build) => {
    build.onLoad({ filter: /[\\/]core[\\/]api[\\/].*\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8')
      const isRoute = /[\\/]api[\\/]routes[\\/]/.test(path)
      return {
        contents: (isRoute ? text.replace(answerOfRoute, '') : text).replace(schemaCall, '/* @__PURE__ */ $&'),
        loader: 'ts',
      }
    })
  },
}
