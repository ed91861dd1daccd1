import { crc32, deflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withoutLocation } from "../../../src/pictures/location.js";

/** Optional: where it is not installed, the pictures that it would make are not tried. */
const sharp = await import("sharp").then(
  (module) => module.default,
  () => null,
);

const GPS = {
  GPSLatitudeRef: "N",
  GPSLatitude: "51/1 30/1 3230/100",
  GPSLongitudeRef: "W",
  GPSLongitude: "0/1 7/1 3940/100",
  GPSAreaInformation: "Secret Garden",
};
/** 3230/100 and 3940/100, as a little-endian file has them. */
const SECRETS = ["\x9e\x0c\0\0\x64\0\0\0", "\x64\x0f\0\0\x64\0\0\0", "Secret Garden", "51,30.54"];
const PACKET = packetOf('exif:GPSLatitude="51,30.54N" dc:rights="Someone"');

describe("withoutLocation, of a motion photo", () => {
  const box = (type: string, content: string) => {
    const bytes = Buffer.from(`0000${type}${content}`, "latin1");
    bytes.writeUInt32BE(bytes.length, 0);
    return bytes.toString("latin1");
  };
  const photo = (film: string) => Buffer.from(`\xff\xd8\xff\xd9${film}`, "latin1");
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");
  const head = box("ftyp", "mp42");

  it("takes the place out of its film, as phones and 3GPP write it, and moves nothing", () => {
    const phone = box("\xa9xyz", "\0\x12\x15\xc7+52.5170+013.3889/");
    const apple = "com.apple.quicktime.location.ISO6709\0+48.8584+002.2945+035.000CRSWGS_84/";
    const loci = box("loci", "\0\0\0\0\x15\xc7Secret Garden\0\0\x12\x34\x56\x78");
    const clean = withoutLocation(photo(head + phone + apple + loci + box("mdat", "pictures")));
    expect(text(clean)).toBe(
      text(
        photo(
          head +
            phone.replace("52.5170+013.3889", "00.0000+000.0000") +
            apple.replace("48.8584+002.2945+035.000CRSWGS_84", "00.0000+000.0000+000.000CRSWGS_00") +
            box("free", "\0".repeat(loci.length - 8)) +
            box("mdat", "pictures"),
        ),
      ),
    );
    expect(withoutLocation(clean)).toBe(clean);
  });

  it("leaves a film alone that tells no place, and what is no film", () => {
    for (const bytes of [photo(head + box("mdat", "+1-2/ loci")), photo("+52.5170+013.3889/")])
      expect(withoutLocation(bytes)).toBe(bytes);
  });
});

describe.skipIf(sharp === null)("withoutLocation, of a picture that sharp made", () => {
  describe.each(["jpeg", "png", "webp"] as const)("as %s", (format) => {
    it("takes the place out when Exif tells it, and leaves pixels, rights and orientation", async () => {
      const picture = await pictureOf(format, { gps: GPS });
      expect(secretsIn(picture)).not.toEqual([]);
      const clean = withoutLocation(picture);
      expect(secretsIn(clean)).toEqual([]);
      expect(clean.length).toBe(picture.length);
      expect(await pixelsOf(clean)).toEqual(await pixelsOf(picture));
      const { exif, orientation } = await sharp!(clean).metadata();
      expect(orientation).toBe(6);
      expect(exif!.includes("Someone")).toBe(true);
      expect(tagsOf(exif!)).not.toContain(GPS_POINTER);
      expect(tagsOf((await sharp!(picture).metadata()).exif!)).toContain(GPS_POINTER);
    });

    it("takes the place out when XMP tells it, and leaves what is not compressed with it", async () => {
      const picture = await pictureOf(format, { xmp: PACKET });
      const xmpOf = async (bytes: Uint8Array) => (await sharp!(bytes).metadata()).xmp?.toString();
      expect(await xmpOf(picture)).toContain("51,30.54");
      const clean = withoutLocation(picture);
      expect(clean.length).toBe(picture.length);
      expect(await pixelsOf(clean)).toEqual(await pixelsOf(picture));
      const rest = squeezed((await xmpOf(clean)) ?? "nothing");
      expect(rest).toBe(format === "png" ? "nothing" : packetOf('dc:rights="Someone"'));
    });

    it("returns the identical object when nothing tells a place", async () => {
      const picture = await pictureOf(format, { xmp: packetOf('photoshop:City="London"') });
      expect(withoutLocation(picture)).toBe(picture);
    });

    it("keeps its laws when the file is damaged", async () => {
      const picture = await pictureOf(format, { gps: GPS, xmp: PACKET });
      fc.assert(
        fc.property(damagesTo(picture), (damages) => {
          expectLaws(damaged(picture, damages));
        }),
        { numRuns: 1000 },
      );
    });
  });
});

