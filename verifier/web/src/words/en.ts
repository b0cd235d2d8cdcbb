/** English. */

import type { Locale } from "./locale.ts";
import type { Words } from "./words.ts";

/** The texts, with dates and numbers as `locale` writes them. */
export function words(locale: Locale): Words {
  return {
    lang: "en",
    locale,

    page: {
      checksItself: "This page reads the public record and makes the check itself, in your own browser.",
      language: "Language",
      privacy: "Privacy",
      scan: "Scan a code",
    },

    verdict: {
      VERIFIED: "History checks out",
      PENDING: "Being recorded",
      INCOMPLETE: "Could not be checked fully",
      NO_RECORD: "No record of this number",
      REFUSED: "Do not trust this",
    },
    meaning: {
      verified: "This is everything on record about this item, and each entry is signed with the key of the party it names.",
      newest: (shown, all) =>
        `These are the newest ${locale.number(shown)} of ${locale.number(all)} entries on record about this item, each ` +
        "signed with the key of the party it names.",
      hosted: (signed, all) =>
        `${signed} The service keeps ${all ? "these keys" : "some of these keys"}, and signs for their parties.`,
      pending: "What is final checks out. Something newer about this item was accepted and is not final yet.",
      noRecord: "Nobody who may give out this number has recorded making an item that bears it.",
      neverMade: (since) =>
        `The maker declared that every number of this product made${since === null ? "" : ` since ${since}`} is recorded ` +
        "here. This one is not: by the maker's word it was never made.",
      refused: "What the server sent is forged, altered, or contradicts the public record. Nothing of it is shown.",
    },
    asOf: (when) => `as of ${when}`,
    kept: (when) => `No connection: this is a copy that this device kept on ${when}. What happened since is not in it.`,
    byOperator: "according to the operator",
    byAuditors: "replayed by independent auditors",
    statuses: {
      recalled: "It is recalled: see above.",
      ended: "This item's life has ended: it was destroyed, used up, or taken out of use.",
      attention: "Something in its history deserves attention: see below.",
    },
    missing: {
      offline: "The public record on the chain could not be reached.",
      "rpc-disagreement": "The places where the public record is read contradict each other.",
      "wrong-chain": "What answered in the public record's place is something else.",
      stale: "The server's copy is older than the public record.",
      "not-final": "The newest entry in the public record is not final yet.",
      "too-old": "The public record has not been brought up to date for too long.",
      auditors: "Auditors who must have checked the record have not signed it yet.",
      expired: "The settings by which this page trusts the record have expired.",
      "trust-root": "The settings by which this page trusts the record are missing or broken.",
      disputed: "The key that recorded the making of this item may have been in other hands.",
      withheld: "The server kept back something that is needed.",
    },

    recall: {
      title: "This item is recalled",
      text: (issuers, when) => `Do not use it. Recalled by ${issuers}${when === null ? "" : ` on ${when}`}.`,
      contact: (contact) => `Contact: ${contact}`,
      more: (host) => `More at ${host}`,
    },

    product: {
      unnamed: "Unnamed item",
      about: "About this product",
      belongsTo: "The first digits of the number are those of this product:",
      maker: "Maker",
      origin: "Origin",
      netContent: "Net content",
      bestBefore: "Best before",
      lot: "Lot",
      serial: "Serial number",
      gtin: "GTIN",
      sscc: "SSCC",
      number: "Number",
    },

    advice: {
      INCOMPLETE: {
        title: "What you can do",
        points: () => ["Check again later, or over another connection.", "Until then, what is shown below may not be all of it."],
      },
      NO_RECORD: {
        title: "What you can do",
        points: (number) => [
          `Compare the number on the pack with ${number}: was all of the code scanned, and typed as it stands there?`,
          "Ask who sold it to you where it came from.",
          "Tell the maker: if goods are going around under numbers that it never gave out, it wants to know.",
        ],
      },
      REFUSED: {
        title: "What you can do",
        points: () => [
          "Do not rely on anything that this address says about the item, good or bad.",
          "Scan the code again over another connection.",
          "If it stays so, tell the maker, and use another source for recalls.",
        ],
      },
    },

    look: {
      title: "Now look at the item itself",
      why: "This page knows the number, not the object in your hand: a label can be copied onto another.",
      number: (number) => `The number on the pack, and in it if there is one, is ${number}.`,
      lot: (lot) => `The lot printed on it is ${lot}.`,
      bestBefore: (date) => `The date printed on it is ${date}.`,
      seal: "Its seal is whole.",
      label: "The label is printed on the pack or cannot be peeled off, and nothing was stuck over it.",
    },

    findings: {
      title: "Worth knowing",
      severities: { alert: "Alert", warning: "Caution", notice: "Note", info: "For your information" },
      rules: {
        recalled: "This item is recalled.",
        "foreign-commissioning": "A party that may not make this number says that it did.",
        "commissioned-twice": "This number was made more than once.",
        "before-commissioning": "Something happened before the item was made.",
        "after-end": "Something happened after the end of the item's life.",
        "shipped-twice": "It was shipped on by another party that never received it.",
        "not-received": "It was shipped and is not received yet.",
        "packed-twice": "It was packed while it was in another container.",
        "unpacked-without-packing": "It was taken out of a container that it was never put into.",
        "unpacked-before-packing": "It is said to have been unpacked before it was packed.",
        "foreign-unpacking": "It was unpacked by a party that its history does not know otherwise.",
        "event-in-future": "An event claims a time after it was recorded.",
        "recorded-late": "An event was recorded more than 30 days after it is said to have happened.",
        "unauthorised-notice": "A notice does not count: its issuer may not give it.",
        "struck-statement": "A statement does not count: it is not authentic, or contradicts itself.",
        "disputed-statement": "A statement's key may have been in other hands when it was used.",
        "hosted-key": "A statement was signed with a key that the service keeps for its party.",
      },
    },

    journey: {
      title: "Its journey",
      unchecked: "What the server says",
      whoseUnknown: "Whose words these are could not be checked.",
      summary: (steps, parties) =>
        `${locale.plural(steps, { one: "# step", other: "# steps" })}, ` +
        `signed by ${locale.plural(parties, { one: "# party", other: "# parties" })}`,
      at: (place) => `at ${place}`,
      listedName: "Name as listed by this ledger",
      ownKey: "Signed with its own key",
      hosted: "Signed by the service on its behalf",
      notFinal: "not final yet",
      inContainer: "with the container it was in",
      takenBack: "taken back by its issuer",
      disputed: "its key may have been in other hands",
      steps: {
        accepting: "Accepted",
        arriving: "Arrived",
        assembling: "Assembled",
        collecting: "Collected",
        commissioning: "Made",
        consigning: "Consigned",
        creating_class_instance: "Produced",
        cycle_counting: "Counted",
        decommissioning: "Taken out of use",
        departing: "On its way",
        destroying: "Destroyed",
        disassembling: "Taken apart",
        dispensing: "Dispensed",
        encoding: "Labelled",
        entering_exiting: "Passed a gate",
        holding: "Held",
        inspecting: "Inspected",
        installing: "Installed",
        killing: "Tag switched off",
        loading: "Loaded",
        other: "Recorded",
        packing: "Packed",
        picking: "Picked",
        receiving: "Received",
        removing: "Removed",
        repackaging: "Repacked",
        repairing: "Repaired",
        replacing: "Replaced",
        reserving: "Reserved",
        retail_selling: "Sold",
        sampling: "Sampled",
        sensor_reporting: "Measured",
        shipping: "Shipped",
        staging_outbound: "Made ready to ship",
        stock_taking: "Counted",
        stocking: "Put on the shelf",
        storing: "Stored",
        transporting: "Transported",
        unloading: "Unloaded",
        unpacking: "Unpacked",
        void_shipping: "Shipment called off",
      },
      notices: {
        recall: "Recalled",
        withdrawn: "Notice withdrawn",
        correction: "Corrected",
        certificate: "Certified",
        decommission: "Taken out of use",
        description: "Described by its maker",
        serialised: "Every number is recorded here",
      },
      types: {
        ObjectEvent: "Seen",
        AggregationEvent: "Packed or unpacked",
        TransactionEvent: "Part of a transaction",
        TransformationEvent: "Made from other goods",
        AssociationEvent: "Joined or separated",
        Notice: "Notice",
      },
    },

    map: {
      label: (places) => `Map of the journey: ${locale.plural(places, { one: "# place", other: "# places" })}`,
      places: "Places on the map",
      position: (latitude, south, longitude, west) => `${latitude}° ${south ? "S" : "N"}, ${longitude}° ${west ? "W" : "E"}`,
    },

    readings: {
      title: "What sensors read",
      byParties: "By the word of the parties that had the goods.",
      unchecked: "Whose words these are could not be checked.",
      between: (low, high, count) =>
        low === high
          ? `${low}, ${locale.plural(count, { one: "# reading", other: "# readings" })}`
          : `${low} to ${high}, ${locale.plural(count, { one: "# reading", other: "# readings" })}`,
      cut: (count) => `Only the first ${locale.number(count)} are shown.`,
      table: "As a table",
      time: "Time",
      value: "Value",
      withUnit: (value, unit) => (unit === "%" ? `${value}%` : `${value} ${unit}`),
      types: {
        AbsoluteHumidity: "Absolute humidity",
        Acceleration: "Acceleration",
        AmountOfSubstance: "Amount of substance",
        Illuminance: "Brightness",
        Mass: "Mass",
        Pressure: "Pressure",
        RelativeHumidity: "Relative humidity",
        Speed: "Speed",
        Temperature: "Temperature",
        Volume: "Volume",
      },
    },

    keep: {
      title: "Keep this passport",
      text: "One file with all of it, and with what checks it. It opens without a connection, and asks the public record again when there is one.",
      button: "Save the file",
      failed: "The file could not be made.",
    },

    saved: {
      unchecked: "What the file says",
      title: "A passport from a file",
      kept: (when, headline, name) =>
        `The file says of itself: kept on ${when}${name === null ? "" : `, of ${name}`}, when the check ended with “${headline}”.`,
      fromFile: "It was not fetched from a ledger just now.",
      notRead:
        "The public record could not be read now. Known without it: all in the file fits together, and the log signed its " +
        "newest state. Not known: whose keys signed the entries, whether the public record has the same, and whether anything " +
        "came later.",
      goneOn: "The public record was read just now. It has gone on since this file was made: what came later is not in it.",
      current: "The public record was read just now: nothing newer is on it than this file.",
      ownTrust:
        "The settings that say whose word counts came in the same file, so whoever made the file chose them. To rely on your " +
        "own, open the file with a verifier that you trust.",
      newest: (host) => `Look for what is newest at ${host}`,
    },

    checker: {
      title: "Check a passport",
      lead: "This page takes nobody's word: it checks by the settings below, in your own browser, and asks only the ledger that you name and the public record.",
      link: "The link in the code, of any Wayproof ledger",
      check: "Check",
      file: "Or a file: a kept passport",
      drop: "Choose a file, or drop it here",
      trust: "Whose word counts",
      trustOf: (origin) => `By the trust settings for the log ${origin}.`,
      noTrust: "There are no trust settings yet: choose the file trust.json that you rely on.",
      chooseTrust: "Choose trust settings",
      badTrust: "That file holds no trust settings.",
      badFile: "That file holds no passport.",
      badLink: "That is no link to an item on a ledger.",
    },

    certificates: {
      title: "Certificates",
      by: (party) => `Recorded by ${party}`,
      withheld: "Which certificate it is, is kept between the parties.",
    },

    limits: {
      title: "What this cannot tell you",
      object: "Whether the object in your hand is the one that was labelled.",
      truth: "Whether a party told the truth: only that it said so, and that nobody can take it back unnoticed.",
      withheld:
        "What the parties keep between themselves, such as quantities, orders and other goods in the same box. None of it " +
        "is needed for this check.",
    },

    checks: {
      title: "What was checked",
      passed: (count) => `${locale.number(count)} of 12 passed`,
      results: { PASSED: "passed", FAILED: "did not pass", NOT_CHECKED: "not checked" },
      noneRequired: "none are required here",
      detail: "The verifier's own words",
      steps: [
        { name: "The record is complete and well-formed", means: "What the server sent is about this very number, and nothing in it is out of shape." },
        { name: "The trust settings are valid", means: "It is known whose word counts for this ledger, and that is not out of date." },
        { name: "The log signed its newest state", means: "The ledger stands by what it sent and cannot deny it later." },
        { name: "The public chain has the same record", means: "Your browser read it from the public chain itself, not from the ledger." },
        { name: "Independent auditors replayed the record", means: "Others than the operator have gone through all of it and signed the result." },
        { name: "Nothing on record about it was left out", means: "The list of what concerns this number is the one that was published." },
        { name: "Each entry is in the log", means: "None was made up for you, and each is about this number." },
        { name: "Each entry is signed by its party", means: "By a key that was registered as that party's own at the time." },
        { name: "Nothing that is needed is hidden", means: "What was opened to you is what was signed." },
        { name: "The item was made by who owns its number", means: "Or by somebody whom the owner has allowed to." },
        { name: "Its packaging and ingredients are accounted for", means: "Recalls of its lot, of what it was made from and of the boxes it was in are included." },
        { name: "The steps make sense together", means: "In time, in place, and from one party to the next." },
      ],
    },

    technical: {
      title: "Technical detail",
      item: "Item",
      verdict: "Verdict",
      exitCode: (code) => `exit code ${code}`,
      status: "Status",
      missing: "Missing",
      newestAnchor: "Newest anchor",
      anchor: (seq, size) => `number ${locale.number(seq)}, over ${locale.plural(size, { one: "# log entry", other: "# log entries" })}`,
      anchored: "Anchored",
      log: "Log",
      chain: "Chain",
      contract: (chainId, address) => `id ${chainId}, contract ${address}`,
      readAt: "Read at",
      pinned: "Pinned block",
      took: "Check took",
      time: (milliseconds, bytes) => `${locale.number(milliseconds)} ms, for ${locale.plural(bytes, { one: "# byte", other: "# bytes" })}`,
      statements: (indices) => `statements ${indices}`,
      struck: "Statements that do not count",
      keepPassport: "Keep the passport",
      checkFile: "Check a passport from a file",
      keepTrust: "Keep the trust settings",
    },

    statement: {
      issuer: "Issuer",
      recorded: "Recorded",
      logIndex: "Log index",
      id: "Statement id",
      doesNotCount: "Does not count",
      text: "What it says",
    },

    checking: {
      title: "Checking the history…",
      fetching: "Asking the ledger",
    },

    failure: {
      wrongNumber: "Not a valid number",
      wrongAddress: "This address names no item. Was all of the code scanned?",
      notInArchive: "This archive has no passport of this item.",
      refused: "The server does not take this number.",
      unreachable: "The server could not be reached.",
      offline: "This device is not connected to the internet.",
      tooLarge: "The server answered with too much.",
      serverError: (status) => `The server answered with error ${status}.`,
      broken: "Something went wrong in this page.",
      nothingKnown: "Nothing is known about this item until the check can be made.",
      again: "Check again",
    },
  };
}
