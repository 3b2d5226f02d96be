/** Bytes from base64; the browser's own way where it has one. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const { fromBase64: own } = Uint8Array as { fromBase64?: (text: string) => Uint8Array<ArrayBuffer> };
  if (own) return own.call(Uint8Array, text);
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

/** Base64 of bytes. */
export function toBase64(bytes: Uint8Array): string {
  const { toBase64: own } = bytes as { toBase64?: () => string };
  if (own) return own.call(bytes);
  let binary = '';
  for (let at = 0; at < bytes.length; at += 0x8000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(binary);
}
