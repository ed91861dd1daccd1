// What can be wrong with pictures. The pages that show them are published anyway.
import { type Place, warning } from "./diagnostic.js";

export const pictureMissing = (address: string, folder: string, at: Place) =>
  warning(
    "picture-missing",
    `shows ${shown(address)}, and there is no such file in ${folder}/`,
    "Put the file there, or mend the address: case counts.",
    at,
  );

export const pictureBroken = (address: string, why: string, at: Place) =>
  warning(
    "picture-broken",
    `shows ${shown(address)}, which cannot be read as a picture: ${why}`,
    "Save it anew; it is published as it is.",
    at,
  );

export const pictureHuge = (address: string, why: string, at: Place) =>
  warning(
    "picture-huge",
    `shows ${shown(address)}, which is too large to be made smaller: ${why}`,
    "Save a smaller one; it is published as it is.",
    at,
  );

export const pictureUnfetched = (address: string, why: string, at: Place) =>
  warning(
    "picture-unfetched",
    `shows ${shown(address)}, which could not be brought home: ${why}`,
    "Until it can, the page shows it from there. Or take its host out of images.fetch in site.yml.",
    at,
  );

export const pictureWithoutAlt = (address: string, at: Place) =>
  warning(
    "picture-alt",
    `shows ${shown(address)} without a text for those who do not see it`,
    'Say what it shows: ![A ferry at dusk](/images/a.jpg), or alt="A ferry at dusk".',
    at,
  );

export const pictureToolsMissing = () =>
  warning(
    "picture-tools-missing",
    "pictures are published as they are, for the package sharp is not installed",
    "Install it: npm install sharp. Or set images: false.",
    { file: "site.yml" },
  );

const shown = (address: string): string => (address.length > 120 ? `${address.slice(0, 120)}…` : address);
