import { type Operation, record, strings } from './operation.ts'

export const tagQueue: Operation = {
  members: ['QueueUrl', 'Tags'],
  act: ({ queues }, input) => {
    const queue = queues.get(input.QueueUrl)
    queues.change(queue, { tags: { ...queue.record.tags, ...record(input.Tags) } })
    return {}
  },
}

export const untagQueue: Operation = {
  members: ['QueueUrl', 'TagKeys'],
  act: ({ queues }, input) => {
    const queue = queues.get(input.QueueUrl)
    const gone = strings(input.TagKeys)
    const tags = Object.fromEntries(Object.entries(queue.record.tags).filter(([key]) => !gone.includes(key)))
    queues.change(queue, { tags })
    return {}
  },
}

export const listQueueTags: Operation = {
  members: ['QueueUrl'],
  act: ({ queues }, input) => ({ Tags: queues.get(input.QueueUrl).record.tags }),
}
