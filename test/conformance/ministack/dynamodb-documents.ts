/** An item with documents, and expressions on it that both sides must answer alike. */
export const document = {
  pk: { S: 'document' },
  sk: { S: 's' },
  m: { M: { a: { N: '1' }, b: { M: { c: { S: 'x' } } } } },
  l: { L: [{ S: '0' }, { S: '1' }, { S: '2' }, { M: { k: { S: 'v' } } }] },
  ss: { SS: ['a', 'b'] },
  n: { N: '5' },
}

export const values: Record<string, object> = {
  ':text': { S: 'V' },
  ':zero': { S: '0' },
  ':two': { N: '2' },
  ':five': { N: '5e0' },
  ':nine': { N: '9.00' },
  ':some': { SS: ['b', 'z'] },
  ':same': { SS: ['b', 'a'] },
  ':list': { L: [{ S: 'q' }] },
  ':map': { M: { z: { S: 'z' } } },
  ':whole': { M: { a: { N: '1.0' }, b: { M: { c: { S: 'x' } } } } },
  ':L': { S: 'L' },
}

export const updates = [
  'SET m.a = :two',
  'SET m.b.c = :text',
  'SET l[1] = :text',
  'SET l[9] = :text',
  'REMOVE l[0] SET l[2] = :text',
  'SET l[0] = :text REMOVE l[1]',
  'SET l[3].k = :text',
  'SET l[0] = l[1], l[1] = l[0]',
  'REMOVE m.b.c',
  'REMOVE m.zz',
  'REMOVE l[77]',
  'REMOVE l[3].k',
  'SET m.q = :map',
  'ADD m.a :two',
  'ADD m.fresh :two',
  'ADD m.members :some',
  'ADD ss :some',
  'ADD ss :two',
  'DELETE ss :some',
  'DELETE ss :same',
  'DELETE n :some',
  'SET l = list_append(l, :list)',
  'SET l = list_append(:list, l)',
  'SET m.a = m.a + :two, n = n - :two',
  'SET m.x = if_not_exists(m.x, :text)',
  'SET z.y = :text',
  'SET n.y = :text',
  'SET l.y = :text',
  'SET n = m.a',
  'SET a1 = n, a2 = a1',
  'SET n = n + n',
  'ADD nn :two SET m.a = nn',
  'REMOVE m',
]

export const conditions = [
  'm.b.c = :text',
  'l[0] = :zero',
  'l[9] = :zero',
  'm = :whole',
  'ss = :same',
  'size(m) = :two',
  'size(l) > :two',
  'size(ss) = :two',
  'size(zz) < :nine',
  'contains(l, :zero)',
  'contains(ss, :zero)',
  'contains(n, :zero)',
  'attribute_exists(m.b.c)',
  'attribute_not_exists(l[4])',
  'attribute_type(l, :L)',
  'n BETWEEN :two AND :nine',
  'zz BETWEEN :two AND :nine',
  'n IN (:two, :five)',
  'n IN (:text, :five)',
  'NOT n = :two AND NOT (m.a > :two)',
  'm.a < n',
  'n <> zz',
  'zz <> yy',
  'zz = yy',
  'zz < yy',
  'n = m.a OR n = :five',
]

export const projections = [
  'm.a',
  'l[1]',
  'l[2], l[0]',
  'm.b.c, n',
  'zz',
  'm.zz',
  'l[9]',
  'm.b, l[3].k',
  'l[3].k, l[0]',
  'm.a, m.b',
]

/** The values that an expression names. */
export const valuesIn = (expression: string) => {
  const used = Object.entries(values).filter(([name]) => new RegExp(`${name}\\b`).test(expression))
  return used.length === 0 ? {} : { ExpressionAttributeValues: Object.fromEntries(used) }
}
