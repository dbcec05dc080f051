import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { fail } from '../failures/failure.ts'
import { reasonOf } from '../failures/reason-of.ts'
import { writeAtomically } from '../files/write-atomically.ts'

const slotBinding = z.strictObject({
  slot: z.int().min(1).max(999),
  /** Where on the USB tree the fixture's socket is. */
  location: z.string().min(1),
  /** Which of the board's ports. */
  index: z.int().min(0),
})
const slotFile = z.strictObject({ version: z.literal(1), slots: z.array(slotBinding) })

/** A fixture's number, bound to the USB socket it hangs on: names such as COM7 change, sockets do not. */
export type SlotBinding = z.output<typeof slotBinding>

export const slotFilePath = join('.mintmark', 'slots.json')

/** Reads what this bench was taught; nothing yet is an empty list. Throws `slots-malformed` for a file that is none. */
export const readSlots = async (path = slotFilePath): Promise<SlotBinding[]> => {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (reasonOf(error) === 'ENOENT') return undefined
    throw error
  })
  if (text === undefined) return []
  try {
    return slotFile.parse(JSON.parse(text)).slots
  } catch (cause) {
    throw fail('slots-malformed', { path }, { cause })
  }
}

/** Binds a slot; a slot or a socket that was bound before is moved. */
export const teachSlot = async (binding: SlotBinding, path = slotFilePath): Promise<void> => {
  const others = (await readSlots(path)).filter(
    ({ slot, location, index }) => slot !== binding.slot && !(location === binding.location && index === binding.index),
  )
  const slots = [...others, binding].sort((a, b) => a.slot - b.slot)
  await writeAtomically(path, `${JSON.stringify({ version: 1, slots }, null, 2)}\n`)
}
