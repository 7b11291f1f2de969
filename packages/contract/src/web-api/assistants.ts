/** Programs that act for a person: one that asks to, and those that may. */
import { type Static, Type } from 'typebox';
import { Id, PathId, Time } from '../fields.ts';
import { operation } from '../operation.ts';

/** What a program sends along with the person: OAuth 2.1, authorization code with PKCE, RFC 8707. */
export const AssistantRequest = Type.Object({
  response_type: Type.Literal('code'),
  client_id: Type.String({ minLength: 1, maxLength: 200 }),
  redirect_uri: Type.String({ minLength: 1, maxLength: 2000 }),
  code_challenge: Type.String({
    pattern: '^[\\w-]{43}$',
    description: 'the SHA-256 of the code verifier, base64url',
  }),
  code_challenge_method: Type.Literal('S256'),
  state: Type.Optional(Type.String({ maxLength: 4000 })),
  resource: Type.Optional(Type.String({ maxLength: 2000 })),
});
export type AssistantRequest = Static<typeof AssistantRequest>;

/** As the program says of itself: nobody has looked whether it is so. */
const program = {
  name: Type.String(),
  address: Type.Union([Type.String(), Type.Null()]),
};

export const getAssistantRequest = operation({
  id: 'getAssistantRequest',
  method: 'GET',
  path: '/api/assistant-request',
  access: 'session',
  summary: 'Which program asks to act for the person, and where the answer goes.',
  query: AssistantRequest,
  response: Type.Object({
    ...program,
    /** Host and port. */
    returnsTo: Type.String(),
    registeredAt: Time,
  }),
});

export const answerAssistantRequest = operation({
  id: 'answerAssistantRequest',
  method: 'POST',
  path: '/api/assistant-request',
  access: 'session',
  summary: 'Let the program act for the person in one account, or refuse that.',
  body: Type.Object({
    request: AssistantRequest,
    /** Null to refuse. */
    account: Type.Union([Id, Type.Null()]),
  }),
  /** Where the answer is, for the browser to go to. */
  response: Type.Object({ redirectTo: Type.String() }),
});

export const listAssistants = operation({
  id: 'listAssistants',
  method: 'GET',
  path: '/api/assistants',
  access: 'session',
  summary: 'The programs that may act for the person, the newest first.',
  response: Type.Object({
    assistants: Type.Array(
      Type.Object({
        id: Id,
        ...program,
        account: Type.Object({ id: Id, name: Type.String() }),
        createdAt: Time,
        lastUsedAt: Type.Union([Time, Type.Null()]),
      }),
    ),
  }),
});

export const revokeAssistant = operation({
  id: 'revokeAssistant',
  method: 'DELETE',
  path: '/api/assistants/:assistant',
  access: 'session',
  summary: 'From now on the program may do nothing for the person in that account.',
  params: Type.Object({ assistant: PathId }),
});
