import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}

export interface PageFile {
  type: string
  content: Buffer
}

/** A file of the built page; undefined for anything that is not in its folder. */
export const pageFile = async (folder: string, path: string): Promise<PageFile | undefined> => {
  const name = path === '/' ? 'index.html' : path.slice(1)
  // Only names of plain letters: no way leads out of the folder.
  if (!/^(?:[\w-]+\/)*[\w-]+(?:\.[\w-]+)+$/.test(name)) return undefined
  const type = types[extname(name)]
  if (!type) return undefined
  const content = await readFile(join(folder, name)).catch(() => undefined)
  return content && { type, content }
}
