/** Browsers that whoever runs the worker has chosen, beside those it finds by itself. */
import { readFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { type EngineName, engineNames, type OwnProgram } from '@twinlens/browser';
import { BrowserName, check, type TargetType } from '@twinlens/contract';
import { type Static, Type } from 'typebox';
import { targets, typeNamed } from './targets.ts';

const strict = { additionalProperties: false };

const Declared = Type.Object(
  {
    /** By which a target asks for it. */
    name: BrowserName,
    /** What people read beside its pictures. */
    label: Type.String({ minLength: 1, maxLength: 200 }),
    /** Says by which protocol it is driven. */
    engine: Type.Enum(engineNames),
    /** A whole path. */
    executable: Type.String({ minLength: 1 }),
    arguments: Type.Optional(Type.Array(Type.String())),
    /** Its version, or what that begins with: `140`, `140.5.0esr`. */
    version: Type.Optional(Type.String({ pattern: '^[0-9][0-9A-Za-z.]*$' })),
    /** Targets that it captures where no browser is asked for by name. */
    defaultFor: Type.Optional(Type.Array(Type.String())),
  },
  strict,
);

const File = Type.Object({ browsers: Type.Array(Declared, { maxItems: 20 }) }, strict);

export interface NamedBrowser {
  name: string;
  label: string;
  engine: EngineName;
  program: OwnProgram;
  /** Null: whatever version it is. */
  version: string | null;
  defaultFor: TargetType[];
}

/**
 * The browsers that a file declares.
 * @throws Error that says everything that is wrong with it
 */
export function readNamedBrowsers(path: string): NamedBrowser[] {
  const checked = check(File, parse(path));
  if (!checked.ok) throw new Error(`${path}: ${checked.problem}`);
  const { browsers } = checked.value;
  const problems = [...browsers.flatMap(problemsOf), ...clashesOf(browsers)];
  if (problems.length > 0) throw new Error(problems.map((one) => `${path}: ${one}`).join('\n'));
  return browsers.map(({ name, label, engine, ...declared }) => ({
    name,
    label,
    engine,
    program: { executable: declared.executable, arguments: declared.arguments ?? [] },
    version: declared.version ?? null,
    defaultFor: (declared.defaultFor ?? []).flatMap((target) => typeNamed(target) ?? []),
  }));
}

function parse(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`${path} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

function problemsOf({
  name,
  engine,
  executable,
  defaultFor = [],
}: Static<typeof Declared>): string[] {
  const wrong = defaultFor.filter((target) => {
    const type = typeNamed(target);
    return type === undefined || targets[type].engine !== engine;
  });
  return [
    ...(isAbsolute(executable) ? [] : [`the executable of "${name}" must be a whole path`]),
    ...wrong.map((target) => `"${name}" cannot be the default for "${target}"`),
  ];
}

function clashesOf(browsers: Static<typeof Declared>[]): string[] {
  const twice = <T>(all: T[]) => [...new Set(all.filter((one, at) => all.indexOf(one) !== at))];
  return [
    ...twice(browsers.map(({ name }) => name)).map((name) => `two browsers are called "${name}"`),
    ...twice(browsers.flatMap(({ defaultFor = [] }) => defaultFor)).map(
      (target) => `two browsers are the default for "${target}"`,
    ),
  ];
}

/** Why a browser is not the version it is pinned to, for people to read; null where it is. */
export function whyOtherVersion(
  { name, version: pinned, program }: Pick<NamedBrowser, 'name' | 'version' | 'program'>,
  version: string,
): string | null {
  const number = /\d[\w.]*/.exec(version)?.[0] ?? '';
  if (pinned === null || number === pinned || number.startsWith(`${pinned}.`)) return null;
  return `"${name}" is pinned to ${pinned}, and ${program.executable} is ${version}: nothing is captured with it until one of them is changed`;
}
