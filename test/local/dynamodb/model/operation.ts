import type { AttributeValue, Item } from '../../../../local/dynamodb/items/value.ts'

/** Random operations in a form that a model can act on without parsing, and that renders to requests of the API. */
export type Condition =
  | { exists: string }
  | { lacks: string }
  | { compare: '=' | '<>' | '<' | '<=' | '>' | '>='; name: string; value: AttributeValue }
  | { between: [AttributeValue, AttributeValue]; name: string }
  | { beginsWith: string; name: string }
  | { contains: AttributeValue; name: string }
  | { size: number; name: string }
  | { type: 'S' | 'N' | 'BOOL' | 'SS' | 'L' | 'M'; name: string }
  | { and: [Condition, Condition] }
  | { or: [Condition, Condition] }
  | { not: Condition }

export type Action =
  | { name: string; set: AttributeValue }
  | { name: string; setIfLacking: AttributeValue }
  | { name: string; plus: number }
  | { name: string; append: AttributeValue[] }
  | { name: string; copyOf: string }
  | { name: string; remove: true }
  | { name: string; add: AttributeValue }
  | { name: string; delete: string[] }

export type Key = { pk: AttributeValue; sk: AttributeValue }

export type Write = { key: Key; condition?: Condition; showOld?: boolean } & (
  | { kind: 'put'; attributes: Item }
  | { kind: 'update'; actions: Action[] }
  | { kind: 'delete' }
)
export type Check = { kind: 'check'; key: Key; condition: Condition; showOld?: boolean }

export type Operation =
  | { does: 'write'; write: Write; returns: 'NONE' | 'ALL_OLD' | 'ALL_NEW' | 'UPDATED_OLD' | 'UPDATED_NEW' }
  | { does: 'get'; key: Key }
  | { does: 'transact'; parts: (Write | Check)[]; token?: string }
  | { does: 'transactGet'; keys: Key[] }
  | { does: 'batchGet'; keys: Key[] }
  | { does: 'batchWrite'; puts: { key: Key; attributes: Item }[]; deletes: Key[] }
  | { does: 'queryTable'; pk: string; forward: boolean; limit: number; filter?: Condition }
  | {
      does: 'queryIndex'
      orderId: string
      range?: { from: string; to: string }
      forward: boolean
      limit: number
      filter?: Condition
    }
  | { does: 'scan'; limit: number; filter?: Condition }
  | { does: 'wait'; minutes: number }