describe("withoutLocation, of a JPEG", () => {
  const xmpSegment = (text: string) => app1(`http://ns.adobe.com/xap/1.0/\0${text}`);
  const extension = (offset: number, text: string, digest = "A".repeat(32)) =>
    app1(`http://ns.adobe.com/xmp/extension/\0${digest}`, uint32(1000), uint32(offset), text);
  const cleaned = (...segments: Uint8Array[]) => latin1(withoutLocation(jpeg(...segments)));
  const blank = (length: number) => " ".repeat(length);

  it("cleans a packet of XMP, and not a byte around it", () => {
    const place = 'exif:GPSLatitude="51,30.54N"';
    const other = join("\xff\xe2\0\x09:GPS='x");
    expect(cleaned(other, xmpSegment(`<a ${place}/>`))).toBe(
      latin1(jpeg(other, xmpSegment(`<a ${blank(place.length)}/>`))),
    );
  });

  it("cleans a packet that goes on in a second segment, in whatever order they are", () => {
    const [one, two] = ["<a><exif:GPSLati", "tude>51,30.54N</exif:GPSLatitude></a>"];
    const parts = [extension(16, two), extension(0, one)];
    const blanks = [extension(16, `${blank(two.length - 4)}</a>`), extension(0, `<a>${blank(13)}`)];
    expect(cleaned(...parts)).toBe(latin1(jpeg(...blanks)));
    expect(cleaned(...parts.toReversed())).toBe(latin1(jpeg(...blanks.toReversed())));
  });

  it("does not join parts of different packets", () => {
    const [one, two] = ["<a><exif:GPSx", ">51</exif:GPSx></a>"];
    expect(cleaned(extension(0, one), extension(1, two, "B".repeat(32)))).toBe(
      latin1(jpeg(extension(0, `<a>${blank(10)}`), extension(1, two, "B".repeat(32)))),
    );
  });

  it("cleans what follows bytes that are in no segment, as libjpeg reads on", () => {
    expect(cleaned(join("junk\xff\0\xff\xff"), app1("Exif\0\0", tiff("II")))).not.toContain("Secret");
  });

  it("cleans the pictures behind the picture", () => {
    const two = join(jpeg(), jpeg(app1("Exif\0\0", tiff("MM"))));
    expect(secretsIn(two)).toEqual(["Secret Garden"]);
    expect(secretsIn(withoutLocation(two))).toEqual([]);
  });

  it("cleans a segment that is cut off", () => {
    const whole = join("\xff\xd8", app1("Exif\0\0", tiff("II")));
    expect(latin1(withoutLocation(whole.subarray(0, whole.length - 5)))).not.toContain("Secret");
  });
});

