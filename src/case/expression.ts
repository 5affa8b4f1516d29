import { addIntervals, divideIntervals, type Interval, multiplyIntervals, negateInterval } from "#kernel";

/** A node of a figure's expression: figures by id, joined by + - * / and parentheses. No literals: every number has a lineage. */
export type Expression =
  | { readonly kind: "figure"; readonly id: string }
  | {
      readonly kind: "operation";
      readonly operator: "+" | "-" | "*" | "/";
      readonly left: Expression;
      readonly right: Expression;
    };

/** Reads `(N1 - N2) / N1`. @returns a sentence that says what is wrong */
export function parseExpression(text: string): Expression | string {
  const tokens = text.match(/[A-Za-z]+\d+[a-z]*|\d[\d.,]*|[-+*/()]|\S/g) ?? [];
  let at = 0;
  let problem: string | null = null;
  const fail = (message: string): Expression => {
    problem ??= message;
    return { kind: "figure", id: "" };
  };
  const sum = (): Expression => {
    let left = product();
    while (tokens[at] === "+" || tokens[at] === "-") {
      left = { kind: "operation", operator: tokens[at++] as "+" | "-", left, right: product() };
    }
    return left;
  };
  const product = (): Expression => {
    let left = atom();
    while (tokens[at] === "*" || tokens[at] === "/") {
      left = { kind: "operation", operator: tokens[at++] as "*" | "/", left, right: atom() };
    }
    return left;
  };
  const atom = (): Expression => {
    const token = tokens[at++];
    if (token === undefined) return fail("the expression ends where a figure is needed");
    if (token === "(") {
      const inner = sum();
      return tokens[at++] === ")" ? inner : fail('a ")" is missing');
    }
    if (/^\d/.test(token))
      return fail(`"${token}" is a typed number: a figure comes from a claim or from other figures`);
    return /^N\d+[a-z]*$/.test(token)
      ? { kind: "figure", id: token }
      : fail(`"${token}" is no figure, operator or parenthesis`);
  };
  const expression = sum();
  if (problem === null && at < tokens.length) problem = `"${tokens[at]}" is not expected there`;
  return problem ?? expression;
}

/** Ids of the figures in the expression, each once, in order. */
export function figuresOf(expression: Expression): readonly string[] {
  const ids = (node: Expression): string[] =>
    node.kind === "figure" ? [node.id] : [...ids(node.left), ...ids(node.right)];
  return [...new Set(ids(expression))];
}

/**
 * Evaluates over intervals, quotients to `places` decimals. Each occurrence of a figure varies on its own, so bounds are
 * wide enough but not always the narrowest (the dependency problem of interval arithmetic, Moore 1966).
 *
 * @throws RangeError on division by zero or on products of negative bounds
 */
export function evaluate(expression: Expression, figureOf: (id: string) => Interval, places: number): Interval {
  if (expression.kind === "figure") return figureOf(expression.id);
  const left = evaluate(expression.left, figureOf, places);
  const right = evaluate(expression.right, figureOf, places);
  switch (expression.operator) {
    case "+":
      return addIntervals(left, right);
    case "-":
      return addIntervals(left, negateInterval(right));
    case "*":
      return multiplyIntervals(left, right);
    case "/":
      return divideIntervals(left, right, places);
  }
}
