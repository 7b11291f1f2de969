/**
 * What an object of Kubernetes may have, by version: read from declarations that are generated from its OpenAPI
 * document. Every property there is has a comment with its true name and a line with its type.
 */
import { readFile } from 'node:fs/promises';
import { fromNpm, type NpmPackage } from './npm-package.ts';

/** Kubernetes 1.32, 1.33 and 1.34. */
const versions: Record<string, NpmPackage> = {
  '1.32': {
    name: 'cdk8s-plus-32@2.5.92',
    integrity:
      'sha512-TmlByVmroBLAZxhUz77xXVWKWvkLS1gnrOofuB4N4ZpLBHx6O/BPyti0yrHecwbX+pTAD/wJj/V7IbqK5UTmGA==',
  },
  '1.33': {
    name: 'cdk8s-plus-33@2.5.57',
    integrity:
      'sha512-JDncBIl5nott96fPitDteln8kYYSccOxcDxWbp0mGGktWuXcgBysbIcTpMbjCujfjGCBNnjtItP00xDTGj5rVg==',
  },
  '1.34': {
    name: 'cdk8s-plus-34@2.0.54',
    integrity:
      'sha512-J/ZIlAlGeQdHoA4+/smpIKYIdH5e3HiN5T271auEdk896mH9a8Pz+20+TWpZL4fjf93l2g9c8+zdUMG3nb7FOw==',
  },
};

export const kubernetesVersions = Object.keys(versions);

interface Property {
  type: string;
  required: boolean;
}

export interface KubernetesSchema {
  /** Everything wrong with an object, with its path; null where the kind is none of Kubernetes' own. */
  problemsOf(document: unknown): string[] | null;
}

/** @throws Error when it is not there, or does not read as it did. */
export async function readKubernetesSchema(version: string): Promise<KubernetesSchema> {
  const from = versions[version];
  if (from === undefined) throw new Error(`there is no schema of Kubernetes ${version}`);
  const path = await fromNpm(from, 'k8s.d.ts', (file) => file('lib/imports/k8s.d.ts'));
  const text = await readFile(path, 'utf8');
  const interfaces = new Map<string, Map<string, Property>>();
  const kinds = new Map<string, string>();
  const enums = new Map<string, Set<string>>();
  const block = /@schema ([\w.-]+)\n \*\/\nexport interface (\w+) \{\n([\s\S]*?)\n\}/g;
  for (const [, schema = '', name = '', body = ''] of text.matchAll(block)) {
    const properties = new Map<string, Property>();
    const line = /@schema [\w.-]+#([^\s]+)\n\s+\*\/\n\s+readonly \w+(\??): (\{[^}]*\}|[^;\n]+);/g;
    for (const [, key = '', optional, type = ''] of body.matchAll(line)) {
      properties.set(key, { type, required: optional === '' });
    }
    interfaces.set(name, properties);
    kinds.set(schema, name);
  }
  for (const [, name = '', body = ''] of text.matchAll(
    /export declare enum (\w+) \{\n([\s\S]*?)\n\}/g,
  )) {
    enums.set(name, new Set([...body.matchAll(/= "(.*)"/g)].map(([, value = '']) => value)));
  }
  if (interfaces.size < 300) throw new Error(`${from.name} has only ${interfaces.size} types`);

  const check = (value: unknown, type: string, where: string): string[] => {
    const wrong = [`${where}: ${JSON.stringify(value)} is not ${type}`];
    if (type.endsWith('[]')) {
      if (!Array.isArray(value)) return wrong;
      return value.flatMap((item, index) => check(item, type.slice(0, -2), `${where}[${index}]`));
    }
    const values = /^\{\s*\[key: string\]: (.+?);?\s*\}$/.exec(type)?.[1];
    if (values !== undefined) {
      if (!isObject(value)) return wrong;
      return Object.entries(value).flatMap(([key, item]) => check(item, values, `${where}.${key}`));
    }
    if (['string', 'number', 'boolean'].includes(type)) return typeof value === type ? [] : wrong;
    if (type === 'any') return [];
    if (type === 'Date') return typeof value === 'string' ? [] : wrong;
    if (type === 'IntOrString' || type === 'Quantity') {
      return typeof value === 'string' || typeof value === 'number' ? [] : wrong;
    }
    const allowed = enums.get(type);
    if (allowed !== undefined) return typeof value === 'string' && allowed.has(value) ? [] : wrong;
    const properties = interfaces.get(type);
    if (properties === undefined) throw new Error(`${where}: the type ${type} is not known`);
    return isObject(value) ? checkObject(value, properties, where) : wrong;
  };
  const checkObject = (
    value: Record<string, unknown>,
    properties: Map<string, Property>,
    where: string,
  ): string[] => {
    const missing = [...properties]
      .filter(([key, { required }]) => required && !(key in value))
      .map(([key]) => `${where}.${key}: is missing`);
    return missing.concat(
      Object.entries(value).flatMap(([key, item]) => {
        const property = properties.get(key);
        if (property === undefined) return [`${where}.${key}: there is no such field`];
        return check(item, property.type, `${where}.${key}`);
      }),
    );
  };

  return {
    problemsOf(document) {
      if (!isObject(document)) return ['is no object'];
      const { apiVersion, kind, ...rest } = document;
      const [group, number] = String(apiVersion).includes('/')
        ? String(apiVersion).split('/')
        : ['core', String(apiVersion)];
      const schema = `io.k8s.api.${group?.replace(/\.k8s\.io$/, '')}.${number}.${kind}`;
      const name = kinds.get(schema);
      const properties = name === undefined ? undefined : interfaces.get(name);
      return properties === undefined ? null : checkObject(rest, properties, String(kind));
    },
  };
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
