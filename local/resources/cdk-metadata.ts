import type { ResourceHandler } from './resource-handler.ts'

/** What CDK was used, for AWS's statistics; nothing is made of it. */
export const cdkMetadata: ResourceHandler = {
  allowed: [],
  withoutEffect: ['Analytics'],
  create: (_, { generatedName }) => ({ ref: generatedName() }),
}
