export const proofs = ['digest', 'presence'] as const
/** `digest`: the modem printed the SHA-256 of what we sent. `presence`: it printed a placeholder, so only "something is there". */
export type Proof = (typeof proofs)[number]
