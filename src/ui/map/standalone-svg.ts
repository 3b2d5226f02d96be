/** Properties that make a drawing look as it does on the page. */
const carried = [
  'fill',
  'stroke',
  'stroke-width',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'font-style',
  'text-anchor',
] as const;

/**
 * A drawing as SVG text that looks the same outside the page: what stylesheets and custom properties say is written at each element, on the
 * page's surface.
 */
export function standaloneSvg(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const [originals, copies] = [
    [svg, ...svg.querySelectorAll('*')],
    [copy, ...copy.querySelectorAll('*')],
  ];
  originals.forEach((original, i) => {
    const target = copies[i]!;
    const style = getComputedStyle(original);
    target.removeAttribute('class');
    target.removeAttribute('style');
    for (const name of ['tabindex', 'role', 'aria-label', 'aria-pressed', 'aria-hidden', 'data-unit']) target.removeAttribute(name);
    for (const name of carried) {
      const value = style.getPropertyValue(name);
      if (value && !(name === 'stroke' && value === 'none')) target.setAttribute(name, value);
    }
  });
  const surface =
    getComputedStyle(svg).getPropertyValue('--surface-drawn') || getComputedStyle(svg.closest('[data-theme]') ?? svg).backgroundColor;
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  ground.setAttribute('width', '100%');
  ground.setAttribute('height', '100%');
  ground.setAttribute('fill', surface === 'rgba(0, 0, 0, 0)' ? '#ffffff' : surface);
  copy.insertBefore(ground, copy.firstChild);
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return new XMLSerializer().serializeToString(copy);
}
