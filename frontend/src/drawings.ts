// The charts of an answer: lines over time, columns beside each other, columns on top of each other.
import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { getInstanceByDom, init, use, type EChartsCoreOption } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

interface Drawing {
  look: "lines" | "bars" | "stack";
  labels: string[];
  series: { name: string; values: (number | null)[] }[];
  unit: string;
}

const SHADES = ["#0f5c63", "#c08a2e", "#7aa9ad", "#8a4b3c", "#52606d", "#e3c98f", "#a9b4be", "#d3a598"];
const SLANTED = 8;
const FAMILY = { fontFamily: '"Noto Sans SC"', fontSize: 12 };

const token = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const digits = (value: unknown): string =>
  typeof value === "number" ? value.toLocaleString("en-US", { maximumSignificantDigits: 6 }) : "—";

const short = (value: unknown): string =>
  typeof value === "number" ? value.toLocaleString("en-US", { maximumSignificantDigits: Math.abs(value) < 100 ? 3 : 5 }) : "";

function one(data: Drawing, name: string, values: (number | null)[], at: number): object {
  const colour = SHADES[at % SHADES.length];
  if (data.look === "lines") {
    const last = values.reduce<number>((end, value, place) => (value === null ? end : place), -1);
    return {
      type: "line",
      name,
      symbolSize: 5,
      showSymbol: values.length <= 40,
      itemStyle: { color: colour },
      lineStyle: { color: colour, width: 2 },
      data: values.map((value, place) => ({ value, label: { show: place === last && data.series.length <= 4, formatter: name, color: colour, position: at % 2 ? "bottom" : "top" } })),
    };
  }
  return {
    type: "bar",
    name,
    stack: data.look === "stack" ? "all" : undefined,
    itemStyle: { color: colour },
    barMaxWidth: 34,
    data: values,
    label: { show: data.look === "bars" && values.length * data.series.length <= 16, position: "top", formatter: ({ value }: { value: unknown }) => short(value), fontSize: 11, color: token("--ink") },
  };
}

function option(data: Drawing): EChartsCoreOption {
  const legend = data.series.length > 1;
  const long = data.labels.length >= SLANTED || data.labels.some((label) => label.length > SLANTED);
  return {
    animation: false,
    textStyle: { ...FAMILY, color: token("--ink") },
    tooltip: { trigger: "axis", renderMode: "richText", confine: true, textStyle: FAMILY, valueFormatter: digits, axisPointer: { type: data.look === "lines" ? "line" : "shadow" } },
    legend: legend ? { top: 0, left: 0, itemWidth: 14, itemHeight: 8, textStyle: { ...FAMILY, color: token("--ink-soft") } } : undefined,
    grid: { left: 8, right: data.look === "lines" ? 84 : 16, top: legend ? 54 : 30, bottom: 8, containLabel: true },
    xAxis: { type: "category", data: data.labels, axisTick: { show: false }, axisLine: { onZero: false, lineStyle: { color: token("--line") } }, axisLabel: { color: token("--ink-soft"), rotate: long && data.look !== "lines" ? 30 : 0, width: 110, overflow: "truncate" } },
    yAxis: { type: "value", scale: data.look === "lines", name: data.unit, nameTextStyle: { color: token("--ink-soft"), align: "left" }, splitLine: { lineStyle: { color: token("--line-soft") } }, axisLabel: { color: token("--ink-soft"), formatter: digits } },
    series: data.series.map(({ name, values }, at) => one(data, name, values, at)),
  };
}

/** Draw every chart of an answer from the data that stands beside it. */
export async function drawings(answer: HTMLElement): Promise<void> {
  for (const box of answer.querySelectorAll<HTMLElement>("[data-drawing]")) {
    const text = box.nextElementSibling?.textContent ?? "{}";
    await document.fonts.load('12px "Noto Sans SC"', text);
    if (!box.isConnected) return;
    const chart = getInstanceByDom(box) ?? init(box);
    chart.setOption(option(JSON.parse(text) as Drawing));
    new ResizeObserver(() => chart.resize()).observe(box);
    box.dataset["drawn"] = "";
  }
}
