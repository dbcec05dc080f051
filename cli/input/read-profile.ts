import { type Profile, profileSchema } from '../../core/api/profile.ts'
import { UsageError } from '../command.ts'
import { readTextFile } from './read-text-file.ts'

/** A product's profile from a JSON file; each thing wrong with it is named by its key. */
export const readProfile = async (path: string): Promise<Profile> => {
  const text = await readTextFile(path, 'the profile of a product, as JSON')
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw new UsageError(`${path} is no JSON: ${(error as Error).message}`)
  }
  const parsed = profileSchema.safeParse(json)
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.map(({ path: at, message }) => `  ${at.join('.') || 'the file'}: ${message}`)
  throw new UsageError(`${path} is no profile:\n${issues.join('\n')}`)
}
