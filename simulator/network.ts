import type { CommandContext } from './at/command-family.ts'

/** Starts looking for a network; without the stored history that takes longer (the second half of the story). */
export function startSearch(context: CommandContext): void {
  const { session } = context.state
  session.searchingSince = context.clock.now()
  report(context)
  context.clock.after(attachMs(context), () => {
    if (isRegistered(context)) report(context)
  })
}

export function isRegistered(context: CommandContext): boolean {
  return [1, 5].includes(registrationStatus(context))
}

/** The status of `+CEREG`: 0 off, 2 searching, then what the network decided. */
export function registrationStatus(context: CommandContext): number {
  const since = context.state.session.searchingSince
  if (since === undefined) return 0
  return context.clock.now() - since >= attachMs(context) ? context.behaviour.network.status : 2
}

function attachMs({ state, behaviour }: CommandContext): number {
  return state.networkHistory ? behaviour.network.attachMs : behaviour.network.attachMsWithoutHistory
}

function report(context: CommandContext): void {
  if (context.state.session.registrationReports > 0) context.notify(`+CEREG: ${registrationStatus(context)}`)
}
