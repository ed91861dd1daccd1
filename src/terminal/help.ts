// The text of `--help`, made from the tables that the command line is parsed with.
import {
  COMMANDS,
  type CommandName,
  type CommandRow,
  OPTIONS,
  type OptionName,
  type OptionRow,
} from "./arguments.js";
import { paintWith } from "./terminal.js";

export interface HelpOptions {
  version: string;
  color?: boolean;
}

/** All commands, or one. */
export function helpText(topic: CommandName | null, options: HelpOptions): string {
  const paint = paintWith(options.color ?? false);
  const names = topic ? [topic] : (Object.keys(COMMANDS) as CommandName[]);
  const sections: Section[] = [
    ...(topic ? [] : [{ heading: "Commands", rows: names.map(commandRow) }]),
    ...optionSections(names),
    { heading: "Always", rows: ALWAYS },
    { heading: "Examples", rows: names.flatMap(exampleRows) },
    { heading: "Exit codes", rows: EXIT_CODES },
  ];
  const intro = topic
    ? `broadsheet ${topic}: ${COMMANDS[topic].about}\n\nUsage: broadsheet ${callOf(topic)} [options]`
    : `broadsheet ${options.version}: a static-site generator for newsrooms\n\nUsage: broadsheet COMMAND [options]`;
  const body = sections.map(({ heading, rows }) => [paint("bold", heading), ...table(rows)].join("\n"));
  return [intro, ...body].join("\n\n");
}

type Row = readonly [left: string, right: string];

interface Section {
  heading: string;
  rows: readonly Row[];
}

const ALWAYS: readonly Row[] = [
  ["--help, -h", "this text; after a command, that command's"],
  ["--version, -v", "the program's version"],
  ["--verbose", "the stack of an unexpected error (as DEBUG=1)"],
];

const EXIT_CODES: readonly Row[] = [
  ["0", "done"],
  ["1", "failed, or --strict or check met a rejected post"],
  ["2", "the command line is wrong"],
];

const callOf = (name: CommandName): string => {
  const row: CommandRow = COMMANDS[name];
  return row.argument ? `${name} ${row.argument}` : name;
};

const commandRow = (name: CommandName): Row => [callOf(name), COMMANDS[name].about];

const exampleRows = (name: CommandName): Row[] =>
  COMMANDS[name].examples.map(([line, does]) => [`broadsheet ${line}`, does]);

/** A heading for each group of options; with several commands it names those that have one of them. */
function optionSections(names: readonly CommandName[]): Section[] {
  const usedBy = (option: OptionName) => names.filter((name) => hasOption(name, option));
  const all = (Object.entries(OPTIONS) as [OptionName, OptionRow][]).filter(
    ([option]) => usedBy(option).length > 0,
  );
  const groups = [...new Set(all.map(([, row]) => row.group))];
  return groups.map((group) => {
    const options = all.filter(([, row]) => row.group === group);
    const users = new Set(options.flatMap(([option]) => usedBy(option)));
    const heading = names.length > 1 ? `${group} (${[...users].join(", ")})` : group;
    return { heading, rows: options.map(([option, row]) => [callOfOption(option, row), row.about]) };
  });
}

const hasOption = (name: CommandName, option: OptionName): boolean =>
  (COMMANDS[name].options as readonly OptionName[]).includes(option);

const callOfOption = (name: OptionName, row: OptionRow): string =>
  row.value ? `--${name} ${row.value}` : `--${name}`;

function table(rows: readonly Row[]): string[] {
  const width = Math.max(16, ...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
