import { Type } from 'typebox';

/** A JSON Schema, as deep as it goes. */
const Schema = Type.Record(Type.String(), Type.Unknown());

const Content = Type.Record(Type.String(), Type.Object({ schema: Type.Optional(Schema) }));

export const DescribedOperation = Type.Object({
  operationId: Type.String(),
  summary: Type.String(),
  tags: Type.Array(Type.String()),
  security: Type.Array(Type.Record(Type.String(), Type.Array(Type.String()))),
  parameters: Type.Array(
    Type.Object({
      name: Type.String(),
      in: Type.Union([Type.Literal('path'), Type.Literal('query')]),
      required: Type.Boolean(),
      schema: Schema,
    }),
  ),
  requestBody: Type.Optional(Type.Object({ required: Type.Boolean(), content: Content })),
  responses: Type.Record(
    Type.String(),
    Type.Object({ description: Type.String(), content: Type.Optional(Content) }),
  ),
});

/** The part of OpenAPI 3.1 that the description of this API uses. */
export const ApiDescription = Type.Object({
  openapi: Type.String(),
  info: Type.Object({
    title: Type.String(),
    version: Type.String(),
    description: Type.String(),
  }),
  servers: Type.Array(Type.Object({ url: Type.String() })),
  tags: Type.Array(Type.Object({ name: Type.String(), description: Type.String() })),
  /** By path, then by method in lower case. */
  paths: Type.Record(Type.String(), Type.Record(Type.String(), DescribedOperation)),
  components: Type.Object({
    securitySchemes: Type.Record(Type.String(), Type.Record(Type.String(), Type.String())),
  }),
});
