// The way to the server: batches with back-off, drafts that wait, conflicts shown, who else is here.
import type { Drafts } from "./entry_drafts";
import type { Box, Grid } from "./entry_grid";

interface Said {
  readonly address: string;
  readonly version: number;
  readonly text: string;
  readonly who: string;
  readonly at: string;
}

interface Answer {
  readonly saved: Said[];
  readonly conflicts: Said[];
  readonly refused: { address: string; sentence: string }[];
  readonly said: Record<string, string>;
  readonly warned: string[];
  readonly progress: string;
  readonly closed: string;
  readonly version?: number;
  readonly digest?: string;
}

interface Pulse {
  readonly version: number;
  readonly digest: string;
  readonly cells: Said[];
  readonly present: { who: string; address: string }[];
  readonly since: number;
  readonly closed: string;
}

const BATCH = 400;
const SOON = 700;
const PULSE = 5_000;
const LONGEST = 60_000;

export class Line {
  private timer = 0;
  private busy = false;
  private failed = 0;
  private since: number;

  constructor(
    private readonly root: HTMLElement,
    private readonly grid: Grid,
    private readonly drafts: Drafts,
  ) {
    this.since = Number(root.dataset["since"] ?? 0);
    window.addEventListener("online", () => this.soon(0));
    window.addEventListener("focus", () => this.drafts.all.size && this.soon(0));
    window.addEventListener("beforeunload", (event) => this.unfinished && event.preventDefault());
    root.addEventListener("click", (event) => this.settleConflict(event));
    window.setInterval(() => document.hidden || void this.pulse(), PULSE);
  }

  /** Whether something typed is not on the server yet. */
  get unfinished(): boolean {
    return this.busy || this.drafts.all.size > 0;
  }

  /** Send everything now; true once nothing waits any more. */
  async flush(): Promise<boolean> {
    window.clearTimeout(this.timer);
    for (let tries = 0; tries < 20 && this.unfinished && !this.failed; tries += 1) {
      if (!this.waiting().length && !this.busy) break;
      await this.send();
      if (this.busy) await new Promise((done) => window.setTimeout(done, 100));
    }
    return !this.unfinished;
  }

  /** Let the steps of the page speak of the return as it is now. */
  private seen(version: number, digest: string): void {
    for (const one of document.querySelectorAll<HTMLInputElement>("input[name=version]")) one.value = String(version);
    for (const one of document.querySelectorAll<HTMLInputElement>("input[name=seen]")) one.value = digest;
  }

