import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Gold, type Layer, read, scoreReading } from "#reading";

// Least shares (percent) that the second and third set of blind texts must keep, the second by the half that was opened first and the
// one opened after it. No text of them is unseen any more: these hold what was learnt. The scorer here knows no alternatives, so its
// figures lie below those of docs/measured/reading.md.
const folderOf = (set: string): URL => new URL(`../golden/reading/${set}/`, import.meta.url);
const textsOf = (set: string, language: "ar" | "en" | "fr"): string[] =>
  readdirSync(folderOf(set))
    .filter((name) => name.startsWith(`${language}-`) && name.endsWith(".txt"))
    .sort();
const names = [textsOf("unseen2", "ar"), textsOf("unseen2", "en")];

const KEPT = {
  first: {
    claims: 73,
    voice: 83,
    mode: 81,
    "outer source": 78,
    "hedge cues": 82,
    "quantity value": 93,
    "quantity bounds": 89,
    "time value": 81,
  },
  second: {
    claims: 70,
    voice: 81,
    mode: 79,
    "outer source": 76,
    "hedge cues": 68,
    "quantity value": 90,
    "quantity bounds": 80,
    "time value": 76,
  },
} as const;

function pooled(set: string, files: readonly string[]): Map<string, Layer> {
  const folder = folderOf(set);
  const sum = new Map<string, Layer>();
  for (const file of files) {
    const gold = JSON.parse(readFileSync(new URL(file.replace(".txt", ".gold.json"), folder), "utf8")) as Gold;
    const text = readFileSync(new URL(file, folder), "utf8");
    const reading = read(text, { referenceDate: gold.text.dateline });
    for (const layer of scoreReading(gold, reading)) {
      const { right, gold: items, found } = sum.get(layer.name) ?? { right: 0, gold: 0, found: 0 };
      const all = found === null || layer.found === null ? null : found + layer.found;
      sum.set(layer.name, { name: layer.name, right: right + layer.right, gold: items + layer.gold, found: all });
    }
  }
  return sum;
}

/** Of the gold's items, or F1 where what was found counts too. */
const share = ({ right, gold, found }: Layer): number => (100 * right) / (found === null ? gold : (gold + found) / 2);

describe.each(["first", "second"] as const)("the half of the second blind texts opened %s", (half) => {
  const figures = pooled(
    "unseen2",
    names.flatMap((list) => list.filter((_, n) => (n % 2 === 0) === (half === "first"))),
  );
  test.each(Object.entries(KEPT[half]))("%s keeps %d %%", (layer, least) => {
    expect(share(figures.get(layer)!)).toBeGreaterThanOrEqual(least);
  });
});

const KEPT_OF_THIRD = {
  en: {
    claims: 79,
    voice: 88,
    mode: 87,
    "outer source": 91,
    "second link": 51,
    "hedge cues": 87,
    "quantity value": 94,
    "quantity bounds": 88,
    "time value": 75,
  },
  ar: {
    claims: 69,
    voice: 89,
    mode: 87,
    "outer source": 87,
    "second link": 68,
    "hedge cues": 92,
    "quantity value": 94,
    "quantity bounds": 89,
    "time value": 84,
  },
} as const;

describe.each(["en", "ar"] as const)("the third set of blind texts, %s", (language) => {
  const figures = pooled("dev3", textsOf("dev3", language));
  test.each(Object.entries(KEPT_OF_THIRD[language]))("%s keeps %d %%", (layer, least) => {
    expect(share(figures.get(layer)!)).toBeGreaterThanOrEqual(least);
  });
});

