// Compiled once: this runs for every cell of a fleet.
const special = /[",\r\n]/

/** One CSV line (RFC 4180) without its end; fields are quoted where they must be. */
export function csvLine(fields: readonly (string | number)[], delimiter = ','): string {
  let line = ''
  for (let index = 0; index < fields.length; index += 1) {
    line += `${index === 0 ? '' : delimiter}${csvField(fields[index] ?? '', delimiter)}`
  }
  return line
}

export function csvField(field: string | number, delimiter = ','): string {
  if (typeof field === 'number') return String(field)
  const plain = !special.test(field) && (delimiter === ',' || !field.includes(delimiter))
  return plain ? field : `"${field.replaceAll('"', '""')}"`
}
