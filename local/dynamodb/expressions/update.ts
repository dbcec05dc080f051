import Big from 'big.js'
import { dynaliteValidations } from '../dynalite.ts'
import { invalid } from '../errors.ts'
import { type AttributeValue, type Item, type Path, typeOf, valueAt } from '../items/value.ts'

type Expression =
  | Path
  | AttributeValue
  | { type: 'add' | 'subtract'; args: [Expression, Expression] }
  | { type: 'function'; name: 'if_not_exists'; args: [Path, Expression] }
  | { type: 'function'; name: 'list_append'; args: [Expression, Expression] }

/** One action of an update expression as dynalite's parser returns it. */
export type UpdateSection =
  | { type: 'set'; path: Path; val: Expression }
  | { type: 'remove'; path: Path }
  | { type: 'add' | 'delete'; path: Path; val: AttributeValue }

const WRONG_TYPE = 'An operand in the update expression has an incorrect data type'

/** The item after an update expression; every value and every list index refers to the item before. Source: Developer Guide, "Update expressions". */
export const applyUpdate = (before: Item, sections: readonly UpdateSection[]): Item => {
  const after = structuredClone(before)
  const touchedLists = new Set<AttributeValue>()
  for (const section of sections) {
    const parent = parentOf(after, section.path)
    if (parent.L !== undefined) touchedLists.add(parent)
    write(parent, section.path, newValue(section, before))
  }
  // A removed or skipped index leaves a hole until every action is done, so that the others still count from the old list.
  for (const list of touchedLists) list.L = list.L?.filter(() => true)
  return after
}

const parentOf = (item: Item, path: Path): AttributeValue => {
  const parent = valueAt(item, path.slice(0, -1))
  const isList = typeof path.at(-1) === 'number'
  if (parent === undefined || (isList ? parent.L : parent.M) === undefined)
    throw invalid('The document path provided in the update expression is invalid for update')
  return parent
}

const write = (parent: AttributeValue, path: Path, value: AttributeValue | undefined): void => {
  const container = (parent.L ?? parent.M) as Record<string | number, AttributeValue>
  const step = path.at(-1) as string | number
  if (value === undefined) delete container[step]
  else container[step] = value
}

const newValue = (section: UpdateSection, before: Item): AttributeValue | undefined => {
  if (section.type === 'remove') return undefined
  if (section.type === 'set') return resolve(section.val, before)
  const old = valueAt(before, section.path)
  const operand = section.val
  const type = typeOf(operand)
  if (old !== undefined && typeOf(old) !== type) throw invalid(WRONG_TYPE)
  if (type === 'N') return number(new Big(old?.N ?? 0).plus(operand.N ?? 0))
  const members = (old?.[type] ?? []) as string[]
  const named = operand[type] as string[]
  const result =
    section.type === 'add'
      ? [...members, ...named.filter((member) => !members.includes(member))]
      : members.filter((member) => !named.includes(member))
  return result.length === 0 ? undefined : { [type]: result }
}

const resolve = (expression: Expression, before: Item): AttributeValue => {
  if (isPath(expression)) {
    const value = valueAt(before, expression)
    if (value === undefined)
      throw invalid('The provided expression refers to an attribute that does not exist in the item')
    return value
  }
  if (!('type' in expression)) return expression
  if (expression.type === 'function' && expression.name === 'if_not_exists')
    return valueAt(before, expression.args[0]) ?? resolve(expression.args[1], before)
  const [left, right] = [resolve(expression.args[0], before), resolve(expression.args[1], before)]
  if (expression.type === 'function') {
    if (left.L === undefined || right.L === undefined) throw invalid(WRONG_TYPE)
    return { L: [...left.L, ...right.L] }
  }
  if (left.N === undefined || right.N === undefined) throw invalid(WRONG_TYPE)
  return number(expression.type === 'add' ? new Big(left.N).plus(right.N) : new Big(left.N).minus(right.N))
}

const isPath = (expression: Expression): expression is Path => Array.isArray(expression)

const number = (value: Big): AttributeValue => {
  const result = { N: value.toFixed() }
  const problem = dynaliteValidations.validateAttributeValue(result)
  if (problem !== undefined) throw invalid(problem)
  return result
}
