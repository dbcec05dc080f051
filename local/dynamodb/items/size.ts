import Big from 'big.js'
import type { AttributeValue, Item } from './value.ts'

const bytes = (text: string) => Buffer.byteLength(text, 'utf8')
const binary = (base64: string) => Buffer.byteLength(base64, 'base64')

const numberSize = (text: string): number => {
  const number = new Big(text)
  const digits = number.c.length
  if (number.eq(0)) return 1
  const unpaired = digits % 2 === 0 && number.e % 2 === 0 ? 1 : 0
  return 1 + Math.ceil(digits / 2) + unpaired + (number.s < 0 ? 1 : 0)
}

const sum = <T>(values: readonly T[], size: (value: T) => number) => values.reduce((all, one) => all + size(one), 0)

const valueSize = (value: AttributeValue): number => {
  if (value.S !== undefined) return bytes(value.S)
  if (value.N !== undefined) return numberSize(value.N)
  if (value.B !== undefined) return binary(value.B)
  if (value.SS !== undefined) return sum(value.SS, bytes)
  if (value.NS !== undefined) return sum(value.NS, numberSize)
  if (value.BS !== undefined) return sum(value.BS, binary)
  if (value.L !== undefined) return 3 + sum(value.L, (element) => 1 + valueSize(element))
  if (value.M !== undefined) return 3 + Object.keys(value.M).length + itemSize(value.M)
  return 1
}

/** Size of an item in bytes, names included. Source: DynamoDB Developer Guide, "DynamoDB item sizes and formats". */
export const itemSize = (item: Item): number =>
  sum(Object.entries(item), ([name, value]) => bytes(name) + valueSize(value))

/** The largest item DynamoDB stores. Source: DynamoDB Developer Guide, "Quotas: items". */
export const MAX_ITEM_BYTES = 400 * 1024
