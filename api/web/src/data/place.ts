/** Where on the page one is: a tab, and what of it is chosen; it stands behind the `#`. */

import { type Kind, KINDS } from "./thing";

export type Tab = Kind | "ids" | "roster";

export interface Place {
  tab: Tab;
  /** The thing's id, "new" for one to be made, or "". */
  id: string;
}

export const TABS: readonly { tab: Tab; title: string }[] = [
  ...KINDS.map(({ kind, title }) => ({ tab: kind, title })),
  { tab: "roster", title: "Roster import" },
  { tab: "ids", title: "Provider ids" },
];

export function placeOf(hash: string): Place {
  const [name = "", id = ""] = hash.replace(/^#/, "").split("/");
  const found = TABS.find(({ tab }) => tab === name);
  return found ? { tab: found.tab, id } : { tab: "teams", id: "" };
}
