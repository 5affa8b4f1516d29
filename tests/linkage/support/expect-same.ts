import { expect } from "vitest";
import { bothWays } from "./both-ways.ts";

/** Expects pairs, patterns, the sum of weights and the edges of kernel and database to be the same. */
export async function expectSame(...args: Parameters<typeof bothWays>): Promise<void> {
  const { kernel, sql, kernelEdges, sqlEdges } = await bothWays(...args);
  expect(kernel.pairs).toBeGreaterThan(500);
  expect(sql.pairs).toBe(kernel.pairs);
  expect([...sql.patterns].sort((a, b) => a[0] - b[0])).toEqual([...kernel.patterns].sort((a, b) => a[0] - b[0]));
  expect(Math.abs(sql.weight / kernel.weight - 1)).toBeLessThan(1e-9);
  expect(sqlEdges).toBe(kernelEdges);
}
