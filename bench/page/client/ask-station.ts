/** What the local API answered to a press of a button; `no` has a code that the languages know. */
export type Answered = { ok: true } | { ok: false; code: string; detail: string; next: string }

const timeoutMs = 10_000

/** One call of the station's local API. */
export const askStation = async (path: string, body: unknown = {}): Promise<Answered> => {
  try {
    const answer = await fetch(`/api/v1${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    })
    if (answer.ok) return { ok: true }
    const { code = 'not-reached', detail = '', next = '' } = (await answer.json()) as Record<string, string>
    return { ok: false, code, detail, next }
  } catch (error) {
    return { ok: false, code: 'not-reached', detail: String(error), next: '' }
  }
}
