// Maps: places tinted by a figure, layers, a graticule in degrees of CGCS2000; nothing comes from outside.
import "ol/ol.css";
import OlMap from "ol/Map";
import View from "ol/View";
import { defaults as controls, ScaleLine } from "ol/control";
import MousePosition from "ol/control/MousePosition";
import type { Coordinate } from "ol/coordinate";
import { buffer, getCenter, getHeight, getWidth, type Extent } from "ol/extent";
import type Feature from "ol/Feature";
import type { FeatureLike } from "ol/Feature";
import GeoJSON from "ol/format/GeoJSON";
import Graticule from "ol/layer/Graticule";
import type BaseLayer from "ol/layer/Base";
import VectorLayer from "ol/layer/Vector";
import VectorTileLayer from "ol/layer/VectorTile";
import { addCoordinateTransforms, addEquivalentProjections, addProjection, fromLonLat, get, Projection, toLonLat, transformExtent } from "ol/proj";
import { getRenderPixel } from "ol/render";
import type RenderEvent from "ol/render/Event";
import VectorSource from "ol/source/Vector";
import { Fill, Stroke, Text } from "ol/style";
import { PMTilesVectorSource } from "ol-pmtiles";
import { exported } from "./map-picture";
import { styleOf, tintOf, type Tinted } from "./map-styles";

export interface Sheet {
  code: string;
  name: string;
  look: "area" | "line" | "point";
  address: string;
  tiled: boolean;
  shown: boolean;
  explain: string;
  colours: Record<string, string>;
  waiting: boolean;
  strong: boolean;
  inline: object | null;
}

export interface Picture {
  name: string;
  title: string;
  projection: string;
  bounds: Extent | null;
  sheets: Sheet[];
  tinted: Tinted[];
}

const CGCS2000 = "EPSG:4490";

/** Make the degrees of CGCS2000 known; they differ from those of WGS 84 by less than a metre. */
function register(): void {
  if (get(CGCS2000)) return;
  const degrees = new Projection({ code: CGCS2000, units: "degrees", extent: [-180, -90, 180, 90], worldExtent: [-180, -90, 180, 90], axisOrientation: "neu", global: true });
  addProjection(degrees);
  const known = get("EPSG:4326");
  if (known) addEquivalentProjections([known, degrees]);
  addCoordinateTransforms(degrees, "EPSG:3857", (at) => fromLonLat(at), (at) => toLonLat(at));
}

/** One map in its figure. */
class Drawn {
  readonly map: OlMap;
  private readonly told: HTMLElement | null;
  private readonly layers = new Map<string, BaseLayer>();
  private readonly sources = new Map<string, VectorSource>();
  private readonly home: Extent | null;

  constructor(private readonly figure: HTMLElement, private readonly picture: Picture) {
    this.told = figure.querySelector(".map-told");
    this.home = picture.bounds ? transformExtent(picture.bounds, CGCS2000, picture.projection) : null;
    const position = figure.querySelector<HTMLElement>("[data-map-position]");
    this.map = new OlMap({
      target: figure.querySelector<HTMLElement>(".map-view") as HTMLElement,
      controls: controls({ attribution: false, rotate: false, zoomOptions: { zoomInTipLabel: "放大 Zoom in", zoomOutTipLabel: "缩小 Zoom out" } }).extend([
        new ScaleLine({ units: "metric" }),
        ...(position ? [new MousePosition({ target: position, projection: CGCS2000, className: "at", coordinateFormat: degrees, placeholder: "" })] : []),
      ]),
      view: new View({ projection: picture.projection, constrainRotation: false, enableRotation: false, ...(this.home ? { extent: buffer(this.home, Math.max(getWidth(this.home), getHeight(this.home))), center: getCenter(this.home) } : { center: [0, 0], zoom: 3 }) }),
    });
    this.draw();
    this.whole();
    this.listen();
  }

  /** Show everything. */
  whole(): void {
    if (this.home) this.map.getView().fit(this.home, { padding: [18, 18, 30, 18] });
  }

  /** Go to a feature by its code and tell what it is. */
  go(code: string): boolean {
    for (const sheet of [...this.picture.sheets].reverse()) {
      const found = this.sources.get(sheet.code)?.getFeatureById(code);
      const shape = found?.getGeometry();
      if (!found || !shape || !this.layers.get(sheet.code)?.getVisible()) continue;
      const view = this.map.getView();
      const extent = shape.getExtent();
      if (getWidth(extent) + getHeight(extent) === 0) view.animate({ center: getCenter(extent), zoom: Math.max(view.getZoom() ?? 0, 14), duration: 0 });
      else view.fit(extent, { padding: [70, 70, 70, 70], maxZoom: 16 });
      void this.explain(sheet, code);
      return true;
    }
    return false;
  }

