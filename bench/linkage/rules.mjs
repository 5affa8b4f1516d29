// The one plan that every program of this bench carries out: which pairs are compared, how columns are read.
export const RULES = [
  ["given", "family"],
  ["family", "birth"],
  ["given", "birth year"],
  ["family", "birth year"],
  ["place", "birth year"],
  ["family", "birth month and day"],
  ["given", "birth month and day"],
  ["place", "birth month and day"],
  ["given", "place"],
  ["middle", "place"],
  ["given", "middle"],
  ["family", "occupation"],
];
export const MAP = "id=id,given=text,middle=text,family=text,dob=birth,place=place,occupation=text";
/** Pairs of at least this probability are written. */
export const KEEP = 0.9;
