/**
 * The GS1 application identifiers: formats and Digital Link roles (GS1 Barcode Syntax Dictionary).
 *
 * A format is written in the dictionary's own notation: `N` digits, `X` character set 82, `Y` character set 39, `Z`
 * base64url; `..20` means 1 to 20, brackets mean optional, and a word after a comma names a further rule.
 */

import { verifyCheckCharacters, verifyCheckDigit } from "./checkDigit.ts";
import { IdentifierError } from "./errors.ts";

/** Format → the application identifiers that have it, as codes and ranges of codes. */
const FORMATS: Record<string, string> = {
  "N18,csum": "00 8017 8018",
  "N14,csum": "01 02 03",
  "X..20": "10 21 22 243 254 420 4318 7020-7022 710-717 7240 8002 8012",
  N6: "11-13 15-17 3100-3105 3110-3115 3120-3125 3130-3135 3140-3145 3150-3155 3160-3165 3200-3205 3210-3215 3220-3225 3230-3235 3240-3245 3250-3255 3260-3265 3270-3275 3280-3285 3290-3295 3300-3305 3310-3315 3320-3325 3330-3335 3340-3345 3350-3355 3360-3365 3370-3375 3400-3405 3410-3415 3420-3425 3430-3435 3440-3445 3450-3455 3460-3465 3470-3475 3480-3485 3490-3495 3500-3505 3510-3515 3520-3525 3530-3535 3540-3545 3550-3555 3560-3565 3570-3575 3600-3605 3610-3615 3620-3625 3630-3635 3640-3645 3650-3655 3660-3665 3670-3675 3680-3685 3690-3695 3950-3955 4326 7006 8005",
  N2: "20 7241",
  "X..28": "235",
  "X..30": "240 241 250 251 400 401 403 4308 4319 7002 7023 8004 90",
  "N..6": "242",
  "N13,csum [X..17]": "253",
  "N13,csum [N..12]": "255",
  "N..8": "30 37",
  "N..15": "3900-3909 3920-3929",
  "N3 N..15": "3910-3919 3930-3939",
  N4: "3940-3943 8111",
  "N17,csum": "402",
  "N13,csum": "410-417",
  "N3 X..9": "421",
  N3: "422 424 426",
  "N3 [N3] [N3] [N3] [N3]": "423 425",
  "X..3": "427 7008",
  "X..35": "4300 4301 4310 4311 4320",
  "X..70": "4302-4306 4312-4316 7257 8110 8112 8200",
  X2: "4307 4317",
  "N10 N10": "4309",
  N1: "4321-4323 7252",
  "N6 N4": "4324 4325 7003",
  "N6 [X1]": "4330-4333",
  N13: "7001",
  "N..4": "7004",
  "X..12": "7005",
  "N6 [N6]": "7007",
  "X..10": "7009 7255",
  "X..2": "7010",
  "N6 [N4]": "7011",
  "N3 X..27": "7030-7039",
  "N1 X1 X1 X1,importeridx": "7040",
  "X..4": "7041",
  "X2 X..28": "7230-7239",
  "X..25": "7242 8020",
  N8: "7250",
  "N8 N4": "7251",
  "X..40": "7253 7254 7259",
  "X..90": "7256 91-99",
  X3: "7258",
  "N4 N5 N3 N1 N1": "8001",
  "N1,zero N13,csum [X..16]": "8003",
  "N14,csum N4,pieceoftotal": "8006 8026",
  "X..34": "8007",
  "N6 N2 [N2] [N2]": "8008",
  "X..50": "8009",
  "Y..30": "8010",
  "N..12,nozeroprefix": "8011",
  "X..25,csumalpha": "8013 8014",
  "N..10": "8019",
  "Z..90": "8030",
  N15: "8040 8041",
  N32: "8042",
  "N18 [N..2]": "8043",
};

/** Primary key of a Digital Link → alternative sequences of its key qualifiers, each optional, in this order. */
export const PRIMARY_KEYS: ReadonlyMap<string, readonly (readonly string[])[]> = new Map([
  ["00", []],
  ["01", [["22", "10", "21"], ["235"]]],
  ["253", []],
  ["255", []],
  ["401", []],
  ["402", []],
  ["414", [["254"], ["7040"]]],
  ["415", [["8020"]]],
  ["417", [["7040"]]],
  ["8003", []],
  ["8004", [["7040"]]],
  ["8006", [["22", "10", "21"]]],
  ["8010", [["8011"]]],
  ["8013", []],
  ["8017", [["8019"]]],
  ["8018", [["8019"]]],
]);

// First two digits of those whose value needs no separator after it (GS1 General Specifications, 7.8).
const PREDEFINED_LENGTH = "00 01 02 03 11 12 13 15 16 17 20 31 32 33 34 35 36 41".split(" ");

