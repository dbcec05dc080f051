/** A message on its way through the broker: from a client, from the data plane, or AWS IoT's own event. */
export interface Message {
  topic: string
  payload: Buffer
  qos: 0 | 1
  retain: boolean
  /** The MQTT client that published it; undefined for HTTP and for events. */
  clientId?: string
  /** Certificate ID of that client. */
  principalId?: string
}

/** Where messages go: to topic rules at once, and to subscribers when the broker runs. */
export interface Bus {
  publish(message: Message): void
  /** Called for what MQTT clients published, which the broker forwards itself. */
  published(message: Message): void
  /** The broker, once it listens. */
  connect(forward: (message: Message) => void): void
}

export const createBus = (toRules: (message: Message) => void): Bus => {
  let forward: ((message: Message) => void) | undefined
  return {
    publish: (message) => {
      toRules(message)
      forward?.(message)
    },
    published: toRules,
    connect: (target) => {
      forward = target
    },
  }
}
