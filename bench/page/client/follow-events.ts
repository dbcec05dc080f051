import type { Message, UnitRecord } from '../contract.ts'

/** The agent says that it is alive every 2 s; three missed are a lost agent, whatever the socket believes. */
const silenceMs = 6_500
const againMs = 2_000
const types = ['state', 'slot', 'unit', 'summary', 'order', 'line', 'alive'] as const

const statusOf = (path: string): Promise<number> =>
  fetch(path, { cache: 'no-store', signal: AbortSignal.timeout(silenceMs) }).then(
    ({ status }) => status,
    () => 0,
  )

const unitsOf = async (): Promise<readonly UnitRecord[]> => {
  const answer = await fetch('/api/v1/units', { cache: 'no-store', signal: AbortSignal.timeout(silenceMs) })
  return answer.ok ? ((await answer.json()) as { units: readonly UnitRecord[] }).units : []
}

/** Follows the agent for as long as the page is open, and says at once when it is not heard any more. */
export const followEvents = (tell: (message: Message) => void): void => {
  let watch: ReturnType<typeof setTimeout> | undefined

  const open = (): void => {
    const source = new EventSource('/api/v1/events')
    const lose = async (): Promise<void> => {
      clearTimeout(watch)
      source.close()
      tell({ type: 'lost' })
      const status = await statusOf('/api/v1/state')
      if (status === 401 || status === 403) tell({ type: 'refused' })
      setTimeout(open, status === 200 ? 0 : againMs)
    }
    const heard = (): void => {
      clearTimeout(watch)
      watch = setTimeout(lose, silenceMs)
    }
    for (const type of types)
      source.addEventListener(type, ({ data }: MessageEvent<string>) => {
        heard()
        tell({ type, data: JSON.parse(data) } as Message)
        if (type === 'state') unitsOf().then((units) => tell({ type: 'units', data: { units } }), lose)
      })
    source.addEventListener('error', () => void lose(), { once: true })
    heard()
  }

  open()
}
