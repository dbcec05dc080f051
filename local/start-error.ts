/** A reason why the local cloud does not start that its caller can change: template, kept state, port. */
export class StartError extends Error {
  override name = 'StartError'
}
