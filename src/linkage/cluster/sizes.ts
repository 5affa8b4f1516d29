/** How many records each cluster holds, by its lowest record; 0 elsewhere. */
export function clusterSizes(clusterOf: Int32Array): Int32Array {
  const sizes = new Int32Array(clusterOf.length);
  for (let i = 0; i < clusterOf.length; i++) sizes[clusterOf[i]!]!++;
  return sizes;
}
