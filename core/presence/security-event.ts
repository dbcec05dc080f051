/** Something that only somebody else's hand can bring about; told at once, and never a registration. */
export type SecurityEvent =
  /** A certificate that was never this device's. */
  | 'foreign-certificate'
  /** A certificate that a newer one replaced, after it should have been off. */
  | 'replaced-certificate'
  /** The right certificate, after the device was taken away. */
  | 'connected-while-out'
