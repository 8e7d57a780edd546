import { describe, expect, it } from "vitest";
import { changed, choicesOf, filled, graphicsOf, isFound, typedOf } from "../src/control/graphic";

describe("graphics", () => {
  const CATALOGUE = {
    items: [
      { name: "score_bug", title: "Score bug", is_on: true, fields: [] },
      { name: "lower_third", is_on: false, on: null, slot: "lower", manifest: { description: "A name.", stepCount: 2, schema: { properties: { s: { minimum: 1, maximum: 600 } } } }, fields: [{ name: "title", title: "Name", kind: "text", max_length: 40, required: true, choices: [] }, { name: "side", kind: "choice", choices: ["home"] }, { name: "s", kind: "seconds" }, { name: "odd", kind: "colour" }] },
      { title: "nameless" },
    ],
    next: null,
  };

  it("are read as the catalogue has them", () => {
    const [bug, third, ...more] = graphicsOf(CATALOGUE);
    expect([bug?.isOn, third?.title, more]).toEqual([true, "lower_third", []]);
    expect([third?.steps, third?.description, third?.slot, third?.on]).toEqual([2, "A name.", "lower", null]);
    expect(third?.fields).toEqual([
      { name: "title", title: "Name", kind: "text", maxLength: 40, isRequired: true, choices: [], least: null, most: null },
      { name: "side", title: "side", kind: "choice", maxLength: null, isRequired: false, choices: ["home"], least: null, most: null },
      { name: "s", title: "s", kind: "seconds", maxLength: null, isRequired: false, choices: [], least: 1, most: 600 },
      { name: "odd", title: "odd", kind: "text", maxLength: null, isRequired: false, choices: [], least: null, most: null },
    ]);
  });

  it("are sent what was typed and nothing empty", () => {
    const fields = graphicsOf(CATALOGUE)[1]?.fields ?? [];
    const typed = { title: " Ada ", side: "  ", s: 8, odd: null, other: "x" };
    expect(filled(fields, typed)).toEqual({ title: "Ada", s: 8 });
  });

  it("are changed to say what was typed and nothing else, for as long as they stand", () => {
    const fields = graphicsOf(CATALOGUE)[1]?.fields ?? [];
    expect(changed(fields, { title: "Ada", s: 8 })).toEqual({ title: "Ada", side: "", odd: "" });
  });

  it.each([
    ["", "Score bug, lower_third"],
    ["bug", "Score bug"],
    ["third low", "lower_third"],
    ["on", "Score bug"],
    ["hird", ""],
  ])("are found by what begins their words: %s", (sought, expected) => {
    const found = graphicsOf(CATALOGUE).filter((graphic) => isFound(graphic, sought));
    expect(found.map(({ title }) => title).join(", ")).toBe(expected);
  });

  it("keep a choice that is no more", () => {
    const [, side] = graphicsOf(CATALOGUE)[1]?.fields ?? [];
    const chosen = ["home", "neither", "", undefined].map((text) => side && choicesOf(side, { side: text }));
    expect(chosen).toEqual([["home"], ["home", "neither"], ["home"], ["home"]]);
  });

  it("come into a form as they stand", () => {
    const kinds = ["flag", "number", "text", "choice"].map((kind) => ({ name: kind, kind }));
    const [graphic] = graphicsOf({ items: [{ name: "g", fields: kinds, on: { fields: { flag: "true", number: "7", text: "Ada" }, step: 2 } }] });
    expect([graphic?.on?.step, typedOf(graphic?.fields ?? [], graphic?.on?.fields ?? {})]).toEqual([
      2,
      { flag: true, number: 7, text: "Ada" },
    ]);
  });
});
