import fc from 'fast-check'
import type { AttributeValue, Item } from '../../../../local/dynamodb/items/value.ts'
import type { Action, Check, Condition, Key, Operation, Write } from './operation.ts'

const text = fc.constantFrom('a', 'ab', 'b', 'ä', '😀', '')
const key: fc.Arbitrary<Key> = fc.record({
  pk: fc.constantFrom('p1', 'p2', 'p3').map((S) => ({ S })),
  sk: fc.constantFrom('1', '2').map((S) => ({ S })),
})
const texts = fc.uniqueArray(fc.constantFrom('a', 'ab', 'b', 'c'), { minLength: 1, maxLength: 3 })
const number = fc.integer({ min: -3, max: 12 }).map((n) => ({ N: String(n) }))
const scalar: fc.Arbitrary<AttributeValue> = fc.oneof(
  number,
  text.map((S) => ({ S })),
  fc.boolean().map((BOOL) => ({ BOOL })),
)
const value: fc.Arbitrary<AttributeValue> = fc.oneof(
  { weight: 4, arbitrary: scalar },
  texts.map((SS) => ({ SS })),
  fc.array(scalar, { maxLength: 2 }).map((L) => ({ L })),
  fc.record({ inner: scalar }).map((M) => ({ M })),
)
const name = fc.constantFrom('x', 'y', 'z')
const anyName = fc.constantFrom('x', 'y', 'z', 's')

const attributes: fc.Arbitrary<Item> = fc
  .record(
    {
      x: value,
      y: value,
      z: number,
      s: text.map((S) => ({ S })),
      orderId: fc.constantFrom('o1', 'o2').map((S) => ({ S })),
      imei: fc.constantFrom('i1', 'i2', 'i3').map((S) => ({ S })),
    },
    { requiredKeys: [] },
  )
  .map((record) => ({ ...record }))

const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(name, fc.constantFrom('pk', 'orderId')).map((exists): Condition => ({ exists })),
    fc.oneof(name, fc.constantFrom('pk', 'orderId')).map((lacks): Condition => ({ lacks })),
    fc.record({ compare: fc.constantFrom('=' as const, '<>' as const), name, value }),
    fc.record({
      compare: fc.constantFrom('<' as const, '<=' as const, '>' as const, '>=' as const),
      name,
      value: number,
    }),
    fc.record({ between: fc.tuple(fc.constant({ N: '0' }), fc.constant({ N: '5' })), name }),
    fc.record({ beginsWith: fc.constantFrom('a', 'b'), name: anyName }),
    fc.record({ contains: scalar, name }),
    fc.record({ size: fc.integer({ min: 0, max: 3 }), name }),
    fc.record({
      type: fc.constantFrom('S' as const, 'N' as const, 'BOOL' as const, 'SS' as const, 'L' as const, 'M' as const),
      name,
    }),
    fc.tuple(tie('condition'), tie('condition')).map((and): Condition => ({ and })),
    fc.tuple(tie('condition'), tie('condition')).map((or): Condition => ({ or })),
    tie('condition').map((not): Condition => ({ not })),
  ),
}))
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 })

const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ name, set: value }),
  fc.record({ name, setIfLacking: value }),
  fc.record({ name, plus: fc.integer({ min: -2, max: 9 }) }),
  fc.record({ name, append: fc.array(scalar, { minLength: 1, maxLength: 2 }) }),
  fc.record({ name, copyOf: fc.constantFrom('x', 'y', 'pk') }),
  fc.record({ name, remove: fc.constant(true as const) }),
  fc.record({
    name,
    add: fc.oneof(
      number,
      texts.map((SS) => ({ SS })),
    ),
  }),
  fc.record({ name, delete: texts }),
  fc.record({ name: fc.constant('orderId'), set: fc.constantFrom('o1', 'o2').map((S) => ({ S })) }),
  fc.record({ name: fc.constantFrom('orderId', 'imei'), remove: fc.constant(true as const) }),
)
const actions = fc.uniqueArray(action, { selector: ({ name }) => name, minLength: 1, maxLength: 3 })

const common = { key, condition: maybe(condition), showOld: fc.boolean() }
const write: fc.Arbitrary<Write> = fc.oneof(
  fc.record({ kind: fc.constant('put' as const), attributes, ...common }),
  fc.record({ kind: fc.constant('update' as const), actions, ...common }),
  fc.record({ kind: fc.constant('delete' as const), ...common }),
)
const check: fc.Arbitrary<Check> = fc.record({
  kind: fc.constant('check' as const),
  key,
  condition,
  showOld: fc.boolean(),
})

const returnsOf = ({ kind }: Write) =>
  fc.constantFrom(
    ...(kind === 'update'
      ? (['NONE', 'ALL_OLD', 'ALL_NEW', 'UPDATED_OLD', 'UPDATED_NEW'] as const)
      : (['NONE', 'ALL_OLD'] as const)),
  )
const keys = fc.uniqueArray(key, { selector: ({ pk, sk }) => `${pk.S}/${sk.S}`, minLength: 1, maxLength: 4 })
const limit = fc.integer({ min: 1, max: 4 })
const does = <T extends Operation['does']>(what: T) => fc.constant(what)

/** One random operation on the table `registry` of the tests. Filters name no key attribute, which the API would refuse. */
export const operation: fc.Arbitrary<Operation> = fc.oneof(
  {
    weight: 6,
    arbitrary: write.chain((one) =>
      fc.record({ does: does('write'), write: fc.constant(one), returns: returnsOf(one) }),
    ),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      does: does('transact'),
      parts: fc.array(fc.oneof(write, check), { minLength: 1, maxLength: 4 }),
      token: maybe(fc.constantFrom('t1', 't2', 't3')),
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: does('get'), key }) },
  { weight: 1, arbitrary: fc.record({ does: does('transactGet'), keys }) },
  { weight: 1, arbitrary: fc.record({ does: does('batchGet'), keys }) },
  {
    weight: 2,
    arbitrary: keys.chain((some) =>
      fc.record({
        does: does('batchWrite'),
        puts: fc.tuple(...some.slice(0, 2).map((one) => fc.record({ key: fc.constant(one), attributes }))),
        deletes: fc.constant(some.slice(2)),
      }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      does: does('queryTable'),
      pk: fc.constantFrom('p1', 'p2', 'p3'),
      forward: fc.boolean(),
      limit,
      filter: maybe(condition.filter(namesNoKey(['pk', 'sk']))),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: does('queryIndex'),
      orderId: fc.constantFrom('o1', 'o2'),
      range: maybe(fc.constantFrom({ from: 'i1', to: 'i2' }, { from: 'i2', to: 'i3' })),
      forward: fc.boolean(),
      limit,
      filter: maybe(condition.filter(namesNoKey(['orderId', 'imei']))),
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: does('scan'), limit, filter: maybe(condition) }) },
  { weight: 1, arbitrary: fc.record({ does: does('wait'), minutes: fc.constantFrom(1, 6) }) },
)

function namesNoKey(names: string[]) {
  return (tested: Condition) => !names.some((one) => JSON.stringify(tested).includes(`"${one}"`))
}
