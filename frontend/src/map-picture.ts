// A map as a PNG file: what the view shows, its title, legend, scale and coordinate system beneath.
import type OlMap from "ol/Map";
import type { Picture } from "./map";
import { tone } from "./map-styles";

const LINE = 22;
const EDGE = 16;

/** Save what a map shows, with title and legend, under the map's name. */
export async function exported(map: OlMap, picture: Picture): Promise<void> {
  await document.fonts.load('14px "Noto Sans SC"', picture.title);
  const [width = 800, height = 600] = map.getSize() ?? [];
  const steps = picture.tinted[0]?.legend ?? [];
  const missing = picture.tinted[0]?.missing ?? 0;
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height + 2 * EDGE + LINE * (2 + Math.ceil((steps.length + 1) / 3));
  const pen = canvas.getContext("2d");
  if (!pen) return;
  pen.fillStyle = "#ffffff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  layers(map, pen);
  pen.setTransform(1, 0, 0, 1, 0, 0);
  caption(pen, map, picture, height + EDGE, steps, missing);
  canvas.toBlob((blob) => blob && save(blob, `${picture.name}.png`), "image/png");
}

function layers(map: OlMap, pen: CanvasRenderingContext2D): void {
  for (const canvas of map.getViewport()?.querySelectorAll<HTMLCanvasElement>(".ol-layer canvas, canvas.ol-layer") ?? []) {
    if (canvas.width === 0) continue;
    pen.globalAlpha = Number(canvas.parentElement?.style.opacity || canvas.style.opacity || 1);
    const parts = canvas.style.transform.match(/^matrix\(([^)]*)\)$/)?.[1]?.split(",").map(Number);
    if (parts?.length === 6) pen.setTransform(...(parts as [number, number, number, number, number, number]));
    else pen.setTransform(canvas.clientWidth / canvas.width || 1, 0, 0, canvas.clientHeight / canvas.height || 1, 0, 0);
    pen.drawImage(canvas, 0, 0);
  }
  pen.globalAlpha = 1;
}

function caption(pen: CanvasRenderingContext2D, map: OlMap, picture: Picture, top: number, steps: { tone: number; text: string; count: number }[], missing: number): void {
  const font = '"Noto Sans SC", sans-serif';
  pen.fillStyle = "#1f2933";
  pen.font = `600 15px ${font}`;
  pen.textBaseline = "middle";
  pen.fillText(picture.title, EDGE, top + 6);
  pen.font = `12px ${font}`;
  const entries = [...steps, ...(missing ? [{ tone: -1, text: "缺 missing", count: missing }] : [])];
  const column = (pen.canvas.width - 2 * EDGE) / 3;
  entries.forEach((step, place) => {
    const x = EDGE + column * (place % 3);
    const y = top + LINE * (1.4 + Math.floor(place / 3));
    pen.fillStyle = tone(step.tone);
    pen.fillRect(x, y - 6, 24, 12);
    pen.strokeStyle = "#66727e";
    pen.strokeRect(x, y - 6, 24, 12);
    pen.fillStyle = "#1f2933";
    pen.fillText(`${step.text} (${step.count})`, x + 32, y);
  });
  const scale = map.getViewport()?.querySelector(".ol-scale-line-inner");
  const bottom = pen.canvas.height - EDGE;
  const long = (scale as HTMLElement | null)?.offsetWidth ?? 0;
  pen.fillText(`CGCS2000 (EPSG:4490)　${scale?.textContent ?? ""}`, EDGE + (long ? long + 10 : 0), bottom);
  if (long) pen.fillRect(EDGE, bottom, long, 2);
}

function save(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
