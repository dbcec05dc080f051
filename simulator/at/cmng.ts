import { deleteCredential, listCredentials, readCredential, writeCredential } from '../credentials/store.ts'
import { type Answer, type CommandHandler, fail, incorrectParameters } from './command-family.ts'
import { numberOf } from './parse-command.ts'

const highestTag = 0xffffffff
const highestType = 13

/** `%CMNG=<opcode>[,<tag>[,<type>[,<content>[,<password>]]]]`: write, list, read, delete (nRF9160 AT Commands, %CMNG). */
export const cmng: CommandHandler = ({ form, args }, context): Answer | undefined => {
  if (form !== 'set') return undefined
  const [opcode, tagText, typeText, content, password] = args
  const [tag, type] = [numberOf(tagText), numberOf(typeText)]
  const isMalformed = (text: string | undefined, value: number | undefined, highest: number) =>
    text !== undefined && (value === undefined || value > highest)
  if (args.length > 5 || isMalformed(tagText, tag, highestTag) || isMalformed(typeText, type, highestType)) {
    return fail(incorrectParameters)
  }
  if (type !== undefined && tag === undefined) return fail(incorrectParameters)
  if (opcode === '1') return listCredentials(context, tag, type)
  if (tag === undefined || type === undefined) return fail(incorrectParameters)
  if (opcode === '2') return readCredential(context, tag, type)
  if (opcode === '3') return deleteCredential(context, tag, type)
  if (opcode !== '0' || content === undefined) return fail(incorrectParameters)
  return writeCredential({ tag, type, content, ...(password === undefined ? {} : { password }) }, context)
}
