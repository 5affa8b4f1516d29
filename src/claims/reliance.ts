import type { Source, Uid } from "#record";

/** Who relies on whom, with circles found: sources that rely on each other stand or fall as one. */
export interface Reliance {
  /** Sources that rely on each other in a circle, directly or through others; each circle once, in the order given. */
  readonly circles: readonly (readonly Uid[])[];
  /**
   * The sources at which the trail ends. A circle counts as one origin, named by its first member.
   *
   * @throws RangeError when the source is not known
   */
  originsOf(source: Uid): ReadonlySet<Uid>;
}

/**
 * Reads the reliance graph. Strongly connected components by Tarjan (1972, "Depth-first search and linear graph
 * algorithms"); the origins of a source are the components without outgoing reliance that it reaches.
 */
export function relianceOf(sources: readonly Source[]): Reliance {
  const byUid = new Map(sources.map((source) => [source.uid, source]));
  const next = (uid: Uid): readonly Uid[] => byUid.get(uid)!.reliesOn.filter((other) => byUid.has(other));
  const components = connectedComponents(
    sources.map((source) => source.uid),
    next,
  );
  const componentOf = new Map(components.flatMap((members) => members.map((uid) => [uid, members] as const)));
  const origins = new Map<readonly Uid[], ReadonlySet<Uid>>();
  // Tarjan gives components in reverse topological order: what a component reaches has its origins already.
  for (const members of components) {
    const reached = members
      .flatMap((uid) => next(uid).map((other) => componentOf.get(other)!))
      .filter((other) => other !== members);
    origins.set(
      members,
      reached.length === 0 ? new Set([members[0]!]) : new Set(reached.flatMap((other) => [...origins.get(other)!])),
    );
  }
  const isCircle = (members: readonly Uid[]): boolean => members.length > 1 || next(members[0]!).includes(members[0]!);
  return {
    circles: components.filter(isCircle).reverse(),
    originsOf(source) {
      const members = componentOf.get(source);
      if (members === undefined) throw new RangeError(`Cannot find the origins of "${source}": not among the sources`);
      return origins.get(members)!;
    },
  };
}

/** Tarjan's components, without recursion so that a long chain cannot exhaust the stack; members in the order given. */
function connectedComponents(nodes: readonly Uid[], next: (node: Uid) => readonly Uid[]): readonly (readonly Uid[])[] {
  const rank = new Map(nodes.map((node, i) => [node, i]));
  const index = new Map<Uid, number>();
  const low = new Map<Uid, number>();
  const isOpen = new Set<Uid>();
  const open: Uid[] = [];
  const components: Uid[][] = [];
  const enter = (node: Uid): { readonly node: Uid; readonly others: readonly Uid[]; at: number } => {
    index.set(node, index.size);
    low.set(node, index.get(node)!);
    open.push(node);
    isOpen.add(node);
    return { node, others: next(node), at: 0 };
  };
  for (const root of nodes) {
    if (index.has(root)) continue;
    const frames = [enter(root)];
    while (frames.length > 0) {
      const frame = frames.at(-1)!;
      const other = frame.others[frame.at++];
      if (other !== undefined) {
        if (!index.has(other)) frames.push(enter(other));
        else if (isOpen.has(other)) low.set(frame.node, Math.min(low.get(frame.node)!, index.get(other)!));
        continue;
      }
      frames.pop();
      const above = frames.at(-1);
      if (above !== undefined) low.set(above.node, Math.min(low.get(above.node)!, low.get(frame.node)!));
      if (low.get(frame.node) !== index.get(frame.node)) continue;
      const members = open.splice(open.indexOf(frame.node));
      for (const member of members) isOpen.delete(member);
      components.push(members.sort((a, b) => rank.get(a)! - rank.get(b)!));
    }
  }
  return components;
}
