/** The page whose frame this one stands in. */
export interface HostPage {
  /** Told to the host when it is one of those allowed, to nobody else. */
  post(message: object): void;
  /** What an allowed host says; everything else is dropped unread. */
  onMessage(listener: (data: unknown) => void): void;
}

/** @param allowed origins that may talk to this page; with none, nobody does */
export function browserHost(allowed: readonly string[]): HostPage {
  const { parent } = window;
  const [above] = location.ancestorOrigins ?? [];
  // Where the browser does not tell whose frame it is, it delivers to the named origins only.
  const told = above === undefined ? allowed : allowed.filter((origin) => origin === above);
  return {
    post: (message) => {
      if (parent !== window) for (const origin of told) parent.postMessage(message, origin);
    },
    onMessage: (listener) =>
      addEventListener('message', (event) => {
        if (event.source === parent && parent !== window && allowed.includes(event.origin)) listener(event.data);
      }),
  };
}
