/** A rectangle that is made unseen: pixels of an upright picture, or points of a PDF page from its upper left corner. */
export interface Region {
  /** Of a PDF, from 1. */
  readonly page?: number | undefined;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface RedactionOrder {
  readonly regions: readonly Region[];
  /** Only this part of a picture is kept. */
  readonly crop?: Omit<Region, "page"> | undefined;
}

/** What stands at which place of an order, as a path into it. */
export interface RegionFault {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** Width and height of each page; a picture is one page. */
export type PageSizes = readonly { readonly width: number; readonly height: number }[];

/** Regions that do not lie on their page whole: a rectangle that reaches beyond it was measured on something else. */
export function faultsOfRegions(order: RedactionOrder, sizes: PageSizes, isPdf: boolean): readonly RegionFault[] {
  const faults: RegionFault[] = [];
  const check = (region: Region, path: RegionFault["path"]): void => {
    const page = region.page ?? 1;
    if (region.page !== undefined && !isPdf) faults.push({ path, message: "a picture has no pages: leave out `page`" });
    const size = sizes[page - 1];
    if (size === undefined) {
      faults.push({ path, message: `there is no page ${page}: the exhibit has ${sizes.length}` });
      return;
    }
    const [right, bottom] = [region.x + region.width, region.y + region.height];
    if (right > size.width || bottom > size.height) {
      const whole = `${size.width} x ${size.height} ${isPdf ? "points" : "pixels"}`;
      faults.push({ path, message: `the region ends at ${right}, ${bottom}, outside the page of ${whole}` });
    }
  };
  for (const [i, region] of order.regions.entries()) {
    if (isPdf && region.page === undefined) faults.push({ path: ["regions", i], message: "names no page of the PDF" });
    else check(region, ["regions", i]);
  }
  if (order.crop !== undefined) {
    if (isPdf) faults.push({ path: ["crop"], message: "a PDF is not cropped: cover what is not to be seen" });
    else check(order.crop, ["crop"]);
  }
  return faults;
}