describe("withoutLocation, of a PNG", () => {
  const itxt = (isCompressed: boolean, text: Part) =>
    chunk("iTXt", `XML:com.adobe.xmp\0${isCompressed ? "\x01" : "\0"}\0en\0XMP\0`, text);
  const ztxt = (keyword: string, text: Part) => chunk("zTXt", keyword, "\0\0", deflateSync(join(text)));
  const profile = (bytes: Uint8Array) => {
    const lines = Buffer.from(bytes).toString("hex").replace(/.{72}/g, "$&\n");
    return `\nexif\n${String(bytes.length).padStart(8)}\n${lines}\n`;
  };
  const exif = (state: "new" | "cleaned") => join("Exif\0\0", tiff("II", state));
  const idat = chunk("IDAT", 'x:GPSLatitude="1"');
  const nothing = (whole: Uint8Array) => chunk("noNe", new Uint8Array(whole.length - 12));

  it("cleans XMP and Exif, and brings their checksums up to date", () => {
    const file = png(itxt(false, "<a x:GPSLatitude='51,30.54N'/>"), idat, chunk("eXIf", tiff("MM")));
    const blank = itxt(false, `<a ${" ".repeat(25)}/>`);
    expect(withoutLocation(file)).toEqual(png(blank, idat, chunk("eXIf", tiff("MM", "cleaned"))));
  });

  it.each([
    ["XMP, compressed", itxt(true, deflateSync("<a x:GPSx='1'/>")), itxt(true, deflateSync("<a b='1'/>"))],
    [
      "XMP, as sharp writes it",
      ztxt("XML:com.adobe.xmp", PACKET),
      ztxt("XML:com.adobe.xmp", packetOf("b='1'")),
    ],
    [
      "a profile, compressed",
      ztxt("Raw profile type exif", profile(exif("new"))),
      ztxt("Raw profile type exif", profile(exif("cleaned"))),
    ],
    [
      "a profile, not compressed",
      chunk("tEXt", "Raw profile type APP1\0", profile(join("http://ns.adobe.com/xap/1.0/\0", PACKET))),
      chunk("tEXt", "Raw profile type APP1\0", profile(join("http://ns.adobe.com/xap/1.0/\0", packetOf("")))),
    ],
    ["a value of Exif", chunk("tEXt", "exif:GPSLatitude\x0051/1, 30/1"), chunk("tEXt", "exif:Model\0GPS")],
    [
      "XMP of more than is looked into",
      ztxt("XML:com.adobe.xmp", " ".repeat(2e7)),
      ztxt("Comment", " ".repeat(2e7)),
    ],
  ])("drops a text that is %s, but only if it may tell a place", (_, place, other) => {
    expect(withoutLocation(png(other, place, idat))).toEqual(png(other, nothing(place), idat));
    const file = png(other, idat);
    expect(withoutLocation(file)).toBe(file);
  });

  it("returns the identical object when a text is broken, or ends before it begins", () => {
    for (const odd of [itxt(true, "<a x:GPSx='1'/>"), chunk("iTXt", "XML:com.adobe.xmp\0\0\0x:GPSx='1'")]) {
      const file = png(odd);
      expect(withoutLocation(file)).toBe(file);
    }
  });

  it("still shows its pixels when a text was dropped", async ({ skip }) => {
    if (sharp === null) return skip();
    const picture = await pictureOf("png", {});
    const chunks = ztxt("XML:com.adobe.xmp", PACKET);
    const file = join(picture.subarray(0, 33), chunks, picture.subarray(33));
    expect(withoutLocation(file)).toEqual(
      join(picture.subarray(0, 33), nothing(chunks), picture.subarray(33)),
    );
    expect(await pixelsOf(withoutLocation(file))).toEqual(await pixelsOf(picture));
  });
});

describe("withoutLocation, of a WebP", () => {
  it("cleans XMP of an odd length and the Exif behind it, named as in a JPEG or not", () => {
    for (const name of ["", "Exif\0\0"]) {
      const file = (text: string, exif: Uint8Array) =>
        webp(riff("XMP ", text), riff("VP8 ", 'x:GPSx="1"'), riff("EXIF", name, exif));
      expect(withoutLocation(file('<a x:GPSx="51"/>', tiff("II")))).toEqual(
        file(`<a ${" ".repeat(11)}/>`, tiff("II", "cleaned")),
      );
      expect(withoutLocation(file('<a x:GPSx="5"/>', tiff("II")))).toEqual(
        file(`<a ${" ".repeat(10)}/>`, tiff("II", "cleaned")),
      );
    }
  });
});

