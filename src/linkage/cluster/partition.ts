/** Records in clusters, from which single records are moved. Ids of clusters are below the number of records and mean nothing. */
export class Partition {
  readonly clusterOf: Int32Array;
  /** Records by cluster. */
  readonly size: Int32Array;
  // The records of a cluster form a ring; one of them stands for it.
  readonly #next: Int32Array;
  readonly #previous: Int32Array;
  readonly #one: Int32Array;
  readonly #free: number[] = [];

  constructor(clusterOf: Int32Array) {
    const count = clusterOf.length;
    this.clusterOf = clusterOf.slice();
    this.size = new Int32Array(count);
    this.#next = new Int32Array(count);
    this.#previous = new Int32Array(count);
    this.#one = new Int32Array(count).fill(-1);
    for (let record = 0; record < count; record++) this.#enter(record, clusterOf[record]!);
    for (let cluster = count - 1; cluster >= 0; cluster--) if (this.size[cluster] === 0) this.#free.push(cluster);
  }

  /** Moves a record to a cluster, or to one of its own with -1; the cluster it is in now. */
  move(record: number, cluster: number): number {
    const own = this.clusterOf[record]!;
    if (cluster === own) return own;
    this.#leave(record, own);
    const to = cluster === -1 ? this.#free.pop()! : cluster;
    this.#enter(record, to);
    return to;
  }

  /** Whether some record of the cluster is as asked. */
  some(cluster: number, isAsked: (record: number) => boolean): boolean {
    const first = this.#one[cluster]!;
    let record = first;
    do {
      if (isAsked(record)) return true;
      record = this.#next[record]!;
    } while (record !== first);
    return false;
  }

  /** The lowest record of the cluster, by record. */
  lowestMembers(): Int32Array {
    const lowest = new Int32Array(this.size.length).fill(-1);
    return this.clusterOf.map((cluster, record) => {
      if (lowest[cluster] === -1) lowest[cluster] = record;
      return lowest[cluster]!;
    });
  }

  #enter(record: number, cluster: number): void {
    const one = this.#one[cluster]!;
    const after = one === -1 ? record : this.#next[one]!;
    const before = one === -1 ? record : one;
    this.#next[record] = after;
    this.#previous[record] = before;
    this.#next[before] = record;
    this.#previous[after] = record;
    this.#one[cluster] = record;
    this.size[cluster]!++;
    this.clusterOf[record] = cluster;
  }

  #leave(record: number, cluster: number): void {
    const [before, after] = [this.#previous[record]!, this.#next[record]!];
    this.#next[before] = after;
    this.#previous[after] = before;
    this.#one[cluster] = after === record ? -1 : after;
    if (--this.size[cluster]! === 0) this.#free.push(cluster);
  }
}
