import { mintmark } from '../cli/support.ts'
import type { StoryCloud } from './local-cloud.ts'

/** Runs `mintmark` as ops of a story's cloud; the standard chain reads its credentials from this process. */
export const opsCli = (story: StoryCloud) => {
  process.env.AWS_ACCESS_KEY_ID = story.ops.accessKeyId
  process.env.AWS_SECRET_ACCESS_KEY = story.ops.secretAccessKey
  delete process.env.AWS_SESSION_TOKEN
  return (...args: string[]) =>
    mintmark(args, { env: { MINTMARK_API_URL: story.cloud.ready.apiUrl, AWS_REGION: story.cloud.ready.region } })
}