describe("withoutLocation, of Exif", () => {
  const cleanTiff = (bytes: Uint8Array) =>
    withoutLocation(webp(riff("EXIF", bytes))).subarray(20, 20 + bytes.length);

  it.each([
    "II",
    "MM",
  ] as const)("takes out the pointer and what it points to when the file is %s", (order) => {
    expect(cleanTiff(tiff(order))).toEqual(tiff(order, "cleaned"));
  });

  it("follows the pointer to Exif's own directory, and the chain, once each", () => {
    const bytes = tiffOf("II", [
      [[EXIF_POINTER, 4, 1, 44]], // at 8, next at 26
      [[GPS_POINTER, 4, 1, 62]], // at 26, next at 44
      [[GPS_POINTER, 4, 1, 62]], // at 44, next at 62
      [[1, 2, 2, 0x4e]], // at 62, next at 80: behind the end
    ]);
    const clean = cleanTiff(bytes);
    expect(clean.subarray(0, 26)).toEqual(bytes.subarray(0, 26));
    expect(tagsOf(clean)).toEqual([EXIF_POINTER]);
    const [second, third] = ["\0\0\x2c\0\0\0", "\0\0\x3e\0\0\0"];
    expect(clean).toEqual(
      join(bytes.subarray(0, 26), second, new Uint8Array(12), third, new Uint8Array(bytes.length - 50)),
    );
  });

  it("follows the pointer to Exif's own directory when nothing else leads there", () => {
    const bytes = tiffOf("MM", [[[EXIF_POINTER, 4, 1, 26]], [[GPS_POINTER, 4, 1, 44]], [[2, 2, 9, 62]]]);
    for (const next of [22, 40]) new DataView(bytes.buffer).setUint32(next, 0);
    expect(cleanTiff(bytes)).toEqual(join(bytes.subarray(0, 26), new Uint8Array(bytes.length - 26)));
  });

  it("leaves the header when a value claims to be in it", () => {
    const bytes = tiffOf("II", [[[GPS_POINTER, 4, 1, 26]], [[2, 2, 9, 0]]]);
    expect(cleanTiff(bytes).subarray(0, 8)).toEqual(bytes.subarray(0, 8));
  });

  it("wipes up to the end when a value goes beyond it, and all when values share bytes", () => {
    const file = (count: number) => {
      const values = Array.from({ length: count }, (): Entry => [1, 2, 1e6, 44 + count * 12]);
      const directories: Entry[][] = [
        [
          [0x8298, 2, 2, 0x78],
          [GPS_POINTER, 4, 1, 38],
        ],
        values,
      ];
      return join(tiffOf("II", directories), "Secret Garden".repeat(10));
    };
    expect(secretsIn(cleanTiff(file(1)))).toEqual([]);
    expect(tagsOf(cleanTiff(file(1)))).toEqual([0x8298]);
    expect(cleanTiff(file(20))).toEqual(new Uint8Array(file(20).length));
  });

  it("keeps nothing when the wiping of one place shows the way to another", () => {
    // The two directories share bytes. A search found it.
    const bytes = Buffer.from("49492a000b0000000000140025258800000000110000000000258800000000", "hex");
    expect(cleanTiff(bytes)).toEqual(new Uint8Array(bytes.length));
  });

  it("returns the identical object when directories lead nowhere, or to themselves", () => {
    for (const at of [0, 4, 8, 9, 0xffffffff]) {
      const file = webp(riff("EXIF", tiffOf("MM", [[[EXIF_POINTER, 4, 1, at]]], at)));
      expect(withoutLocation(file)).toBe(file);
    }
  });
});

