/** The tabs of one browser that show this page. One of them writes a workspace, the others follow. */
export interface Tabs {
  /** Takes a name for this tab alone: the function that gives it back, or null at once when another tab has it. */
  hold(name: string): Promise<(() => void) | null>;
  /** The same, but waits until the other tab gives it back. Rejects when the signal aborts. */
  waitFor(name: string, signal: AbortSignal): Promise<() => void>;
  /** Tells the other tabs. */
  post(message: TabMessage): void;
  onMessage(listener: (message: TabMessage) => void): void;
}

export type TabMessage =
  | { readonly kind: 'written'; readonly workspace: string; readonly seq: number }
  /** This tab shows the workspace as it is kept, and writes. */
  | { readonly kind: 'entered'; readonly workspace: string }
  /** Another tab wants to write: keep what is not kept yet, and give way. */
  | { readonly kind: 'give-way'; readonly workspace: string };
