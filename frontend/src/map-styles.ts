// How shapes look: tinted places, classed layers, hatched where a figure is missing.
import type { FeatureLike } from "ol/Feature";
import { Circle, Fill, Stroke, Style, Text } from "ol/style";
import type { StyleFunction } from "ol/style/Style";
import type { Sheet } from "./map";

export interface Tinted {
  layer: string;
  title: string;
  tones: Record<string, number>;
  texts: Record<string, string>;
  legend: { tone: number; text: string; count: number }[];
  missing: number;
}

const tokens = new Map<string, string>();

/** A colour of the page, read once: asking for it makes the browser settle the whole page. */
function token(name: string): string {
  const known = tokens.get(name);
  if (known !== undefined) return known;
  const found = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  tokens.set(name, found);
  return found;
}

/** The fewest pixels of width in which letters can stand. */
const ROOM = 24;

function roomy(feature: FeatureLike, resolution: number): boolean {
  const [west = 0, , east = 0] = feature.getGeometry()?.getExtent() ?? [];
  return (east - west) / resolution >= ROOM;
}

const FONT = '12px "Noto Sans SC"';

function hatch(): CanvasPattern | string {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 8;
  const pen = canvas.getContext("2d");
  if (!pen) return token("--tone-none");
  pen.fillStyle = token("--tone-none");
  pen.fillRect(0, 0, 8, 8);
  pen.strokeStyle = token("--ink-faint");
  pen.lineWidth = 1;
  pen.beginPath();
  for (const shift of [-8, 0, 8]) {
    pen.moveTo(shift, 8);
    pen.lineTo(shift + 8, 0);
  }
  pen.stroke();
  return pen.createPattern(canvas, "repeat") ?? token("--tone-none");
}

/** The colour of a tone; missing is hatched. */
export function tone(number: number): CanvasPattern | string {
  return number < 0 ? hatch() : token(`--tone-${number}`);
}

/** Letters in the middle of a shape, only where there is room. */
function label(feature: FeatureLike, more: string): Text {
  const name = String(feature.get("name") ?? "");
  return new Text({ font: FONT, text: more ? `${name}\n${more}` : name, fill: new Fill({ color: token("--ink") }), stroke: new Stroke({ color: "#ffffff", width: 3 }), overflow: false });
}

/** Places tinted by a figure, with name and figure written where there is room. */
export function tintOf(tinted: Tinted): StyleFunction {
  const edge = new Stroke({ color: "#ffffff", width: 1.2 });
  const fills = new Map<number, Fill>();
  const fill = (number: number): Fill => {
    if (!fills.has(number)) fills.set(number, new Fill({ color: tone(number) }));
    return fills.get(number) as Fill;
  };
  const dots = new Map<number, Circle>();
  const dot = (number: number): Circle => {
    if (!dots.has(number)) dots.set(number, new Circle({ radius: number < 0 ? 7 : 5, fill: new Fill({ color: tone(number) }), stroke: new Stroke({ color: number < 0 ? token("--failing") : "#ffffff", width: number < 0 ? 2 : 1 }) }));
    return dots.get(number) as Circle;
  };
  const blank = new Style({ fill: new Fill({ color: "rgba(255,255,255,0.01)" }), stroke: new Stroke({ color: token("--line"), width: 1 }) });
  const plain = new Map<number, Style>();
  return (feature, resolution) => {
    const place = String(feature.getId());
    const number = tinted.tones[place];
    if (number === undefined) return feature.getGeometry()?.getType() === "Point" ? [] : blank;
    if (feature.getGeometry()?.getType() === "Point") return new Style({ image: dot(number), zIndex: number < 0 ? 9 : number });
    if (roomy(feature, resolution)) return new Style({ fill: fill(number), stroke: edge, text: label(feature, tinted.texts[place] ?? "") });
    if (!plain.has(number)) plain.set(number, new Style({ fill: fill(number), stroke: edge }));
    return plain.get(number) as Style;
  };
}

const alpha = (colour: string, share: string): string => `${colour}${share}`;

/** A layer in the colours of its classes; outlines where it has none. */
export function styleOf(sheet: Sheet): StyleFunction {
  const made = new Map<string, Style>();
  const plain = token("--ink-soft") || "#52606d";
  const make = (value: string): Style => {
    const colour = sheet.colours[value] ?? plain;
    if (sheet.look === "line") return new Style({ stroke: new Stroke({ color: colour, width: sheet.strong ? 5 : 1.8 }) });
    if (sheet.look === "point") {
      const circle = sheet.strong ? new Circle({ radius: 8, fill: new Fill({ color: colour }), stroke: new Stroke({ color: "#ffffff", width: 1.5 }) }) : new Circle({ radius: 7, fill: new Fill({ color: "rgba(255,255,255,0.7)" }), stroke: new Stroke({ color: colour, width: 1.6 }) });
      return new Style({ image: circle, stroke: new Stroke({ color: colour, width: 2 }), fill: new Fill({ color: alpha(colour, "66") }) });
    }
    const area = value in sheet.colours;
    const dot = new Circle({ radius: 4, fill: new Fill({ color: colour }), stroke: new Stroke({ color: "#ffffff", width: 1 }) });
    return new Style({ image: dot, fill: new Fill({ color: area ? alpha(colour, "8c") : "rgba(255,255,255,0.01)" }), stroke: new Stroke({ color: colour, width: sheet.strong ? 4 : area ? (sheet.tiled ? 0.4 : 0.8) : 1.2 }) });
  };
  return (feature, resolution) => {
    const value = String(feature.get("class") ?? "");
    if (!made.has(value)) made.set(value, make(value));
    const style = made.get(value) as Style;
    const named = !sheet.tiled && feature.get("name") && (sheet.look !== "point" || resolution < 0.0004 || resolution > 1);
    if (sheet.look !== "line") style.setText(named && (sheet.look === "point" || roomy(feature, resolution)) ? label(feature, "") : null);
    return style;
  };
}