describe("withoutLocation, of XMP", () => {
  const cleaned = (xml: string) => {
    const bytes = Buffer.from(xml);
    const clean = withoutLocation(webp(riff("XMP ", bytes)));
    return squeezed(Buffer.from(clean.subarray(20, 20 + bytes.length)).toString());
  };

  it.each([
    ["an attribute", '<d a="1" exif:GPSLatitude="51,30N" b="2"/>', '<d a="1" b="2"/>'],
    ["in single quotes", `<d exif:GPSLatitude='5"1'/>`, "<d />"],
    ["with space around the sign", '<d exif:GPSLatitude \r\n=\t"51"/>', "<d />"],
    ["an element", "<d><exif:GPSLatitude>51,30N</exif:GPSLatitude></d>", "<d> </d>"],
    ["an element that holds others", '<d><x:GPSPos a="1"><x:lat>5</x:lat></x:GPSPos\n>z</d>', "<d> z</d>"],
    ["an empty element", '<d><x:GPSPos x:lat="5"/>z</d>', "<d> z</d>"],
    ["an element with > in an attribute", `<d><x:GPSPos a="b/>'" c='>'/>z</d>`, "<d> z</d>"],
    ["an element whose name begins another's", "<d><x:GPSa>1</x:GPSab></x:GPSa>z</d>", "<d> z</d>"],
    ["with another prefix, in other letters", '<d drone-dji:GpsLongtitude="5" é.x:gps="6"/>', "<d />"],
    [
      "of the namespace without a prefix",
      '<d xmlns="x"><GPSLatitude>51</GPSLatitude></d>',
      '<d xmlns="x"> </d>',
    ],
    ["called latitude or longitude", '<d p:Latitude="5" q:dec-longitude="6"/>', "<d />"],
    ["inside what an editor wrote", '<L:Shown a="Soho" exif:GPSLatitude="5"/>', '<L:Shown a="Soho" />'],
    ["beside letters beyond ASCII", '<d a="à 北京" exif:GPSLatitude="51°"/>', '<d a="à 北京" />'],
    ["an element without an end", "<d><x:GPSa>51<b/></d>", "<d> "],
    ["an attribute without an end", '<d a="1" x:GPSa="51<b/></d>', '<d a="1" '],
  ])("blanks a property that is %s", (_, xml, expected) => {
    expect(cleaned(xml)).toBe(expected);
  });

  it.each([
    ["a word in a text", "<d>:GPS is exif:GPSLatitude, see x:GPS=5 and :GPS='6'</d>"],
    ["the declaration of a prefix", '<d xmlns:gps="x" xmlns:GPS="y"/>'],
    ["a prefix, not a name", '<gps:a gps:b="1">2</gps:a>'],
    ["an end tag", "<d></x:GPSa></d>"],
    ["only alike", '<d GPano:x="1" exif:Altitude="2" x:aGPS="3"/>'],
    ["an editor's words", '<d photoshop:City="London" Iptc4xmpExt:LocationShown="GPS"/>'],
  ])("returns the identical object when it is %s", (_, xml) => {
    const file = webp(riff("XMP ", xml));
    expect(withoutLocation(file)).toBe(file);
  });

  it("keeps nothing when what is left and right of a blank becomes a property", () => {
    expect(cleaned('<d x:GPSa y:GPSb="1" ="2"/>')).toBe(" ");
  });
});

