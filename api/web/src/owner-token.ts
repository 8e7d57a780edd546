/** The owner's token as this browser keeps it: for this tab, or on this machine. */

const KEY = "touchline.owner";

/** The token kept; null where there is none. */
export function keptToken(): string | null {
  return stored(() => sessionStorage.getItem(KEY) ?? localStorage.getItem(KEY)) ?? null;
}

/** Keep it for as long as the tab is open, or until signed out. */
export function keepToken(token: string, isForGood: boolean): void {
  forgetToken();
  stored(() => {
    (isForGood ? localStorage : sessionStorage).setItem(KEY, token);
  });
}

export function forgetToken(): void {
  stored(() => {
    sessionStorage.removeItem(KEY);
    localStorage.removeItem(KEY);
  });
}

/** What a storage gives; nothing in a browser that keeps nothing. */
function stored<Value>(use: () => Value): Value | undefined {
  try {
    return use();
  } catch {
    return undefined;
  }
}
