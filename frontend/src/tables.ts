// Tables that sort by a column and trees that fold; values for sorting stand in `data-value`.

/** Let every head button of a `table[data-sortable]` sort the rows within their groups. */
export function sortable(page: Document): void {
  page.addEventListener("click", (event) => {
    const head = (event.target as Element).closest<HTMLTableCellElement>("table[data-sortable] th[aria-sort]");
    if (head && (event.target as Element).closest("button")) sort(head);
  });
}

function sort(head: HTMLTableCellElement): void {
  const table = head.closest("table");
  if (!table) return;
  const way = head.getAttribute("aria-sort") === "descending" ? "ascending" : "descending";
  for (const other of table.querySelectorAll("th[aria-sort]")) other.setAttribute("aria-sort", "none");
  head.setAttribute("aria-sort", way);
  for (const group of table.tBodies) {
    const rows = [...group.rows].filter((row) => !row.classList.contains("group"));
    rows.sort((one, other) => compare(valueOf(one, head.cellIndex), valueOf(other, head.cellIndex), way));
    group.append(...rows);
  }
}

function valueOf(row: HTMLTableRowElement, column: number): string {
  const cell = row.cells[column];
  return cell?.dataset["value"] ?? cell?.textContent?.trim() ?? "";
}

/** Numbers by size, words by order, empty ones last whichever way. */
export function compare(one: string, other: string, way: "ascending" | "descending"): number {
  if (one === "" || other === "") return Number(one === "") - Number(other === "");
  const sign = way === "ascending" ? 1 : -1;
  const [left, right] = [Number(one), Number(other)];
  const both = !Number.isNaN(left) && !Number.isNaN(right);
  return sign * (both ? left - right : one.localeCompare(other, "zh"));
}

/** Let every `button.fold` of a `table[data-tree]` hide and show what stands beneath its row. */
export function foldable(page: Document): void {
  page.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>("table[data-tree] button.fold");
    const row = button?.closest("tr");
    if (!button || !row) return;
    const open = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", String(open));
    show(row.closest("table") as HTMLTableElement, row.dataset["code"] ?? "", open);
  });
}

function show(table: HTMLTableElement, parent: string, visible: boolean): void {
  for (const row of table.querySelectorAll<HTMLTableRowElement>("tr[data-parent]")) {
    if (row.dataset["parent"] !== parent || !row.dataset["code"]) continue;
    row.hidden = !visible;
    const open = row.querySelector(".fold")?.getAttribute("aria-expanded") !== "false";
    show(table, row.dataset["code"], visible && open);
  }
}

/** Let a choice take effect at once; without script the form's own button does it. */
export function submitting(page: Document): void {
  page.addEventListener("change", (event) => {
    const choice = (event.target as Element).closest<HTMLSelectElement | HTMLInputElement>("[data-submit]");
    choice?.form?.requestSubmit();
  });
}
