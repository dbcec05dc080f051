import { useEffect, useReducer, useState } from 'preact/hooks'
import { followEvents } from '../client/follow-events.ts'
import type { Message } from '../contract.ts'
import { afterMessage, initialState, type PageState } from '../model/page-state.ts'

/** The station as it is now; `now` is the agent's clock, in milliseconds, and moves on twice a second. */
export const useStation = (): { state: PageState; now: number } => {
  const [state, tell] = useReducer(
    (before: PageState, message: Message) => afterMessage(before, message, Date.now()),
    initialState,
  )
  const [clock, tick] = useState(Date.now)
  useEffect(() => {
    followEvents(tell)
    const ticking = setInterval(() => tick(Date.now()), 500)
    return () => clearInterval(ticking)
  }, [])
  return { state, now: clock + state.clockAhead }
}
