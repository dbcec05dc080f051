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
  'article-passed': {
    says: (p: { imei: string }) => `${p.imei} passed as first article; its certificate is revoked.`,
    next: () => 'Take it out.',
  },
  'line-asking': {
    says: () => 'The line is closed: the cloud is being asked whether this order wants a first article.',
    next: () => 'Wait a moment.',
  },
  'line-cannot-ask': {
    says: (p: { why: string }) =>
      `The line is closed: nobody could say whether this order wants a first article. ${p.why}`,
    next: () => 'Look to the connection; a supervisor may open the line with a written reason.',
  },
  'line-needs-article': {
    says: (_: { units: string }) => 'The line is closed: no first article has passed in this shift.',
    next: (p: { units: string }) => `Put a golden unit into any slot (${p.units}).`,
  },
  'line-needs-golden-unit': {
    says: () => 'The line is closed: a first article is required, and the order lists no golden unit.',
    next: () => 'Ask ops for an order that lists one; a supervisor may open the line with a written reason.',
  },
  'line-article-failed': {
    says: (p: { imei: string; why: string }) => `The line is closed: ${p.imei} failed as first article. ${p.why}`,
    next: () => 'Look to fixture and cable, then start the golden unit again.',
  },
  'line-article-due': {
    says: (p: { hours: number; units: string }) =>
      `The line is closed: it was opened ${p.hours} h ago, and another first article is due.`,
    next: (p: { hours: number; units: string }) => `Put a golden unit into any slot (${p.units}).`,
  },
  'line-skipped': {
    says: () => 'The line is open: this station was started without first articles.',
    next: () => 'Put in units.',
  },
  'line-not-asked': {
    says: () => 'The line is open: this order lists no golden unit and asks for no first article.',
    next: () => 'Put in units.',
  },
  'line-open': {
    says: (p: { imei: string }) => `The line is open: ${p.imei} passed as first article.`,
    next: () => 'Put in units.',
  },
  'line-simulated': {
    says: () => 'The line is open after a simulated article: it proves the cloud, and not the fixture.',
    next: () => 'Run a golden unit as soon as one is at hand.',
  },
  'line-opened': {
    says: (p: { reason: string; by: string }) =>
      `The line was opened without a first article${p.by === '' ? '' : ` by ${p.by}`}: ${p.reason}`,
    next: () => 'Run a golden unit as soon as one is at hand.',
  },
} satisfies Record<string, Kind<never>>

type Code = keyof typeof stationSentences
type ParamsOf<C extends Code> =
  Parameters<(typeof stationSentences)[C]['says']> extends [infer P] ? P : Record<string, never>

export const sentence = <C extends Code>(code: C, params: ParamsOf<C>): Sentence => {
  const kind = stationSentences[code] as Kind<unknown>
  return { code, params: params as Sentence['params'], says: kind.says(params), next: kind.next(params) }
}
