import { readFile } from 'node:fs/promises'
import type { Plugin } from 'esbuild'

const constant = /^const (_\w+) = ("[^"\\\n]*");$/gm
const computedKey = /\[(_\w+)\](?=:)/g

/**
 * Lets a function carry the shapes of the operations that it calls, and not those of all of AWS IoT: the SDK writes them with
 * computed keys (`{ [_h]: … }`), which a bundler must take for side effects. The keys are constants of the same file.
 */
export const slimSdk: Plugin = {
  name: 'slim-sdk',
  setup: (build) => {
    build.onLoad(
      { filter: /[\\/]dist-es[\\/](submodules[\\/][\w-]+[\\/])?schemas[\\/]schemas_\d+\.js$/ },
      async ({ path }) => {
        const text = await readFile(path, 'utf8')
        const values = new Map([...text.matchAll(constant)].map(([, name = '', value = '']) => [name, value]))
        return {
          contents: text.replace(computedKey, (whole, name: string) => values.get(name) ?? whole),
          loader: 'js',
        }
      },
    )
  },
}
