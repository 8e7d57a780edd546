/** A roster's preview as the server tells it, and what people may do with it. */

import { bodiesOf, isBody, numberOf, numberOrNull, textOf } from "../fields";

export interface Row {
  row: number | null;
  action: "changed" | "new" | "removed" | "same";
  name: string;
  short: string;
  number: string;
  position: string;
  /** The id of its team. */
  team: string;
  /** What changes, in words. */
  change: string;
}

export interface Mistake {
  row: number;
  column: string;
  detail: string;
}

export interface Plan {
  plan: string;
  id: string;
  rows: readonly Row[];
  mistakes: readonly Mistake[];
  counts: Record<Row["action"], number>;
  columns: string;
  /** The columns of which nothing is taken: "D Weight". */
  leftOut: string;
  isHeldBack: boolean;
}

const ACTIONS = ["new", "changed", "removed", "same"] as const;

export function planOf(body: unknown): Plan {
  const said = isBody(body) ? body : {};
  const counts = isBody(said["counts"]) ? said["counts"] : {};
  return {
    plan: textOf(said["plan"]),
    id: textOf(said["id"]),
    rows: bodiesOf(said["rows"]).map(rowOf),
    mistakes: bodiesOf(said["mistakes"]).map((one) => ({
      row: numberOf(one["row"]),
      column: textOf(one["column"]),
      detail: textOf(one["detail"]),
    })),
    counts: {
      new: numberOf(counts["new"]),
      changed: numberOf(counts["changed"]),
      removed: numberOf(counts["removed"]),
      same: numberOf(counts["same"]),
    },
    columns: lettered(said["columns"]),
    leftOut: lettered(said["left_out"]),
    isHeldBack: said["is_held_back"] === true,
  };
}

/** Columns by their letters, as a line of text. */
function lettered(said: unknown): string {
  const columns = isBody(said) ? Object.entries(said) : [];
  return columns.map(([letter, what]) => `${letter} ${textOf(what)}`).join(", ");
}

/** How many rows do something. */
export function doing({ counts }: Plan): number {
  return counts.new + counts.changed + counts.removed;
}

/** What it comes to: "3 new, 1 changed". */
export function summary({ counts }: Plan): string {
  const words = { new: "new", changed: "changed", removed: "leave the team", same: "as before" };
  const said = ACTIONS.filter((action) => counts[action] > 0).map((action) => `${counts[action]} ${words[action]}`);
  return said.join(", ") || "No players in it";
}

function rowOf(body: Record<string, unknown>): Row {
  const action = ACTIONS.find((one) => one === body["action"]) ?? "same";
  const changes = isBody(body["changes"]) ? Object.entries(body["changes"]) : [];
  const told = changes.map(([key, pair]) => {
    const [before, after] = Array.isArray(pair) ? pair.map((one) => textOf(one) || "none") : ["", ""];
    return `${key} ${before ?? ""} → ${after ?? ""}`;
  });
  return {
    row: numberOrNull(body["row"]),
    action,
    name: textOf(body["name"]),
    short: textOf(body["short"]),
    number: textOf(body["number"]),
    position: textOf(body["position"]),
    team: textOf(body["team"]),
    change: [...told, textOf(body["note"])].filter((part) => part).join("; "),
  };
}
