import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { stateOf } from '../../../../bench/api/answer.ts'
import { pageFile } from '../../../../bench/api/serve-page.ts'
import type { Station } from '../../../../bench/station/create-station.ts'
import { builtPage } from '../../../../cli/page.ts'

/** An agent that hangs after it has told its state once: its sockets stay open, and nothing comes any more. */
export const muteAgent = async (station: Station): Promise<{ url: string; close(): void }> => {
  const folder = await builtPage()
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1')
    if (pathname === '/api/v1/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write(`event: state\ndata: ${JSON.stringify(stateOf(station))}\n\n`)
    } else if (pathname === '/api/v1/units') response.end('{"units":[]}')
    else if (!pathname.startsWith('/api/')) {
      const file = await pageFile(folder, pathname)
      response.writeHead(file ? 200 : 404, { 'content-type': file?.type ?? 'text/plain' })
      response.end(file?.content)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}
