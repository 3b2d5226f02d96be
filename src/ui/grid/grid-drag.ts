/** What a drag over a grid's cells asks of the grid. Coordinates are those of the window. */
export interface GridDrag {
  /** A press of the main button or a finger; false when no drag shall follow it. */
  readonly press: (event: PointerEvent) => boolean;
  /** The pointer moved, or rests beyond an edge while the grid scrolls; called once a frame there. */
  readonly extend: (x: number, y: number) => void;
  /** True where the grid shall scroll on by itself. */
  readonly beyond: (y: number) => boolean;
}

/** Attachment: a drag with the mouse or pen selects cells and scrolls at the edges; a finger scrolls as ever, and taps. */
export function gridDrag({ press, extend, beyond }: GridDrag) {
  return (element: HTMLElement) => {
    let at: { readonly x: number; readonly y: number } | undefined;

    function pressed(event: PointerEvent) {
      if (event.button !== 0) return;
      const touch = event.pointerType === 'touch';
      if (!touch) event.preventDefault();
      if (!press(event) || touch) return;
      element.setPointerCapture(event.pointerId);
      at = { x: event.clientX, y: event.clientY };
    }

    function moved({ clientX: x, clientY: y }: PointerEvent) {
      if (!at || (at.x === x && at.y === y)) return;
      const scrolling = beyond(at.y);
      at = { x, y };
      if (scrolling && beyond(y)) return;
      step();
    }

    function step() {
      if (!at) return;
      extend(at.x, at.y);
      if (beyond(at.y)) requestAnimationFrame(step);
    }

    const ended = () => (at = undefined);
    const events = { pointerdown: pressed, pointermove: moved, pointerup: ended, pointercancel: ended };
    for (const [name, listener] of Object.entries(events)) element.addEventListener(name, listener as EventListener);
    return () => {
      ended();
      for (const [name, listener] of Object.entries(events)) element.removeEventListener(name, listener as EventListener);
    };
  };
}
