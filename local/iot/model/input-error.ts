/** A request that does not fit the operation's input shape; the service answers it as InvalidRequestException. */
export class InputError extends Error {}