  /** Send what waits, after a moment, so that quick fingers make one batch. */
  soon(wait = SOON): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.send(), wait);
  }

  /** Take up what was kept on this machine when the page was last left. */
  takeUp(): void {
    for (const [address, draft] of this.drafts.all) {
      const box = this.grid.find(address);
      if (!box || draft.text === box.saved) this.drafts.drop(address);
      else if (draft.base === box.base) this.show(box, draft.text);
      else this.conflict(box, { address, version: box.base, text: box.saved, who: "", at: "" }, draft.text);
    }
    if (this.drafts.all.size) this.soon(0);
  }

  private show(box: Box, text: string): void {
    box.input.value = text;
    this.grid.mark(box, "kept");
  }

  private waiting(): { address: string; text: string; base: number }[] {
    const open = [...this.drafts.all].filter(([address]) => this.grid.find(address)?.cell.dataset["status"] !== "conflict");
    return open.slice(0, BATCH).map(([address, draft]) => ({ address, text: draft.text, base: draft.base }));
  }

  private async send(): Promise<void> {
    const cells = this.waiting();
    if (this.busy || !cells.length) return;
    this.busy = true;
    this.tell("sending");
    try {
      const answer = await this.post(cells);
      if (answer) this.received(answer, new Map(cells.map((one) => [one.address, one.text])));
    } catch {
      this.again("offline");
    } finally {
      this.busy = false;
    }
    if (!this.failed && this.waiting().length) this.soon(0);
  }

  private async post(cells: object[]): Promise<Answer | null> {
    const answer = await fetch(this.root.dataset["save"] ?? "", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": this.root.dataset["token"] ?? "" },
      body: JSON.stringify({ cells }),
      redirect: "manual",
    });
    if (answer.ok || answer.status === 409) return (await answer.json()) as Answer;
    if (answer.type === "opaqueredirect" || answer.status === 403 || answer.status === 401) await this.signIn();
    else this.again("offline");
    return null;
  }

  /** The server no longer knows who this is: ask to sign in elsewhere, and fetch the new token once that is done. */
  private async signIn(): Promise<void> {
    const answer = await fetch(location.href, { redirect: "manual" });
    const page = answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
    const token = page?.getElementById("entry")?.dataset["token"];
    if (!token || token === this.root.dataset["token"]) return this.again("expired");
    this.root.dataset["token"] = token;
    this.soon(0);
  }

  private again(why: string): void {
    this.failed += 1;
    this.tell(why);
    this.soon(Math.min(LONGEST, 1000 * 2 ** this.failed));
  }

  private received(answer: Answer, sent: Map<string, string>): void {
    this.failed = 0;
    for (const one of answer.saved) this.saved(one, sent.get(one.address) ?? "", answer.warned.includes(one.address));
    for (const one of answer.conflicts) {
      const box = this.grid.find(one.address);
      if (box) this.conflict(box, one, sent.get(one.address) ?? "");
    }
    for (const one of answer.refused) this.refuse(one.address, one.sentence, sent.get(one.address) ?? "");
    if (answer.version !== undefined && answer.digest !== undefined && sent.size) this.seen(answer.version, answer.digest);
    this.say(answer.said);
    const progress = this.root.querySelector("#entry-progress");
    if (progress && answer.progress) progress.innerHTML = answer.progress;
    this.tell(answer.closed ? "closed" : this.drafts.all.size ? "kept" : "saved", answer.closed);
  }

  private saved(one: Said, sent: string, warned: boolean): void {
    const box = this.grid.find(one.address);
    if (!box) return;
    const typing = box.input.value !== sent;
    box.base = one.version;
    box.saved = one.text;
    if (!this.drafts.drop(one.address, sent)) {
      this.drafts.keep(one.address, { text: box.input.value, base: one.version });
      return;
    }
    if (!typing && document.activeElement !== box.input) box.input.value = one.text;
    box.cell.classList.toggle("warned", warned);
    this.grid.mark(box, warned ? "saved" : "checked");
  }

  /** Two people wrote in one cell: both texts stand side by side until this one chooses. */
  private conflict(box: Box, theirs: Said, mine: string): void {
    box.base = theirs.version;
    box.saved = theirs.text;
    box.input.value = mine;
    this.drafts.keep(box.address, { text: mine, base: theirs.version });
    this.grid.mark(box, "conflict");
    const note = (this.root.querySelector("#entry-conflict") as HTMLTemplateElement).content.cloneNode(true) as DocumentFragment;
    const put = (name: string, text: string): void => {
      for (const one of note.querySelectorAll(`[data-${name}]`)) one.textContent = text || "—";
    };
    put("theirs", theirs.text);
    put("mine", mine);
    put("who", theirs.who);
    put("at", theirs.at);
    box.cell.querySelector(".conflict")?.remove();
    box.cell.append(note);
    this.tell("conflicts");
  }

  private settleConflict(event: Event): void {
    const button = (event.target as Element).closest<HTMLButtonElement>("button[data-take]");
    const box = this.grid.of(button?.closest("[data-cell]")?.querySelector("input") ?? null);
    if (!button || !box) return;
    box.cell.querySelector(".conflict")?.remove();
    if (button.dataset["take"] === "theirs") {
      this.drafts.drop(box.address);
      box.input.value = box.saved;
      this.grid.mark(box, "saved");
    } else {
      this.grid.mark(box, "kept");
      this.soon(0);
    }
    box.input.focus();
  }

  private refuse(address: string, sentence: string, sent: string): void {
    const box = this.grid.find(address);
    if (!box || !this.drafts.drop(address, sent)) return;
    this.grid.mark(box, "refused");
    box.input.setAttribute("aria-invalid", "true");
    const line = box.cell.closest("tr")?.nextElementSibling?.querySelector(".said");
    const words = document.createElement("p");
    words.className = "hit block";
    words.setAttribute("role", "alert");
    words.dataset["refused"] = address;
    words.textContent = sentence;
    line?.querySelector(`[data-refused="${CSS.escape(address)}"]`)?.remove();
    line?.append(words);
  }

  private say(said: Record<string, string>): void {
    for (const [row, html] of Object.entries(said)) {
      const line = this.root.querySelector<HTMLElement>(`[data-said="${CSS.escape(row)}"]`);
      if (line && !line.contains(document.activeElement)) line.innerHTML = html;
    }
  }

  /** Ask what others have done since, and tell which cell one is in. */
  private async pulse(): Promise<void> {
    const here = this.grid.of(document.activeElement)?.address ?? "";
    const query = new URLSearchParams({ since: String(this.since), address: here });
    try {
      const answer = await fetch(`${this.root.dataset["pulse"] ?? ""}?${query}`, { redirect: "manual" });
      if (!answer.ok) return;
      this.beat((await answer.json()) as Pulse);
    } catch {
      // The line is down; the next save says so.
    }
  }

  private beat(pulse: Pulse): void {
    this.since = pulse.since;
    for (const one of pulse.cells) {
      const box = this.grid.find(one.address);
      if (!box || one.version <= box.base) continue;
      const draft = this.drafts.all.get(one.address);
      if (draft && draft.text !== one.text) this.conflict(box, one, draft.text);
      else this.grid.settle(box, one.version, one.text);
    }
    if (!this.unfinished) this.seen(pulse.version, pulse.digest);
    for (const one of this.root.querySelectorAll("[data-other]")) one.removeAttribute("data-other");
    for (const one of pulse.present) this.grid.find(one.address)?.cell.setAttribute("data-other", one.who);
    const place = this.root.querySelector("#entry-present");
    if (place) place.textContent = pulse.present.map((one) => one.who).join("、");
    if (place) place.parentElement?.toggleAttribute("hidden", !pulse.present.length);
    if (pulse.closed) this.tell("closed", pulse.closed);
  }

  private tell(name: string, words = ""): void {
    const line = this.root.querySelector<HTMLElement>("#entry-line");
    if (!line) return;
    line.dataset["line"] = name;
    for (const one of line.querySelectorAll<HTMLElement>("[data-when]")) one.hidden = one.dataset["when"] !== name;
    const closed = line.querySelector("[data-when=closed]");
    if (closed && words) closed.textContent = words;
  }
}
