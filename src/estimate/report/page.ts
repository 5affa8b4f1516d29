export function renderEstimate(): string {
  return "";
}