  /** Find a feature by its name among the layers that show. */
  find(name: string): boolean {
    const wanted = name.trim();
    if (!wanted) return false;
    for (const sheet of [...this.picture.sheets].reverse()) {
      if (!this.layers.get(sheet.code)?.getVisible()) continue;
      const features = this.sources.get(sheet.code)?.getFeatures() ?? [];
      const hit = features.find((one) => one.get("name") === wanted) ?? features.find((one) => String(one.get("name") ?? "").includes(wanted));
      if (hit) return this.go(String(hit.getId()));
    }
    return false;
  }

  /** Look where a map that an answer has replaced did, and let that one go. */
  lookAs(other: Drawn | undefined): void {
    const center = other?.map.getView().getCenter();
    const resolution = other?.map.getView().getResolution();
    if (!other || !center || !resolution) return;
    this.map.getView().setCenter(center);
    this.map.getView().setResolution(resolution);
    other.map.dispose();
  }

  private draw(): void {
    for (const sheet of this.picture.sheets.filter((one) => !one.waiting)) {
      const tints = this.picture.tinted.filter((one) => one.layer === sheet.code);
      const layer = sheet.tiled ? this.tiles(sheet) : this.shapes(sheet, tints[0]);
      layer.setVisible(sheet.shown);
      layer.set("sheet", sheet);
      this.layers.set(sheet.code, layer);
      this.map.addLayer(layer);
      if (tints[1]) this.beside(sheet, layer, tints[1]);
    }
    this.parted();
    this.map.addLayer(new Graticule({ showLabels: true, wrapX: false, targetSize: 140, lonLabelFormatter: (at) => `${round(at)}°E`, latLabelFormatter: (at) => `${round(at)}°N`, lonLabelPosition: 0.97, lonLabelStyle: edge("middle", "center"), latLabelStyle: edge("middle", "end"), strokeStyle: new Stroke({ color: "rgba(31,41,51,0.16)", width: 1 }), zIndex: 40 }));
  }

  private shapes(sheet: Sheet, tint: Tinted | undefined): VectorLayer {
    const format = new GeoJSON<Feature>({ dataProjection: CGCS2000, featureProjection: this.picture.projection });
    const source = sheet.inline ? new VectorSource<Feature>({ features: format.readFeatures(sheet.inline) }) : new VectorSource<Feature>({ url: sheet.address, format });
    this.sources.set(sheet.code, source);
    return new VectorLayer({ source, declutter: sheet.look === "area", style: tint ? tintOf(tint) : styleOf(sheet), updateWhileAnimating: true, updateWhileInteracting: false, renderBuffer: 40 });
  }

  private tiles(sheet: Sheet): VectorTileLayer {
    const source = new PMTilesVectorSource({ url: new URL(sheet.address, location.href).href });
    return new VectorTileLayer({ source, declutter: false, style: styleOf(sheet), preload: 1 });
  }

  /** Let the slider part two layers once it is moved: one left of it, the other right. */
  private parted(): void {
    const slider = this.figure.querySelector<HTMLInputElement>("[data-map-swipe][data-left]");
    const left = this.layers.get(slider?.dataset["left"] ?? "");
    const right = this.layers.get(slider?.dataset["right"] ?? "");
    if (!slider || !left || !right) return;
    let moved = false;
    const share = (): number => Number(slider.value) / 100;
    this.clip(left, () => (moved ? [0, share()] : [0, 1]));
    this.clip(right, () => (moved ? [share(), 1] : [0, 1]));
    slider.addEventListener("input", () => {
      moved = true;
      this.map.render();
    });
  }

  /** Lay the other period over the left part of the view, as far as the slider says. */
  private beside(sheet: Sheet, right: BaseLayer, tint: Tinted): void {
    const slider = this.figure.querySelector<HTMLInputElement>("[data-map-swipe]");
    const source = this.sources.get(sheet.code);
    if (!slider || !source) return;
    const left = new VectorLayer({ source, declutter: "left", style: tintOf(tint) });
    left.set("sheet", sheet);
    this.map.addLayer(left);
    const share = (): number => Number(slider.value) / 100;
    this.clip(left, () => [0, share()]);
    this.clip(right, () => [share(), 1]);
    slider.addEventListener("input", () => this.map.render());
  }

  private clip(layer: BaseLayer, between: () => [number, number]): void {
    layer.on("prerender" as never, ((event: RenderEvent) => {
      const context = event.context as CanvasRenderingContext2D;
      const [width = 0, height = 0] = this.map.getSize() ?? [];
      const [from, to] = between();
      const corner = (x: number, y: number): number[] => getRenderPixel(event, [x * width, y * height]);
      context.save();
      context.beginPath();
      for (const at of [corner(from, 0), corner(to, 0), corner(to, 1), corner(from, 1)]) context.lineTo(at[0] as number, at[1] as number);
      context.closePath();
      context.clip();
    }) as never);
    layer.on("postrender" as never, ((event: RenderEvent) => (event.context as CanvasRenderingContext2D).restore()) as never);
  }

