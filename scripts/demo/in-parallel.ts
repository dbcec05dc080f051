/** Works on all items, at most `width` at a time; the answers keep the order of the items. */
export const inParallel = async <Item, Answer>(
  items: readonly Item[],
  width: number,
  work: (item: Item) => Promise<Answer>,
): Promise<Answer[]> => {
  const answers = new Map<number, Answer>()
  const queue = items.entries()
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) answers.set(index, await work(item))
  }
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker))
  return items.map((_, index) => answers.get(index) as Answer)
}
