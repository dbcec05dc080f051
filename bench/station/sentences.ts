/** What the person at the bench reads: a code with parameters, and both sentences in English. */
export interface Sentence {
  code: string
  params: Readonly<Record<string, unknown>>
  says: string
  next: string
}

interface Kind<Params> {
  says: (params: Params) => string
  next: (params: Params) => string
}

/** The station's own sentences; those of refusals and failures come with them. Another language is another such table. */
export const stationSentences = {
  'put-in-unit': { says: () => 'This slot is free.', next: () => 'Put in a unit.' },
  'scan-serial': { says: () => 'A unit is in.', next: () => 'Scan its serial number.' },
  working: { says: () => 'Working.', next: () => 'Leave the unit in.' },
  done: { says: (p: { imei: string }) => `${p.imei} is confirmed.`, next: () => 'Take it out.' },
  'done-before': {
    says: (p: { imei: string }) => `${p.imei} held its credential already; nothing was changed.`,
    next: () => 'Take it out.',
  },
  'may-leave': {
    says: (p: { imei: string }) => `${p.imei} is written; the cloud is away and will confirm it later.`,
    next: () => 'Take it out and keep it apart until its confirmation is here.',
  },
  'bring-back': {
    says: (p: { imei: string }) => `${p.imei} has its key; the cloud is away, so it has no certificate yet.`,
    next: () => 'Take it out and bring it back when the cloud is there again.',
  },
  'label-failed': {
    says: (p: { imei: string; why: string }) => `${p.imei} is confirmed, but its label was not printed: ${p.why}`,
    next: () => 'See to the printer, then print the label again.',
  },
  'label-unknown': {
    says: (p: { imei: string }) => `${p.imei} is confirmed; the agent was stopped while its label was being printed.`,
    next: () => 'Look for the label; print it again only if there is none.',
  },
  'attach-failed': {
    says: (p: { imei: string; why: string }) => `${p.imei} is confirmed, but did not register on the network: ${p.why}`,
    next: () => 'Check antenna, SIM and coverage of the bench, then start the unit again.',
  },
} satisfies Record<string, Kind<never>>

type Code = keyof typeof stationSentences
type ParamsOf<C extends Code> =
  Parameters<(typeof stationSentences)[C]['says']> extends [infer P] ? P : Record<string, never>

export const sentence = <C extends Code>(code: C, params: ParamsOf<C>): Sentence => {
  const kind = stationSentences[code] as Kind<unknown>
  return { code, params: params as Sentence['params'], says: kind.says(params), next: kind.next(params) }
}
