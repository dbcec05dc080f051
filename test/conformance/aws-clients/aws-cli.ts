import { run } from '../support/run.ts'
import type { Endpoint } from './boto3.ts'
import type { Call } from './calls.ts'
import { type Client, filled, type Outcome } from './judge-calls.ts'

const kebab = (operation: string) => operation.replace(/(?!^)([A-Z])/g, '-$1').toLowerCase()

const outcomeOf = async (python: string, to: Endpoint, call: Call, input: unknown): Promise<Outcome> => {
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: '/nonexistent',
    AWS_ENDPOINT_URL: to.endpoint,
    AWS_REGION: to.region,
    AWS_DEFAULT_REGION: to.region,
    AWS_ACCESS_KEY_ID: to.accessKeyId,
    AWS_SECRET_ACCESS_KEY: to.secretAccessKey,
    AWS_MAX_ATTEMPTS: '1',
  }
  const command = [
    python,
    '-m',
    'awscli',
    call.service,
    kebab(call.operation),
    '--output',
    'json',
    '--cli-input-json',
    JSON.stringify(input),
  ]
  const { code, stdout, stderr } = await run(command, { timeoutMs: 60_000, env })
  if (code === 0) return { answer: stdout.trim() === '' ? {} : JSON.parse(stdout) }
  return { error: /An error occurred \((\w+)\)/.exec(stderr)?.[1] ?? stderr.trim(), status: null }
}

/** The AWS command line, one process a call. */
export const awsCli =
  (python: string, to: Endpoint): Client =>
  async (calls) => {
    const outcomes: Outcome[] = []
    const answers = new Map<string, Record<string, unknown>>()
    for (const call of calls) {
      const outcome = await outcomeOf(python, to, call, filled(call.input, answers))
      if (call.as !== undefined && 'answer' in outcome) answers.set(call.as, outcome.answer)
      outcomes.push(outcome)
    }
    return outcomes
  }