describe("withoutLocation, of any bytes", () => {
  const starts = fc.constantFrom("", "\xff\xd8", "\x89PNG\r\n\x1a\n", "RIFF\0\0\0\0WEBP", "GIF89a");
  const words = [
    ...[
      "<",
      ">",
      "</",
      "/>",
      "=",
      '"',
      "'",
      " ",
      ":",
      "a",
      "é",
      "x:GPSa",
      "</x:GPSa",
      "y:latitude",
      "xmlns:",
    ],
    ...["<x:GPSa>", "</x:GPSa>", ' x:GPSa="1"'],
  ];
  const soup = fc.array(fc.constantFrom(...words), { maxLength: 40 }).map((parts) => parts.join(""));
  const entry = fc.tuple(
    fc.constantFrom(EXIF_POINTER, GPS_POINTER, 1),
    fc.constantFrom(2, 4, 7),
    fc.oneof(fc.nat(80), fc.constant(0xffffffff)),
    fc.nat(160),
  );
  const directories = fc.tuple(
    fc.constantFrom("II" as const, "MM" as const),
    fc.array(fc.array(entry, { maxLength: 3 }), { maxLength: 4 }),
  );

  const number = fc.constantFrom(
    0,
    0,
    1,
    2,
    EXIF_POINTER,
    GPS_POINTER,
    ...Array.from({ length: 30 }, (_, at) => at + 8),
  );
  const numbers = fc
    .array(number, { maxLength: 40 })
    .map((list) => join(...list.map((one) => uint32(one).subarray(2))));

  it("keeps its laws when they are random", () => {
    fc.assert(
      fc.property(starts, fc.uint8Array({ maxLength: 300 }), (start, rest) => expectLaws(join(start, rest))),
      { numRuns: 2000 },
    );
  });

  it("keeps its laws when XMP is a soup of tags, in one piece or two", () => {
    const head = `http://ns.adobe.com/xmp/extension/\0${"A".repeat(32)}`;
    fc.assert(
      fc.property(soup, fc.nat(100), (xml, cut) => {
        expectLaws(webp(riff("XMP ", xml)));
        const parts = [xml.slice(0, cut), xml.slice(cut)];
        expectLaws(jpeg(...parts.map((part, index) => app1(head, uint32(0), uint32(index), part))));
      }),
      { numRuns: 2000 },
    );
  });

  it("keeps its laws when Exif's directories lead anywhere", () => {
    fc.assert(
      fc.property(directories, fc.nat(40), ([order, lists], first) =>
        expectLaws(webp(riff("EXIF", tiffOf(order, lists, first)))),
      ),
      { numRuns: 5000 },
    );
    fc.assert(
      fc.property(numbers, fc.integer({ min: 8, max: 20 }), (rest, first) =>
        expectLaws(webp(riff("EXIF", "MM\0*", uint32(first), rest))),
      ),
      { numRuns: 5000 },
    );
  });

  const MEGA = 1e6;
  const big = (text: string) => text.repeat(Math.ceil((10 * MEGA) / text.length));
  const jpegOf = (segment: Uint8Array) => join("\xff\xd8", Buffer.alloc(10 * MEGA, segment));
  const pngOf = (text: Uint8Array) => join(png().subarray(0, 8), Buffer.alloc(10 * MEGA, text));
  const compressed = (length: number, end?: number) =>
    chunk("zTXt", "XML:com.adobe.xmp\0\0", deflateSync(Buffer.alloc(length)).subarray(0, end));
  it.each<[string, () => Uint8Array]>([
    ["names without a value", () => webp(riff("XMP ", big("a:GPS ")))],
    ["elements without an end", () => webp(riff("XMP ", big("<a:GPS>")))],
    ["one name", () => webp(riff("XMP ", `${big("a")}:GPS`))],
    [
      "names that get their value when the next is blanked",
      () => webp(riff("XMP ", `${big("a:GPS ")}${big('=""')}`)),
    ],
    ["empty segments", () => jpegOf(app1())],
    ["packets of one part", () => manyPackets(10 * MEGA)],
    ["values that are as long as the file", () => webp(riff("EXIF", longValues(10 * MEGA)))],
    ["directories that share bytes", () => webp(riff("EXIF", sharedDirectories(10 * MEGA)))],
    ["directories that lead to each other", () => webp(riff("EXIF", linkedDirectories(10 * MEGA)))],
    ["small texts that are compressed", () => pngOf(compressed(1))],
    ["texts that are far longer than they look", () => pngOf(compressed(14 * MEGA))],
    ["texts that turn out to be broken in the end", () => pngOf(compressed(14 * MEGA, -1))],
  ])("takes no longer than their length allows when they are megabytes of %s", (_, make) => {
    const file = make();
    const start = performance.now();
    withoutLocation(file);
    expect(performance.now() - start).toBeLessThan(4000); // a tenth of it, on an idle machine
  });
});

