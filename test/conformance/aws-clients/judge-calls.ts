import { any, type Call } from './calls.ts'

/** What became of a call: its answer, or the error's name and status. */
export type Outcome = { answer: Record<string, unknown> } | { error: string; status: number | null }

/** Makes the calls one after the other and gives what became of each. */
export type Client = (calls: Call[]) => Promise<Outcome[]>

type Answers = Map<string, Record<string, unknown>>

const lookUp = (answers: Answers, path: string): unknown => {
  const [name = '', ...members] = path.split('.')
  return members.reduce<unknown>((value, member) => (value as Record<string, unknown>)?.[member], answers.get(name))
}

/** A value with members of earlier answers in place of their names. */
export const filled = (value: unknown, answers: Answers): unknown => {
  if (Array.isArray(value)) return value.map((each) => filled(each, answers))
  if (typeof value !== 'object' || value === null) return value
  if ('$' in value) return lookUp(answers, String(value.$))
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, filled(inner, answers)]))
}

const expected = (value: unknown): unknown => {
  if (value === any) return expect.anything()
  if (Array.isArray(value)) return value.map(expected)
  if (typeof value !== 'object' || value === null) return value
  const members = Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, expected(inner)]))
  return expect.objectContaining(members)
}

export const titleOf = ({ service, operation, error }: Call, index: number): string =>
  `${index + 1} ${service} ${operation}${error === undefined ? '' : ` is refused with ${error[0]}`}`

/** Holds an outcome to what AWS documents. Clients that tell no status have `null`. */
export const expectOutcome = (call: Call, outcome: Outcome | undefined, earlier: Answers): void => {
  if (call.error !== undefined) {
    const [error, status] = call.error
    expect(outcome).toEqual({
      error,
      status: outcome && 'status' in outcome && outcome.status === null ? null : status,
    })
    return
  }
  expect(outcome).toEqual({ answer: expected(filled(call.has ?? {}, earlier)) })
}

/** The answers that calls kept. */
export const answersOf = (calls: Call[], outcomes: Outcome[]): Answers =>
  new Map(
    calls.flatMap(({ as }, index) => {
      const outcome = outcomes[index]
      return as !== undefined && outcome !== undefined && 'answer' in outcome ? [[as, outcome.answer]] : []
    }),
  )
