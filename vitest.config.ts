import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { conditions: ["source"] },
  ssr: { resolve: { conditions: ["source"] } },
  test: {
    pool: "threads",
    isolate: false,
    include: ["src/**/*.test.ts", "tests/**/*.test.ts"],
    exclude: ["**/*.slow.test.ts", "node_modules/**"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
