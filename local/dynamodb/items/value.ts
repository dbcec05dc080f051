/** An attribute value in its wire form: numbers as decimal text, binary as base64. */
export interface AttributeValue {
  S?: string
  N?: string
  B?: string
  BOOL?: boolean
  NULL?: boolean
  SS?: string[]
  NS?: string[]
  BS?: string[]
  L?: AttributeValue[]
  M?: Item
}

export type Item = { [attribute: string]: AttributeValue }
export type Path = readonly (string | number)[]
export type ValueType = keyof AttributeValue

/** The one type a validated value has. */
export const typeOf = (value: AttributeValue): ValueType => Object.keys(value)[0] as ValueType

/** The value at a document path, or undefined where any step is missing. */
export const valueAt = (item: Item, path: Path): AttributeValue | undefined => {
  let value: AttributeValue | undefined = { M: item }
  for (const step of path) {
    if (typeof step === 'number') value = value?.L?.[step]
    else value = value?.M !== undefined && Object.hasOwn(value.M, step) ? value.M[step] : undefined
  }
  return value
}

const isDocument = (type: ValueType) => type === 'L' || type === 'M'
const isSet = (type: ValueType) => type === 'SS' || type === 'NS' || type === 'BS'

/** Equality as DynamoDB defines it: same type, sets without order, documents by content. */
export const equalValues = (a: AttributeValue, b: AttributeValue): boolean => {
  const type = typeOf(a)
  if (type !== typeOf(b)) return false
  if (isSet(type)) {
    const [left, right] = [a[type] as string[], new Set(b[type] as string[])]
    return left.length === right.size && left.every((element) => right.has(element))
  }
  if (!isDocument(type)) return a[type] === b[type]
  const [left, right] = [Object.entries(a[type] as Item), b[type] as Item]
  return (
    left.length === Object.keys(right).length &&
    left.every(([key, value]) => {
      const other = Object.hasOwn(right, key) ? right[key] : undefined
      return other !== undefined && equalValues(value, other)
    })
  )
}