// The texts that were closed when they were first scored (their README says which have been opened since).
const KEPT_CLOSED = {
  unseen3: {
    en: {
      claims: 78,
      voice: 85,
      mode: 85,
      "outer source": 90,
      "second link": 87,
      "hedge cues": 86,
      "quantity value": 94,
      "quantity bounds": 87,
      "time value": 83,
    },
    ar: {
      claims: 66,
      voice: 84,
      mode: 82,
      "outer source": 72,
      "second link": 60,
      "hedge cues": 84,
      "quantity value": 92,
      "quantity bounds": 88,
      "time value": 82,
    },
  },
  unseen4: {
    en: {
      claims: 76,
      voice: 89,
      mode: 87,
      "outer source": 85,
      "second link": 67,
      "hedge cues": 78,
      "quantity value": 92,
      "quantity bounds": 89,
      "time value": 78,
    },
    ar: {
      claims: 65,
      voice: 86,
      mode: 86,
      "outer source": 78,
      "second link": 57,
      "hedge cues": 75,
      "quantity value": 86,
      "quantity bounds": 79,
      "time value": 81,
    },
  },
  unseen5: {
    en: {
      claims: 74,
      voice: 77,
      mode: 75,
      "outer source": 66,
      "second link": 46,
      "hedge cues": 78,
      "quantity value": 89,
      "quantity bounds": 87,
      "time value": 82,
    },
    ar: {
      claims: 68,
      voice: 82,
      mode: 81,
      "outer source": 71,
      "second link": 64,
      "hedge cues": 82,
      "quantity value": 90,
      "quantity bounds": 89,
      "time value": 74,
    },
  },
  unseen6: {
    en: {
      claims: 81,
      voice: 88,
      mode: 88,
      "outer source": 83,
      "second link": 55,
      "hedge cues": 87,
      "quantity value": 94,
      "quantity bounds": 91,
      "time value": 76,
    },
    ar: {
      claims: 69,
      voice: 86,
      mode: 84,
      "outer source": 89,
      "second link": 67,
      "hedge cues": 84,
      "quantity value": 91,
      "quantity bounds": 88,
      "time value": 87,
    },
  },
  unseen7: {
    en: {
      claims: 81,
      voice: 91,
      mode: 90,
      "outer source": 93,
      "second link": 79,
      "hedge cues": 94,
      "quantity value": 95,
      "quantity bounds": 91,
      "time value": 88,
    },
    ar: {
      claims: 78,
      voice: 91,
      mode: 90,
      "outer source": 87,
      "second link": 71,
      "hedge cues": 90,
      "quantity value": 92,
      "quantity bounds": 86,
      "time value": 87,
    },
  },
  unseen8: {
    en: {
      claims: 78,
      voice: 89,
      mode: 88,
      "outer source": 93,
      "second link": 84,
      "hedge cues": 85,
      "quantity value": 91,
      "quantity bounds": 87,
      "time value": 85,
    },
    ar: {
      claims: 80,
      voice: 89,
      mode: 88,
      "outer source": 85,
      "second link": 84,
      "hedge cues": 85,
      "quantity value": 93,
      "quantity bounds": 84,
      "time value": 77,
    },
  },
  unseen9: {
    en: {
      claims: 81,
      voice: 93,
      mode: 92,
      "outer source": 93,
      "second link": 85,
      "hedge cues": 83,
      "quantity value": 95,
      "quantity bounds": 91,
      "time value": 74,
    },
    ar: {
      claims: 83,
      voice: 91,
      mode: 91,
      "outer source": 91,
      "second link": 62,
      "hedge cues": 86,
      "quantity value": 93,
      "quantity bounds": 84,
      "time value": 82,
    },
  },
  unseen10: {
    ar: {
      claims: 83,
      voice: 93,
      mode: 85,
      "outer source": 95,
      "second link": 89,
      "hedge cues": 77,
      "quantity value": 97,
      "quantity bounds": 90,
      "time value": 81,
    },
  },
  unseen12: {
    en: {
      claims: 80,
      voice: 89,
      mode: 89,
      "outer source": 88,
      "second link": 67,
      "hedge cues": 79,
      "quantity value": 93,
      "quantity bounds": 92,
      "time value": 83,
    },
    ar: {
      claims: 62,
      voice: 68,
      mode: 61,
      "outer source": 76,
      "second link": 99,
      "hedge cues": 89,
      "quantity value": 93,
      "quantity bounds": 87,
      "time value": 87,
    },
  },
  unseen13: {
    en: {
      claims: 73,
      voice: 79,
      mode: 78,
      "outer source": 72,
      "second link": 65,
      "hedge cues": 79,
      "quantity value": 94,
      "quantity bounds": 86,
      "time value": 79,
    },
    ar: {
      claims: 71,
      voice: 90,
      mode: 90,
      "outer source": 89,
      "second link": 79,
      "hedge cues": 86,
      "quantity value": 92,
      "quantity bounds": 86,
      "time value": 91,
    },
  },
  unseen14: {
    en: {
      claims: 79,
      voice: 90,
      mode: 89,
      "outer source": 94,
      "second link": 79,
      "hedge cues": 88,
      "quantity value": 94,
      "quantity bounds": 95,
      "time value": 78,
    },
  },
} as const;

const closed = Object.entries(KEPT_CLOSED).flatMap(([set, floors]) =>
  Object.entries(floors).map(
    ([language, least]) => [set, language as "en" | "ar", least as Readonly<Record<string, number>>] as const,
  ),
);

describe.each(closed)("the closed texts of %s, %s", (set, language, floors) => {
  const figures = pooled(set, textsOf(set, language));
  test.each(Object.entries(floors))("%s keeps %d %%", (layer, least) => {
    expect(share(figures.get(layer)!)).toBeGreaterThanOrEqual(least);
  });
});

const fourth = pooled("dev4", textsOf("dev4", "ar"));
test.each(
  Object.entries({
    claims: 68,
    voice: 84,
    mode: 81,
    "outer source": 82,
    "second link": 78,
    "hedge cues": 91,
    "quantity value": 94,
    "quantity bounds": 89,
    "time value": 74,
  }),
)("the twelve Arabic texts of the fourth set: %s keeps %d %%", (layer, least) => {
  expect(share(fourth.get(layer)!)).toBeGreaterThanOrEqual(least);
});

// French, younger: the texts, their gold and the grammar are of one hand, so these hold what it can do and no more.
const KEPT_FRENCH = {
  claims: 95,
  voice: 97,
  mode: 95,
  "outer source": 95,
  "hedge cues": 90,
  "quantity value": 87,
  "quantity bounds": 90,
  "time value": 80,
};

describe("the French texts", () => {
  const figures = pooled("fr", textsOf("fr", "fr"));
  test.each(Object.entries(KEPT_FRENCH))("%s keeps %d %%", (layer, least) => {
    expect(share(figures.get(layer)!)).toBeGreaterThanOrEqual(least);
  });
});
