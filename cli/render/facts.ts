/** Names and values in two columns; what is undefined is left out. */
export const renderFacts = (
  facts: readonly (readonly [name: string, value: string | number | undefined])[],
): string => {
  const shown = facts.filter(([, value]) => value !== undefined)
  const width = Math.max(...shown.map(([name]) => name.length))
  return shown.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n')
}
