import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { type StationServer, serveStation } from '../../../../bench/api/serve-station.ts'
import type { Station } from '../../../../bench/station/create-station.ts'
import { builtPage } from '../../../../cli/page.ts'

/** What the tests ask the page itself; see in-page/. */
const inPage = stripTypeScriptTypes(readFileSync(join(import.meta.dirname, '..', 'in-page', 'measure.ts'), 'utf8'))

export const fullHd = { width: 1920, height: 1080 }

export interface OpenPage {
  page: Page
  server: StationServer
  /** What the browser asked for, and what it complained about. */
  requests: string[]
  complaints: string[]
  /** Waits until a slot's tile is of a kind; answers its text, line by line. */
  tile(slot: number, kind: string): Promise<string[]>
  close(): Promise<void>
}

export interface OpenOptions extends BrowserContextOptions {
  port?: number
  newToken?: () => string
  query?: string
}

export const serve = async (station: Station, { port = 0, newToken }: OpenOptions = {}): Promise<StationServer> =>
  serveStation(station, { port, pageFolder: await builtPage(), ...(newToken && { newToken }) })

/** What a test that failed left open would keep the process from ending. */
const servers = new Set<StationServer>()
afterAll(() => Promise.all([...servers].map((server) => server.close())))

/** The station's page in a browser window of its own, opened as an operator does: by the address that was printed. */
export const openPage = async (browser: Browser, station: Station, options: OpenOptions = {}): Promise<OpenPage> => {
  const server = await serve(station, options)
  servers.add(server)
  const { port, newToken, query = '', ...more } = options
  const context = await browser.newContext({ viewport: fullHd, locale: 'en-GB', ...more })
  const [requests, complaints]: [string[], string[]] = [[], []]
  context.on('request', (request) => requests.push(request.url()))
  context.setDefaultTimeout(15_000)
  await context.addInitScript({ content: inPage })
  const page = await context.newPage()
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(`${server.pageUrl}${query}`)
  await page.locator('.tile').first().waitFor()
  await page.evaluate('document.fonts.ready.then(() => undefined)')
  return {
    page,
    server,
    requests,
    complaints,
    async tile(slot, kind) {
      const found = page.locator(`[data-slot="${slot}"][data-kind="${kind}"]`)
      await found.waitFor().catch(async (cause: unknown) => {
        const shown = await page.locator(`[data-slot="${slot}"]`).allInnerTexts()
        throw new Error(`slot ${slot} never became ${kind}; it shows ${JSON.stringify(shown)}`, { cause })
      })
      return (await found.allInnerTexts())
        .join('\n')
        .split('\n')
        .filter((line) => line !== '')
    },
    async close() {
      await context.close()
      await server.close()
      servers.delete(server)
    },
  }
}

/** An empty page in which pictures can be looked at. */
export const openBlank = async (browser: Browser): Promise<Page> => {
  const page = await browser.newPage()
  await page.addInitScript({ content: inPage })
  await page.goto('about:blank')
  return page
}
