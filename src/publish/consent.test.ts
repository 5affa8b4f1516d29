import { describe, expect, it } from "vitest";
import type { Json, SnowmeltError } from "#kernel";
import { requireConsent } from "./consent.ts";
import type { PublishInput } from "./input.ts";
import { select } from "./selection.ts";
import { madeUpCase } from "./testing/made-up-case.ts";
import { madeUpItems } from "./testing/made-up-items.ts";

/** What is refused when these items have these consents. */
function refused(consents: Readonly<Record<string, Json>>, change: Partial<PublishInput> = {}): string {
  const items = madeUpItems().map((item) =>
    consents[item.id] === undefined ? item : { ...item, value: { ...item.value, consent: consents[item.id]! } },
  );
  const { input } = madeUpCase(items, { today: "2026-01-03", ...change });
  try {
    requireConsent(input, select(input));
    return "nothing";
  } catch (error) {
    const { code, problems } = error as SnowmeltError;
    return `${code} ${problems.map(({ message }) => message).join("; ")}`;
  }
}
const given = (more: { readonly [key: string]: Json } = {}): Json => ({
  given: { by: "a witness", uses: ["dossier"], audiences: ["public"], ...more },
});

describe("requireConsent", () => {
  it("lets go out what was agreed to, and what needs no agreement", () => {
    expect(refused({})).toBe("nothing");
    expect(refused({ E1: given(), E2: { notApplicable: true } })).toBe("nothing");
  });

  it("an exhibit of which nobody said anything does not leave the team", () => {
    const consents = { E1: { missing: "not asked" } };
    expect(refused(consents)).toBe("publish/no-consent E1: consent is missing (not asked)");
    expect(refused(consents, { audience: { name: "team", levels: ["team"] } })).toBe("nothing");
  });

  it("a consent holds for its audiences and to the end of its last day", () => {
    expect(refused({ E1: given({ audiences: ["court"] }) })).toMatch(
      /^publish\/no-consent E1.*not given for the audience "public"/,
    );
    expect(refused({ E1: given({ until: "2026-01-02" }) })).toMatch(/^publish\/no-consent E1.*ended on 2026-01-02/);
    expect(refused({ E1: given({ until: "2026-01-03" }) })).toBe("nothing");
  });

  it("an embargo ends with the beginning of its day", () => {
    expect(refused({ E1: given({ embargo: "2026-01-04" }) })).toMatch(
      /^publish\/embargo E1.*under embargo until 2026-01-04/,
    );
    expect(refused({ E1: given({ embargo: "2026-01-03" }) })).toBe("nothing");
  });

  it("a consent covers the words of an exhibit and a source that stay closed themselves", () => {
    const ended = given({ until: "2020-01-01" });
    expect(refused({ E3: ended })).toBe("publish/no-consent E3, quoted by C2: consent ended on 2020-01-01");
    const source = { by: "she", uses: ["dossier"], audiences: ["court"] };
    expect(refused({ S3: source })).toMatch(/^publish\/no-consent S3, whose words C2 repeats: consent was not given/);
  });

  it("gathers all, and speaks of an embargo only when nothing else is wrong", () => {
    const both = refused({ E1: given({ embargo: "2027-01-01" }), E2: { missing: "not asked" } });
    expect(both).toMatch(/^publish\/no-consent /);
    expect(both).toMatch(/E1.*; E2|E2.*; E1/);
  });

  it("what somebody said later counts, not what was recorded first", () => {
    const { input } = madeUpCase(madeUpItems(), { today: "2026-01-03" });
    const items = input.items.map((item) =>
      item.id === "E1" ? { ...item, consent: { given: { by: "x", uses: ["y"], audiences: [] } } } : item,
    );
    const later = { ...input, items };
    expect(() => requireConsent(later, select(later))).toThrow(/further than was agreed/);
  });
});
