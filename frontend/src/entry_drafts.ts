// What was typed and is not yet on the server: kept on this machine for this person and this return, key by key.

export interface Draft {
  readonly text: string;
  /** The version of the cell the person looked at while typing. */
  readonly base: number;
}

export class Drafts {
  private readonly held: Map<string, Draft>;

  constructor(
    private readonly key: string,
    private readonly store: Storage = localStorage,
  ) {
    this.held = new Map(Object.entries(read(store.getItem(key))));
  }

  get all(): ReadonlyMap<string, Draft> {
    return this.held;
  }

  keep(address: string, draft: Draft): void {
    this.held.set(address, draft);
    this.write();
  }

  /** Forget a draft, unless something else was typed since. */
  drop(address: string, text?: string): boolean {
    if (text !== undefined && this.held.get(address)?.text !== text) return false;
    this.held.delete(address);
    this.write();
    return true;
  }

  private write(): void {
    if (this.held.size) this.store.setItem(this.key, JSON.stringify(Object.fromEntries(this.held)));
    else this.store.removeItem(this.key);
  }
}

function read(text: string | null): Record<string, Draft> {
  try {
    return text ? (JSON.parse(text) as Record<string, Draft>) : {};
  } catch {
    return {};
  }
}
