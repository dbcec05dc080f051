export type ConnectResult =
  | 'connected'
  | 'dns-failed'
  | 'tcp-failed'
  | 'tls-refused-by-device'
  | 'tls-refused-by-server'
  | 'closed-after-connect'
  | 'mqtt-refused'
  | 'timed-out'
