/** What a tool is, and how one is called. */

import type {
  CallToolResult,
  ContentBlock,
  Tool as DescribedTool,
} from '@modelcontextprotocol/server';
import { check, TwinlensError } from '@twinlens/contract';
import { type Static, type TObject, type TProperties, Type } from 'typebox';
import { Value } from 'typebox/value';
import type { Ask } from './ask.ts';
import { text } from './content.ts';
import type { Pictures } from './pictures.ts';

export interface ToolContext {
  ask: Ask;
  pictures: Pictures;
  /** The only one the assistant may act in. */
  accountId: number;
}

export interface Tool {
  described: DescribedTool;
  call(context: ToolContext, given: unknown): Promise<ContentBlock[]>;
}

interface ToolShape<T extends TProperties> {
  name: string;
  title: string;
  /** For whoever chooses between tools: what it answers, and what to do with that. */
  description: string;
  /**
   * Whether it decides anything. Decisions can be undone on the pages, but what a build is told
   * changes with them: programs should ask the person first.
   */
  decides?: true;
  /** Schemas of operations, so that they are validated and described once. */
  fields: T;
  run(context: ToolContext, given: Static<TObject<T>>): Promise<ContentBlock[]>;
}

export function tool<T extends TProperties>(shape: ToolShape<T>): Tool {
  const { name, title, description, fields, decides = false } = shape;
  const schema = Type.Object(fields, { additionalProperties: false });
  const written: { required?: string[] } = JSON.parse(JSON.stringify(schema));
  // What has a default may be left out, though a validated message always has it.
  const required = (written.required ?? []).filter(
    (field) => !('default' in Object(fields[field])),
  );
  return {
    described: {
      name,
      title,
      description,
      inputSchema: { ...written, type: 'object', required },
      annotations: {
        title,
        readOnlyHint: !decides,
        destructiveHint: decides,
        idempotentHint: !decides,
        openWorldHint: false,
      },
    },
    call(context, given) {
      const read = check(schema, Value.Default(schema, structuredClone(given ?? {})));
      if (!read.ok) {
        const names = Object.keys(fields).map((field) =>
          required.includes(field) ? field : `${field} (may be left out)`,
        );
        const takes = names.length === 0 ? 'nothing' : names.join(', ');
        throw new TwinlensError(
          'invalid_request',
          `the arguments are not as they have to be: ${read.problem}. ${name} takes ${takes}`,
        );
      }
      return shape.run(context, read.value);
    },
  };
}

/**
 * Errors that can be mended are answers, so that whoever reads them can: what is wrong and what to do.
 *
 * @throws what is a fault of ours
 */
export async function callTool(
  { call }: Tool,
  context: ToolContext,
  given: unknown,
): Promise<CallToolResult> {
  try {
    return { content: await call(context, given) };
  } catch (error) {
    if (!(error instanceof TwinlensError) || error.status >= 500) throw error;
    return { isError: true, content: [text(`${error.code}: ${error.message}`)] };
  }
}