  private listen(): void {
    const figure = this.figure;
    this.map.on("singleclick", (event) => {
      const hit = this.at(event.pixel);
      if (hit) void this.explain(hit.sheet, hit.code);
      else this.close();
    });
    this.map.on("pointermove", (event) => {
      const view = this.map.getTargetElement();
      if (view && !event.dragging) view.style.cursor = this.at(event.pixel) ? "pointer" : "";
    });
    this.map.once("rendercomplete", () => (figure.dataset["drawn"] = ""));
    figure.addEventListener("change", (event) => {
      const box = event.target as HTMLInputElement;
      const code = box.dataset["mapLayer"];
      if (code) this.layers.get(code)?.setVisible(box.checked);
      if ("mapFind" in box.dataset) this.find(box.value);
    });
    figure.addEventListener("click", (event) => {
      const button = (event.target as Element).closest("button");
      if (!button) return;
      if ("mapClose" in button.dataset) this.close();
      if ("mapHome" in button.dataset) this.whole();
      if ("mapPng" in button.dataset) void exported(this.map, this.picture);
    });
    figure.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
      if (event.key === "Enter" && (event.target as HTMLElement).dataset["mapFind"] !== undefined) this.find((event.target as HTMLInputElement).value);
    });
  }

  private at(pixel: number[]): { sheet: Sheet; code: string } | null {
    let found: { sheet: Sheet; code: string } | null = null;
    this.map.forEachFeatureAtPixel(
      pixel,
      (feature: FeatureLike, layer) => {
        const sheet = layer?.get("sheet") as Sheet | undefined;
        const code = feature.getId() ?? feature.get("code");
        if (!sheet?.explain || code === undefined) return false;
        found = { sheet, code: String(code) };
        return true;
      },
      { hitTolerance: 4 },
    );
    return found;
  }

  private async explain(sheet: Sheet, code: string): Promise<void> {
    const body = this.told?.querySelector(".map-told-body");
    if (!this.told || !body || !sheet.explain) return;
    const asked = new URLSearchParams({ period: this.figure.dataset["period"] ?? "", show: this.figure.dataset["show"] ?? "" });
    const answer = await fetch(`${sheet.explain.replace("~", encodeURIComponent(code))}?${asked}`, { headers: { "HX-Request": "true" } });
    if (!answer.ok) return;
    body.innerHTML = await answer.text();
    this.told.hidden = false;
    this.figure.dataset["told"] = code;
  }

  private close(): void {
    if (this.told) this.told.hidden = true;
  }
}

const edge = (textBaseline: CanvasTextBaseline, textAlign: CanvasTextAlign): Text => new Text({ font: '11px "Noto Sans SC"', textBaseline, textAlign, fill: new Fill({ color: "#52606d" }), stroke: new Stroke({ color: "#ffffff", width: 3 }) });
const round = (at: number): string => String(Math.round(at * 1000) / 1000);
const degrees = (at: Coordinate | undefined): string => (at ? `CGCS2000 ${(at[0] ?? 0).toFixed(5)}°E ${(at[1] ?? 0).toFixed(5)}°N` : "");

const drawn = new WeakMap<HTMLElement, Drawn>();
const last = new Map<string, Drawn>();

/** Draw every map beneath a part of the page, once the letters it needs are there. */
export async function maps(part: ParentNode): Promise<void> {
  register();
  for (const figure of part.querySelectorAll<HTMLElement>("[data-map]")) {
    if (drawn.has(figure)) continue;
    const text = document.getElementById(figure.dataset["map"] ?? "")?.textContent ?? "";
    if (!text) continue;
    void document.fonts.load('12px "Noto Sans SC"', text.slice(0, 4000));
    const fresh = new Drawn(figure, JSON.parse(text) as Picture);
    fresh.lookAs(last.get(figure.dataset["map"] ?? ""));
    drawn.set(figure, fresh);
    last.set(figure.dataset["map"] ?? "", fresh);
  }
}

/** Let the buttons of tables go to their place on the map, and maps that an answer brings be drawn. */
export function mapping(page: Document): void {
  page.addEventListener("click", (event) => {
    const code = (event.target as Element).closest<HTMLElement>("[data-map-go]")?.dataset["mapGo"];
    const figure = page.querySelector<HTMLElement>("[data-map]");
    if (code && figure && drawn.get(figure)?.go(code)) figure.scrollIntoView({ block: "nearest" });
  });
  new MutationObserver(() => void maps(page)).observe(page.getElementById("main") ?? page.body, { childList: true, subtree: true });
}