/** What holds for every file. */
function expectLaws(file: Uint8Array): void {
  const before = Uint8Array.from(file);
  const clean = withoutLocation(file);
  expect(Buffer.compare(file, before)).toBe(0);
  expect(clean.length).toBe(file.length);
  expect(clean === file).toBe(Buffer.compare(clean, file) === 0);
  expect(withoutLocation(clean) === clean).toBe(true);
}

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");
const secretsIn = (bytes: Uint8Array) => SECRETS.filter((secret) => latin1(bytes).includes(secret));
const squeezed = (text: string) => text.replace(/ +/g, " ");

function packetOf(attributes: string): string {
  const rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
  return `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="${rdf}"><rdf:Description ${attributes}/></rdf:RDF></x:xmpmeta>`;
}

// Pictures.

type Metadata = { gps?: Record<string, string>; xmp?: string };

async function pictureOf(format: "jpeg" | "png" | "webp", { gps, xmp }: Metadata): Promise<Uint8Array> {
  const pixels = Buffer.from(Array.from({ length: 12 * 8 * 3 }, (_, index) => (index * 37) % 256));
  const picture = sharp!(pixels, { raw: { width: 12, height: 8, channels: 3 } })
    .withMetadata({ orientation: 6 })
    .withExifMerge({ IFD0: { Copyright: "Someone" }, ...(gps && { IFD3: gps }) });
  if (xmp !== undefined) picture.withXmp(xmp);
  return Uint8Array.from(await picture.toFormat(format).toBuffer());
}

const pixelsOf = (bytes: Uint8Array) => sharp!(bytes).raw().toBuffer();

type Damage = { at: number; byte: number } | { cut: number } | { copy: number; to: number; length: number };

const damagesTo = ({ length }: Uint8Array) =>
  fc.array(
    fc.oneof<fc.Arbitrary<Damage>[]>(
      fc.record({ at: fc.nat(length - 1), byte: fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 8, 255)) }),
      fc.record({ copy: fc.nat(length - 1), to: fc.nat(length - 1), length: fc.nat(40) }),
      fc.record({ cut: fc.nat(length) }),
    ),
    { minLength: 1, maxLength: 8 },
  );

function damaged(picture: Uint8Array, damages: readonly Damage[]): Uint8Array {
  let bytes = Uint8Array.from(picture);
  for (const damage of damages) {
    if ("cut" in damage) bytes = bytes.slice(0, Math.max(damage.cut, 16));
    else if ("copy" in damage) bytes.copyWithin(damage.to, damage.copy, damage.copy + damage.length);
    else bytes[damage.at] = damage.byte;
  }
  return bytes;
}

// Files made by hand.

type Part = string | Uint8Array;

function join(...parts: Part[]): Uint8Array {
  return Uint8Array.from(
    Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : part))),
  );
}

