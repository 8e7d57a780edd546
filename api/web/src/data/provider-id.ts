/** A provider's id as the server tells it. */

import { itemsOf, bodiesOf, textOf } from "../fields";

export interface ProviderId {
  provider: string;
  ref: string;
  name: string;
  thing: string;
  thingName: string;
  suggestions: readonly { id: string; name: string }[];
  /** Where it is written. */
  path: string;
}

export function providerIdsOf(page: unknown): ProviderId[] {
  return itemsOf(page).map((body) => {
    const [provider, kind, ref] = [textOf(body["provider"]), textOf(body["kind"]), textOf(body["ref"])];
    return {
      provider,
      ref,
      name: textOf(body["name"]),
      thing: textOf(body["thing"]),
      thingName: textOf(body["thing_name"]),
      suggestions: bodiesOf(body["suggestions"]).map((one) => ({ id: textOf(one["id"]), name: textOf(one["name"]) })),
      path: `/provider-ids/${[provider, kind, ref].map(encodeURIComponent).join("/")}`,
    };
  });
}
