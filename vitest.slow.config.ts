import { defineConfig, mergeConfig } from "vitest/config";
import base from "./vitest.config.ts";

// The long checks: simulations and Markov chains that take minutes. `npm run test:slow`.
const config = mergeConfig(base, { test: { testTimeout: 3_600_000, hookTimeout: 3_600_000 } });
config.test.include = ["src/**/*.slow.test.ts", "tests/**/*.slow.test.ts"];
config.test.exclude = ["node_modules/**"];

export default defineConfig(config);
