/** Columns and rows that give `slots` tiles of a wide screen the most room, all of them in sight. */
export const gridOf = (slots: number): { columns: number; rows: number } => {
  const columns = Math.max(1, Math.ceil(Math.sqrt(slots)))
  return { columns, rows: Math.max(1, Math.ceil(slots / columns)) }
}