function uint32(value: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function app1(...parts: Part[]): Uint8Array {
  const payload = join(...parts);
  return join("\xff\xe1", uint32(payload.length + 2).subarray(2), payload);
}

/** The data of the picture could be taken for XMP. */
const jpeg = (...segments: Uint8Array[]) =>
  join("\xff\xd8", ...segments, "\xff\xda\0\x02x:GPSx='1'\xff\0\xff\xd9");

function chunk(type: string, ...parts: Part[]): Uint8Array {
  const data = join(type, ...parts);
  return join(uint32(data.length - 4), data, uint32(crc32(data)));
}

const png = (...chunks: Uint8Array[]) => join("\x89PNG\r\n\x1a\n", ...chunks, chunk("IEND"));

function riff(type: string, ...parts: Part[]): Uint8Array {
  const data = join(...parts);
  return join(type, uint32(data.length).toReversed(), data, data.length % 2 ? "\0" : "");
}

function webp(...chunks: Uint8Array[]): Uint8Array {
  const data = join("WEBP", ...chunks);
  return join("RIFF", uint32(data.length).toReversed(), data);
}

const [EXIF_POINTER, GPS_POINTER] = [0x8769, 0x8825];
type Entry = [tag: number, type: number, count: number, value: number];

/** Directories one behind the other, each with the offset of the one that follows. */
function tiffOf(order: "II" | "MM", directories: readonly Entry[][], first = 8): Uint8Array {
  const bytes = new DataView(
    new ArrayBuffer(8 + directories.reduce((sum, { length }) => sum + length * 12 + 6, 0)),
  );
  const little = order === "II";
  bytes.setUint16(0, little ? 0x4949 : 0x4d4d);
  bytes.setUint16(2, 42, little);
  bytes.setUint32(4, first, little);
  let at = 8;
  for (const entries of directories) {
    bytes.setUint16(at, entries.length, little);
    for (const [index, [tag, type, count, value]] of entries.entries()) {
      const entry = at + 2 + index * 12;
      bytes.setUint16(entry, tag, little);
      bytes.setUint16(entry + 2, type, little);
      bytes.setUint32(entry + 4, count, little);
      bytes.setUint32(entry + 8, value, little);
    }
    at += entries.length * 12 + 6;
    bytes.setUint32(at - 4, at, little);
  }
  return new Uint8Array(bytes.buffer);
}

/** Orientation, a place, a copyright; and the same when it is cleaned. */
function tiff(order: "II" | "MM", state: "new" | "cleaned" = "new"): Uint8Array {
  const [orientation, rights]: Entry[] = [
    [0x112, 3, 1, 6],
    [0x8298, 2, 3, 0x787878],
  ];
  if (state === "cleaned") {
    const short = tiffOf(order, [[orientation!, rights!]]);
    new DataView(short.buffer).setUint32(short.length - 4, 50, order === "II");
    return join(short, new Uint8Array(12 + 30 + 13));
  }
  const area: Entry = [0x1c, 7, 13, 80];
  const whole = tiffOf(order, [
    [orientation!, [GPS_POINTER, 4, 1, 50], rights!],
    [[1, 2, 2, 0x4e], area],
  ]);
  return join(whole, "Secret Garden");
}

/** The tags of the first directory. */
function tagsOf(exif: Uint8Array): number[] {
  const tiff = latin1(exif.subarray(0, 4)) === "Exif" ? exif.subarray(6) : exif;
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  const little = tiff[0] === 0x49;
  const at = view.getUint32(4, little);
  return Array.from({ length: view.getUint16(at, little) }, (_, index) =>
    view.getUint16(at + 2 + index * 12, little),
  );
}

// Files that would cost the square of their length.

function manyPackets(length: number): Uint8Array {
  const part = app1(`http://ns.adobe.com/xmp/extension/\0${"0".repeat(32)}`, new Uint8Array(8), "<a:GPS/>");
  const bytes = Buffer.alloc(length, part);
  for (let index = 0; (index + 1) * part.length < length; index++)
    bytes.write(String(index).padStart(32, "0"), index * part.length + 39);
  return join("\xff\xd8", bytes);
}

function longValues(length: number): Uint8Array {
  const values = Array.from({ length: 65535 }, (): Entry => [1, 7, 0xffffffff, 900_000]);
  return join(tiffOf("II", [[[GPS_POINTER, 4, 1, 26]], values]), new Uint8Array(length));
}

/** Each begins two bytes before the one that was wiped last, and says that it has 65535 entries. */
function sharedDirectories(length: number): Uint8Array {
  const pointers = Array.from(
    { length: 65535 },
    (_, index): Entry => [GPS_POINTER, 4, 1, length - 2 * index],
  );
  return join(tiffOf("II", [pointers]), Buffer.alloc(length, 0xff));
}

/** Each says that it has 65535 entries, and every entry of the first leads to one of them. */
function linkedDirectories(length: number): Uint8Array {
  const pointers = Array.from({ length: 65535 }, (_, index): Entry => [EXIF_POINTER, 4, 1, 1e6 + 2 * index]);
  return join(tiffOf("II", [pointers]), Buffer.alloc(length, 0xff));
}
