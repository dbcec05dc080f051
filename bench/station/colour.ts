/** Green only from the cloud's comparison; amber: something follows, or somebody must look. */
export type Colour = 'idle' | 'working' | 'green' | 'amber' | 'red'
