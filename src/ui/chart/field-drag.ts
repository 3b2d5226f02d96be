/**
 * Dragging a column by pointer (mouse, pen, finger) onto a well: an element with `data-well`. A short press stays a click, so that the button
 * that is dragged keeps its own action; Escape or a drop elsewhere changes nothing.
 */
export function draggable(label: () => string, ondrop: (well: string) => void): (button: HTMLElement) => () => void {
  return (button) => {
    let start: { readonly x: number; readonly y: number } | null = null;
    let ghost: HTMLElement | null = null;
    let over: Element | null = null;

    const wellAt = (event: PointerEvent) => document.elementFromPoint(event.clientX, event.clientY)?.closest('[data-well]') ?? null;
    const point = (well: Element | null) => {
      if (well === over) return;
      over?.removeAttribute('data-over');
      well?.setAttribute('data-over', 'true');
      over = well;
    };
    const finish = () => {
      point(null);
      ghost?.remove();
      ghost = start = null;
      removeEventListener('keydown', escape, true);
    };
    const escape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      finish();
    };

    const down = (event: PointerEvent) => {
      if (event.button !== 0) return;
      start = { x: event.clientX, y: event.clientY };
      button.setPointerCapture(event.pointerId);
    };
    const move = (event: PointerEvent) => {
      if (!start) return;
      if (!ghost) {
        if (Math.hypot(event.clientX - start.x, event.clientY - start.y) < 6) return;
        ghost = document.createElement('div');
        ghost.className = 'chart-field-ghost';
        ghost.textContent = label();
        document.body.append(ghost);
        addEventListener('keydown', escape, true);
      }
      ghost.style.translate = `${event.clientX + 10}px ${event.clientY + 10}px`;
      point(wellAt(event));
    };
    const up = (event: PointerEvent) => {
      const well = ghost ? wellAt(event)?.getAttribute('data-well') : null;
      // The click that follows a drag is not meant for the button.
      if (ghost) button.addEventListener('click', swallow, { once: true, capture: true });
      setTimeout(() => button.removeEventListener('click', swallow, true));
      finish();
      if (well) ondrop(well);
    };

    button.style.touchAction = 'none';
    button.addEventListener('pointerdown', down);
    button.addEventListener('pointermove', move);
    button.addEventListener('pointerup', up);
    button.addEventListener('pointercancel', finish);
    return () => {
      finish();
      button.removeEventListener('pointerdown', down);
      button.removeEventListener('pointermove', move);
      button.removeEventListener('pointerup', up);
      button.removeEventListener('pointercancel', finish);
    };
  };
}

function swallow(event: Event): void {
  event.stopImmediatePropagation();
  event.preventDefault();
}
