import type { TabMessage, Tabs } from '../core/workspace/tabs';

/** The tabs of this browser that show this page: Web Locks say who writes, a BroadcastChannel carries what they tell each other. */
export function browserTabs(channelName = 'doi-chieu'): Tabs {
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(channelName);
  return {
    hold: (name) => held(name, { ifAvailable: true }),
    waitFor: async (name, signal) => (await held(name, { signal })) ?? (() => undefined),
    post: (message) => channel?.postMessage(message),
    onMessage: (listener) => channel?.addEventListener('message', (event: MessageEvent<TabMessage>) => listener(event.data)),
  };
}

/** Resolves when the lock is granted, with the function that gives it back; null when it was not available. Without locks every tab writes. */
function held(name: string, options: LockOptions): Promise<(() => void) | null> {
  if (!navigator.locks) return Promise.resolve(() => undefined);
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(name, options, (lock) => {
        if (!lock) return resolve(null);
        return new Promise<void>((giveBack) => resolve(giveBack));
      })
      .catch(reject);
  });
}
