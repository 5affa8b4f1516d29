/** What a column can be to linkage. */
export const ROLES = [
  "id",
  "ignore",
  "list",
  "name",
  "given",
  "given 2",
  "father",
  "grandfather",
  "family",
  "family 2",
  "mother",
  "birth",
  "birth year",
  "birth month",
  "birth day",
  "event",
  "age",
  "age group",
  "sex",
  "place",
  "event place",
  "governorate",
  "postcode",
  "email",
  "phone",
  "identifier",
  "text",
  "code",
] as const;

export type Role = (typeof ROLES)[number];

/** Roles that several columns of one list may have. */
export const MANY_ROLES: ReadonlySet<Role> = new Set([
  "ignore",
  "list",
  "event",
  "place",
  "event place",
  "governorate",
  "email",
  "phone",
  "identifier",
  "text",
  "code",
]);

export interface MappedColumn {
  readonly column: string;
  readonly role: Role;
  /** Why this role was proposed, for the person who checks it. */
  readonly why: string;
}

/** Roles of one list's columns, in the order of the columns. */
export interface ListMap {
  readonly list: string;
  readonly columns: readonly MappedColumn[];
}
