import { AppError } from '../../core/app-error';
import type { Picture } from '../../jobs/export-docx';

/** An SVG drawn on white at twice its size, as PNG. @throws AppError `chart-invalid` when it cannot be drawn */
export async function drawSvg(svg: string): Promise<Picture> {
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  try {
    await image.decode();
  } catch (cause) {
    throw new AppError('chart-invalid', { reason: 'SVG' }, { cause });
  }
  const { naturalWidth: width, naturalHeight: height } = image;
  const canvas = document.createElement('canvas');
  canvas.width = width * 2;
  canvas.height = height * 2;
  const context = canvas.getContext('2d');
  if (!context || width === 0 || height === 0) throw new AppError('chart-invalid', { reason: 'canvas' });
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new AppError('chart-invalid', { reason: 'canvas' });
  return { png: new Uint8Array(await blob.arrayBuffer()), width, height };
}
