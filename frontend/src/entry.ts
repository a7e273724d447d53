// The entry grid: every keystroke is kept here at once and sent in batches; nothing typed is lost on a poor line.
import { Drafts } from "./entry_drafts";
import { type Box, Grid } from "./entry_grid";
import { Keys } from "./entry_keys";
import { Line } from "./entry_line";

/** Let the entry grid of a page be worked. */
export function entry(root: HTMLElement): void {
  // Cells are sent one by one from here on; the form is for browsers without scripts.
  root.querySelector("#plain-form")?.remove();
  const grid = new Grid(root);
  const drafts = new Drafts(`tongchou.entry.${root.dataset["key"] ?? ""}`);
  const line = new Line(root, grid, drafts);
  const typed = (box: Box): void => {
    box.input.removeAttribute("aria-invalid");
    if (box.cell.dataset["status"] === "conflict") box.cell.querySelector(".conflict [data-mine]")?.replaceChildren(box.input.value);
    drafts.keep(box.address, { text: box.input.value, base: box.base });
    if (box.cell.dataset["status"] !== "conflict") grid.mark(box, document.activeElement === box.input ? "typing" : "kept");
    line.soon();
  };
  const left = (): void => {
    for (const address of drafts.all.keys()) {
      const box = grid.find(address);
      if (box?.cell.dataset["status"] === "typing") grid.mark(box, "kept");
    }
    if (drafts.all.size) line.soon(0);
  };
  new Keys(grid, typed, left, (spilt) => tellSpilt(root, spilt));
  for (const box of grid.boxes) {
    // Typed before this script was there.
    if (box.input.value !== box.saved && !drafts.all.has(box.address)) typed(box);
  }
  line.takeUp();
  definitions(root, grid);
  document.addEventListener("submit", (event) => stepping(event, line));
  root.querySelector("[data-first-empty]")?.addEventListener("click", () => grid.firstEmpty()?.input.focus());
  if (location.hash === "#empty") grid.firstEmpty()?.input.focus();
  root.dataset["ready"] = "yes";
}

function tellSpilt(root: HTMLElement, spilt: number): void {
  const place = root.querySelector<HTMLElement>("#entry-spilt");
  if (!place) return;
  place.hidden = !spilt;
  const number = place.querySelector("b");
  if (number) number.textContent = String(spilt);
}

/** Show unit, definition and what stands beside the cell one is in, on the one line above the grid. */
function definitions(root: HTMLElement, grid: Grid): void {
  const place = root.querySelector<HTMLElement>("#entry-about");
  root.addEventListener("focusin", (event) => {
    const box = grid.of(event.target);
    if (box && place) place.textContent = box.cell.dataset["about"] ?? "";
  });
}

/** A step of the return waits until everything typed is saved, so that nobody signs or submits older figures. */
function stepping(event: SubmitEvent, line: Line): void {
  const [form, button] = [event.target as HTMLFormElement, event.submitter];
  if (!form.querySelector("input[name=version]") || !line.unfinished) return;
  event.preventDefault();
  void line.flush().then((clear) => clear && form.requestSubmit(button));
}
