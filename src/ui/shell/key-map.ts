import type { Action } from '../../core/action';
import { pressMatches, typesText } from '../../core/action-keys';

/**
 * A keydown listener that runs the action whose keys were pressed. A field, an editor or a grid that has used the key itself is left alone, and
 * so is typing: keys without Ctrl or Cmd do nothing while one writes. While a dialog is open only the dialog's own keys count.
 *
 * ```svelte
 * <svelte:window onkeydown={keyMap(() => actions)} />
 * ```
 */
export function keyMap(actions: () => readonly Action[]): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.defaultPrevented || event.isComposing || event.repeat) return;
    if (document.querySelector('dialog:modal')) return;
    const writing = isWritten(event.target);
    const action = actions().find(
      ({ keys, enabled }) => keys !== undefined && pressMatches(keys, event) && !(writing && typesText(keys)) && enabled(),
    );
    if (!action) return;
    event.preventDefault();
    void action.run();
  };
}

function isWritten(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !['button', 'checkbox', 'radio', 'submit', 'reset', 'file'].includes(target.type);
}
