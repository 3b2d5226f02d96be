import { auditName, auditText, type AuditTrail } from './audit-trail';

/** A drawing with its trail in a `<metadata>` element, first in the document: no viewer draws it, and it runs nothing. */
export function withSvgTrail(svg: string, trail: AuditTrail): string {
  const text = auditText(trail).replace(/[&<>]/g, (char) => `&#${char.charCodeAt(0)};`);
  return svg.replace(/<svg\b(?:"[^"]*"|'[^']*'|[^"'>])*>/, (start) => `${start}<metadata id="${auditName}">${text}</metadata>`);
}
