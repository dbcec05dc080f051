const pseudo: Record<string, string> = {
  'AWS::Partition': 'aws',
  'AWS::Region': 'eu-west-1',
  'AWS::AccountId': '123456789012',
}

const reference = (name: string) => pseudo[name] ?? `<${name}>`

/** A part of a template with `Ref`, `Fn::GetAtt`, `Fn::Join` and `Fn::Sub` as text; other resources as `<LogicalId.Attribute>`. */
export const rendered = (part: unknown): unknown => {
  if (Array.isArray(part)) return part.map(rendered)
  if (typeof part !== 'object' || part === null) return part
  const entries = Object.entries(part)
  const [[key, value] = ['', undefined]] = entries
  if (key === 'Ref') return reference(value)
  if (key === 'Fn::GetAtt') return `<${value.join('.')}>`
  if (key === 'Fn::Join') return value[1].map(rendered).join(value[0])
  if (key === 'Fn::Sub') return value.replace(/\$\{([^}]+)\}/g, (_: string, name: string) => reference(name))
  if (key.startsWith('Fn::')) throw new Error(`The templates use no ${key}`)
  return Object.fromEntries(entries.map(([name, inner]) => [name, rendered(inner)]))
}
