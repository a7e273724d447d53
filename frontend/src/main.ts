// The one script of every page: styles, the why drawer, sorting and folding, and charts where a page asks for one.
import "@fontsource/noto-sans-sc/400.css";
import "@fontsource/noto-sans-sc/600.css";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/frame.css";
import "./styles/tables.css";
import "./styles/figures.css";
import "./styles/pages.css";
import "./styles/drawer.css";
import "./styles/review.css";
import "./styles/explorer.css";
import "./styles/duties.css";
import "./styles/map.css";
import "./styles/judging.css";
import "./styles/entry.css";
import "./styles/decisions.css";
import "./styles/print.css";
import { drawer } from "./drawer";
import { polling } from "./polling";
import { review } from "./review";
import { foldable, sortable, submitting } from "./tables";

document.documentElement.classList.add("js");
drawer(document);
sortable(document);
foldable(document);
submitting(document);
review(document);
polling(document);
document.querySelector(".side [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

const boxes = document.querySelectorAll<HTMLElement>("[data-chart]");
if (boxes.length > 0) void import("./charts").then(({ charts }) => charts(boxes));

const weights = document.querySelector<HTMLFormElement>("form[data-explore]");
if (weights) void import("./explorer").then(({ explorer }) => explorer(weights));

const mapped = document.querySelector("[data-map]");
if (mapped) {
  void import("./map").then(({ maps, mapping }) => {
    mapping(document);
    return maps(document);
  });
}

const cells = document.querySelector<HTMLElement>("[data-entry]");
if (cells) void import("./entry").then(({ entry }) => entry(cells));

if (document.querySelector("[data-board], [data-bulk], [data-months], [data-breakdown]")) {
  void import("./duties").then((found) => found.duties(document));
}

const supposing = document.querySelector<HTMLFormElement>("form[data-decide]");
if (supposing) void import("./decisions").then(({ decisions }) => decisions(supposing));

const drawn = document.querySelector<HTMLElement>("[data-drawings]");
if (drawn) void import("./drawings").then(({ drawings }) => drawings(drawn));

const desk = document.querySelector<HTMLElement>("[data-desk]");
if (desk) void import("./judging").then(({ judging }) => judging(desk));

const working = document.querySelector<HTMLElement>("[data-progress]");
if (working) void import("./progress").then(({ progress }) => progress(working));
