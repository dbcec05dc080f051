import * as z from 'zod'

/** RFC 9457 problem details with the refusal's code and parameters, so that a client can render and act on them. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  /** What to do next. */
  next: z.string(),
  code: z.string(),
  params: z.record(z.string(), z.unknown()),
  /** Of the request, for the log. */
  instance: z.string().optional(),
})
export type Problem = z.output<typeof problem>