/** Those that may not stand among the data attributes (query) of a Digital Link. */
export const NOT_ATTRIBUTES: ReadonlySet<string> = new Set(
  "03 21 22 235 254 7040 7041 8011 8014 8019 8020 8040 8041 8042 8043 8200".split(" "),
);

/** Names that Digital Links before version 1.2 may have in place of the code. */
export const CONVENIENCE_NAMES: ReadonlyMap<string, string> = new Map(
  (
    "cpid 8010,cpsn 8011,cpv 22,gcn 255,gdti 253,giai 8004,ginc 401,gln 414,glnx 254,gmn 8013,grai 8003,gsin 402," +
    "gsrn 8018,gsrnp 8017,gtin 01,itip 8006,lot 10,party 417,refno 8020,ser 21,srin 8019,sscc 00"
  )
    .split(",")
    .map((pair) => pair.split(" ") as [string, string]),
);

const CHARACTER_SETS: Record<string, string> = {
  N: "[0-9]",
  X: '[!"%-?A-Z_a-z]',
  Y: "[#\\-/0-9A-Z]",
  Z: "[A-Za-z0-9_\\-=]",
};

const RULES: Record<string, (text: string) => void> = {
  csum: verifyCheckDigit,
  csumalpha: verifyCheckCharacters,
  importeridx: (text) => require(/^[A-Za-z0-9_-]$/.test(text)),
  nozeroprefix: (text) => require(/^[1-9][0-9]*$/.test(text)),
  pieceoftotal: (text) => {
    const [piece, total] = [text.slice(0, 2), text.slice(2)];
    require(piece !== "00" && piece <= total);
  },
  zero: (text) => require(text === "0"),
};

function require(holds: boolean): void {
  if (!holds) throw new IdentifierError("a value that its application identifier does not allow");
}

interface ApplicationIdentifier {
  readonly pattern: RegExp;
  /** Capture group → the rule for what it captured. */
  readonly rules: readonly (readonly [number, (text: string) => void])[];
  /** The length of the value where no separator is needed after it, else null. */
  readonly predefinedLength: number | null;
}

let table: Map<string, ApplicationIdentifier> | undefined;

/** Every application identifier by its code. */
export function applicationIdentifiers(): ReadonlyMap<string, ApplicationIdentifier> {
  if (table === undefined) {
    table = new Map();
    for (const [notation, ranges] of Object.entries(FORMATS)) {
      const { length, ...identifier } = compile(notation);
      for (const code of codes(ranges)) {
        const predefinedLength = PREDEFINED_LENGTH.includes(code.slice(0, 2)) ? length : null;
        table.set(code, { ...identifier, predefinedLength });
      }
    }
  }
  return table;
}

/** IdentifierError unless `value` has the length, characters and check digits of application identifier `code`. */
export function checkValue(code: string, value: string): void {
  const identifier = applicationIdentifiers().get(code);
  if (identifier === undefined) throw new IdentifierError(`there is no GS1 application identifier (${code})`);
  const match = identifier.pattern.exec(value);
  if (match === null) throw new IdentifierError(`AI (${code}) with a value of another form`);
  for (const [group, rule] of identifier.rules) rule(match[group] ?? "");
}

/** Whether the qualifiers' codes may follow the primary key in a Digital Link's path, in this order. */
export function qualifiersFit(key: string, qualifiers: readonly string[]): boolean {
  if (qualifiers.length === 0) return true;
  return (PRIMARY_KEYS.get(key) ?? []).some((alternative) => {
    let from = 0;
    return qualifiers.every((code) => {
      from = alternative.indexOf(code, from) + 1;
      return from > 0;
    });
  });
}

function compile(notation: string): Omit<ApplicationIdentifier, "predefinedLength"> & { length: number } {
  let text = "";
  let open = 0;
  let total = 0;
  const rules: [number, (text: string) => void][] = [];
  notation.split(" ").forEach((component, at) => {
    const match = /^(\[?)([NXYZ])(\.\.)?([0-9]+)\]?(?:,([a-z]+))?$/.exec(component);
    const [, optional, kind, variable, length, rule] = match as unknown as (string | undefined)[];
    total += Number(length);
    if (optional) {
      text += "(?:";
      open++;
    }
    text += `(${CHARACTER_SETS[kind as string]}{${variable ? "1," : ""}${length}})`;
    if (rule !== undefined) rules.push([at + 1, RULES[rule] as (text: string) => void]);
  });
  return { pattern: new RegExp(`^${text}${")?".repeat(open)}$`), rules, length: total };
}

function* codes(ranges: string): Generator<string> {
  for (const word of ranges.split(" ")) {
    const [first, last] = word.split("-") as [string, string | undefined];
    for (let number = Number(first); number <= Number(last ?? first); number++) {
      yield String(number).padStart(first.length, "0");
    }
  }
}
